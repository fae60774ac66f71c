package org.reviewwarehouse.mapreduce.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNull;

import java.io.File;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.Row;

/** A row of the table is the same after it was read and written again. */
public class TableReaderTest {
  private static final String CONTRACT =
      """
      {"type": "record", "name": "things", "layouts": [{"format": "jsonl"}],
       "key": ["id"], "order": ["rank"],
       "fields": [
        {"name": "id", "type": "string"},
        {"name": "rank", "type": "long"},
        {"name": "text", "type": ["null", "string"], "text": ["html"]},
        {"name": "small", "type": ["null", "int"]},
        {"name": "real", "type": ["null", "double"]},
        {"name": "price", "type": ["null", {"type": "bytes", "logicalType": "decimal",
          "precision": 9, "scale": 2}]},
        {"name": "good", "type": ["null", "boolean"], "true": ["true"], "false": ["false"]},
        {"name": "day", "type": ["null", {"type": "int", "logicalType": "date"}]},
        {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}]},
        {"name": "tags", "type": {"type": "array", "items": "string"}},
        {"name": "more", "type": ["null", {"type": "array", "items": "string"}]},
        {"name": "paid", "type": ["null", {"type": "map", "values": "long"}]},
        {"name": "names", "type": ["null", {"type": "map", "values": "string"}]}NEW]}
      """;
  private static final String[] RECORDS = {
    """
    {"id": "a", "rank": -7, "text": "&amp;amp; é", "small": 0, "real": -0.5, "price": "-1234.5",\
     "good": false, "day": "1969-12-31", "at": "2022-03-20T18:37:37.123456+09:00",\
     "tags": ["x", "", "y"], "more": ["z"], "paid": {"USD": -5, "": 0}, "names": {"é": "ü"}}""",
    "{\"id\": \"b\", \"rank\": 9}",
    "{\"id\": \"\", \"rank\": 0, \"small\": 2147483647, \"good\": true, \"day\": \"1970-01-01\","
        + " \"price\": 0, \"real\": 0, \"at\": \"1970-01-01T00:00:00Z\"}"
  };

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Configuration conf = new Configuration();

  @Test
  public void givesEveryTypeAndNullBack() throws Exception {
    Contract contract = contract("");
    File first = write(contract);
    List<String> rows = ParquetRows.of(first);
    assertEquals(3, rows.size());
    assertEquals(
        "a|-7|&amp; é|0|-0.5|-1234.50|false|1969-12-31|2022-03-20T09:37:37.123456|[x, , y]|[z]"
            + "|{USD=-5, =0}|{é=ü}",
        withoutHash(rows.get(0)));
    assertEquals(
        "b|9|null|null|null|null|null|null|null|[]|null|null|null", withoutHash(rows.get(1)));
    assertEquals(rows, ParquetRows.of(copy(first, contract, TableReader.Columns.ALL)));
  }

  @Test
  public void mayReadOnlyWhatComparesVersions() throws Exception {
    Contract contract = contract("");
    File first = write(contract);
    List<String> rows = ParquetRows.of(copy(first, contract, TableReader.Columns.VERSION));
    String nothing = "|null|null|null|null|null|null|null|[]|null|null|null";
    assertEquals(
        List.of("a|-7" + nothing, "b|9" + nothing, "|0" + nothing),
        rows.stream().map(TableReaderTest::withoutHash).toList());
    assertEquals(
        ParquetRows.of(first).stream().map(TableReaderTest::hash).toList(),
        rows.stream().map(TableReaderTest::hash).toList());
  }

  @Test
  public void givesNullForAColumnThatAnOldFileLacks() throws Exception {
    File old = write(contract(""));
    Contract grown = contract(", {\"name\": \"late\", \"type\": [\"null\", \"int\"]}");
    List<String> expected =
        ParquetRows.of(old).stream().map(row -> withoutHash(row) + "|null|" + hash(row)).toList();
    assertEquals(expected, ParquetRows.of(copy(old, grown, TableReader.Columns.ALL)));
  }

  private static Contract contract(String added) {
    return ContractReader.read("things", CONTRACT.replace("NEW", added));
  }

  private File write(Contract contract) throws Exception {
    File file = new File(folder.newFolder(), "part.parquet");
    RecordParser parser = RecordParser.of(contract, contract.layouts().get(0));
    try (RowFile writer = writer(file, contract)) {
      for (String record : RECORDS) {
        byte[] block = (record + "\n" + " ".repeat(RecordParser.PADDING)).getBytes(UTF_8);
        parser.parse(block, 0, block.length - RecordParser.PADDING);
        assertNull(record, parser.row().reason());
        writer.write(parser.row());
      }
    }
    return file;
  }

  private File copy(File from, Contract contract, TableReader.Columns columns) throws Exception {
    File file = new File(folder.newFolder(), "part.parquet");
    try (TableReader reader = new TableReader(new Path(from.toURI()), conf, contract, columns);
        RowFile writer = writer(file, contract)) {
      for (Row row = reader.next(); row != null; row = reader.next()) {
        writer.write(row);
      }
    }
    return file;
  }

  private RowFile writer(File file, Contract contract) throws Exception {
    return new ParquetFiles(conf, contract, "run", 1 << 20).rows(new Path(file.toURI()));
  }

  private static String withoutHash(String row) {
    return row.substring(0, row.lastIndexOf('|'));
  }

  private static String hash(String row) {
    return row.substring(row.lastIndexOf('|') + 1);
  }
}

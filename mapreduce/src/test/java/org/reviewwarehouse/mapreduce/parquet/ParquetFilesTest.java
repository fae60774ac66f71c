package org.reviewwarehouse.mapreduce.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotNull;
import static org.junit.Assert.assertNull;

import java.io.File;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.row.RecordParser;

public class ParquetFilesTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Configuration conf = new Configuration();

  @Test
  public void describesTheColumnsAsHiveReadsThem() throws Exception {
    try (ParquetFileReader file = open(write(Reviews.CONTRACT, Reviews.review().line()))) {
      assertEquals(
          """
          message product_reviews {
            required binary marketplace (STRING);
            required binary customer_id (STRING);
            required binary review_id (STRING);
            required binary product_id (STRING);
            required binary product_parent (STRING);
            required binary product_title (STRING);
            required binary product_category (STRING);
            required int32 star_rating;
            required int32 helpful_votes;
            required int32 total_votes;
            required boolean vine;
            required boolean verified_purchase;
            required binary review_headline (STRING);
            required binary review_body (STRING);
            required int32 review_date (DATE);
            required int64 row_hash;
          }
          """,
          file.getFileMetaData().getSchema().toString());
    }
  }

  @Test
  public void saysInItsFooterWhereItComesFrom() throws Exception {
    try (ParquetFileReader file = open(write(Reviews.CONTRACT, Reviews.review().line()))) {
      Map<String, String> footer = file.getFileMetaData().getKeyValueMetaData();
      assertEquals("the run", footer.get("warehouse.run"));
      assertEquals("product_reviews", footer.get("warehouse.feed"));
      assertEquals(Reviews.CONTRACT.fingerprint(), footer.get("warehouse.contract"));
    }
  }

  @Test
  public void compressesWithZstdAndKeepsStatisticsAndPageIndex() throws Exception {
    try (ParquetFileReader file = open(write(Reviews.CONTRACT, Reviews.review().line()))) {
      BlockMetaData rows = file.getFooter().getBlocks().get(0);
      assertEquals(1, rows.getRowCount());
      for (ColumnChunkMetaData column : rows.getColumns()) {
        String name = column.getPath().toDotString();
        assertEquals(name, CompressionCodecName.ZSTD, column.getCodec());
        assertEquals(name, 0, column.getStatistics().getNumNulls());
        assertNotNull(name, column.getStatistics().genericGetMin());
        assertNotNull(name, file.readColumnIndex(column));
        assertNotNull(name, file.readOffsetIndex(column));
        assertNull(name, file.readBloomFilter(column));
      }
    }
  }

  @Test
  public void writesABloomFilterWhereTheContractAsksForIt() throws Exception {
    Contract contract =
        ContractReader.read(
            "bloom",
            Reviews.CONTRACT_TEXT.replace(
                "\"name\": \"product_id\",", "\"name\": \"product_id\", \"bloom.filter\": true,"));
    String[] lines = new String[100];
    for (int i = 0; i < lines.length; i++) {
      lines[i] = Reviews.review().with("product_id", "B" + i).line();
    }
    try (ParquetFileReader file = open(write(contract, lines))) {
      for (ColumnChunkMetaData column : file.getFooter().getBlocks().get(0).getColumns()) {
        String name = column.getPath().toDotString();
        assertEquals(name, name.equals("product_id"), file.readBloomFilter(column) != null);
      }
    }
  }

  @Test
  public void writesNullsAndEveryTypeOfColumn() throws Exception {
    Contract contract =
        ContractReader.read(
            "all",
            """
            {"type": "record", "name": "all_types", "layouts": [{"format": "tsv"}], "key": ["id"], "event.day": "day",
             "fields": [
              {"name": "id", "type": "string"},
              {"name": "text", "type": ["null", "string"], "text": ["trim"]},
              {"name": "small", "type": ["null", "int"]},
              {"name": "wide", "type": ["null", "long"]},
              {"name": "good", "type": ["null", "boolean"], "true": ["Y"], "false": ["N"]},
              {"name": "other", "type": ["null", {"type": "int", "logicalType": "date"}]},
              {"name": "day", "type": {"type": "int", "logicalType": "date"}}]}
            """);
    File file =
        write(
            contract,
            "a\t x \t-7\t123456789012\tY\t1969-12-31\t2015-08-31",
            "b\t\t\t\t\t\t2015-08-31",
            "\t \t0\t0\tN\t1970-01-01\t1000-01-01");
    assertEquals(
        List.of(
            "a|x|-7|123456789012|true|1969-12-31|2015-08-31",
            "b|null|null|null|null|null|2015-08-31",
            "|null|0|0|false|1970-01-01|1000-01-01"),
        ParquetRows.of(file).stream().map(row -> row.substring(0, row.lastIndexOf('|'))).toList());
  }

  @Test
  public void cutsARejectedRecordAt64Kibibytes() throws Exception {
    File file = new File(folder.getRoot(), "rejected.parquet");
    byte[] line = ("??" + "x".repeat(70_000)).getBytes(UTF_8);
    line[2] = (byte) 0xFF;
    try (ParquetWriter<RejectedRecord> writer =
        files(Reviews.CONTRACT).rejected(new Path(file.toURI()))) {
      writer.write(
          new RejectedRecord(line, 2, line.length, 70_000, "invalid_utf8", null, "f", 5, null));
      writer.write(new RejectedRecord(line, 3, 5, 2, "empty", "marketplace", "f", 6, -1));
    }
    assertEquals(
        List.of(
            "\u00FF" + "x".repeat((1 << 16) - 1) + "|70000|invalid_utf8|null|f|5|null",
            "xx|2|empty|marketplace|f|6|1969-12-31"),
        ParquetRows.of(file));
  }

  private File write(Contract contract, String... lines) throws IOException {
    File file = new File(folder.getRoot(), "part.parquet");
    RecordParser parser = Reviews.parser(contract);
    parser.begin(Long.MAX_VALUE);
    try (RowFile writer = files(contract).rows(new Path(file.toURI()))) {
      for (String line : lines) {
        byte[] block = (line + "\n" + " ".repeat(RecordParser.PADDING)).getBytes(UTF_8);
        parser.parse(block, 0, block.length - RecordParser.PADDING);
        assertNull(line, parser.row().reason());
        writer.write(parser.row());
        java.util.Arrays.fill(block, (byte) '#'); // the bytes are the reader's, and change
      }
    }
    return file;
  }

  private ParquetFiles files(Contract contract) {
    return new ParquetFiles(conf, contract, "the run", 8 << 20);
  }

  private ParquetFileReader open(File file) throws IOException {
    return ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.toURI()), conf));
  }
}

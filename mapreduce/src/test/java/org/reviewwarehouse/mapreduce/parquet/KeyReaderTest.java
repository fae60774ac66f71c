package org.reviewwarehouse.mapreduce.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.row.RecordParser;

public class KeyReaderTest {
  private static final String CONTRACT =
      """
      {"type": "record", "name": "keyed", "layouts": [{"format": "tsv"}], "key": [KEY],
       "fields": [{"name": "text", "type": "string"}, {"name": "id", "type": "string"ID}]}
      """;
  private static final int ROWS = 200_000;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Configuration conf = new Configuration();

  @Test
  public void readsPlainKeys() throws Exception {
    finds(contract("\"id\"", ", \"dictionary\": false"), row -> "é" + "key".repeat(row % 9) + row);
  }

  @Test
  public void readsKeysThatLeftTheirDictionary() throws Exception {
    finds(contract("\"id\"", ""), row -> "key " + (row < 100_000 ? row % 1_000 : row));
  }

  @Test
  public void readsOnlyKeysOfOneText() {
    assertTrue(KeyReader.reads(Reviews.CONTRACT));
    assertFalse(KeyReader.reads(contract("\"id\", \"text\"", "")));
  }

  private static Contract contract(String key, String id) {
    return ContractReader.read("keyed", CONTRACT.replace("KEY", key).replace("ID", id));
  }

  private void finds(Contract contract, IntFunction<String> keys) throws IOException {
    Path path = new Path(new File(folder.getRoot(), "part.parquet").toURI());
    RecordParser parser = Reviews.parser(contract);
    List<String> written = new ArrayList<>();
    try (ParquetFiles files = new ParquetFiles(conf, contract, "run", 4 << 20);
        RowFile rows = files.rows(path)) {
      for (int row = 0; row < ROWS; row++) {
        String line = "some text " + row + "\t" + keys.apply(row);
        byte[] block = (line + "\n" + " ".repeat(RecordParser.PADDING)).getBytes(UTF_8);
        parser.parse(block, 0, block.length - RecordParser.PADDING);
        assertNull(line, parser.row().reason());
        rows.write(parser.row());
        written.add(keys.apply(row));
      }
    }
    List<String> found = new ArrayList<>();
    try (KeyReader reader = KeyReader.open(path, conf, contract)) {
      while (reader.next()) {
        found.add(new String(reader.bytes(), reader.from(), reader.to() - reader.from(), UTF_8));
      }
    }
    assertEquals(written, found);
  }
}

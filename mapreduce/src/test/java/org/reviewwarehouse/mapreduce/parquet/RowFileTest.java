package org.reviewwarehouse.mapreduce.parquet;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNull;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.column.Encoding;
import org.apache.parquet.column.values.bloomfilter.BloomFilter;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.metadata.BlockMetaData;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.apache.parquet.internal.column.columnindex.ColumnIndex;
import org.apache.parquet.internal.column.columnindex.OffsetIndex;
import org.apache.parquet.io.api.Binary;
import org.apache.parquet.schema.PrimitiveComparator;
import org.apache.parquet.schema.PrimitiveType;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.Seed;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.row.RecordParser;

/** What is written is what parquet-java's own readers read, and what the footer says of it. */
public class RowFileTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();
  @Rule public final Seed seed = new Seed();

  private final Configuration conf = new Configuration();

  /** A feed with a key, an event day and one more field. */
  private static Contract with(String field) {
    return ContractReader.read(
        "one",
        """
        {"type": "record", "name": "one", "layouts": [{"format": "tsv"}], "key": ["id"], "event.day": "day",
         "fields": [
          {"name": "id", "type": "string", "dictionary": false},
          FIELD,
          {"name": "day", "type": {"type": "int", "logicalType": "date"}}]}
        """
            .replace("FIELD", field));
  }

  private static final String TEXT = "{\"name\": \"x\", \"type\": [\"null\", \"string\"]}";
  private static final String LIST =
      "{\"name\": \"x\", \"type\": [\"null\", {\"type\": \"array\", \"items\": \"string\"}],"
          + " \"split\": \",\"}";

  @Test
  public void keepsFewTextsInADictionary() throws Exception {
    File file = write(with(TEXT), 300_000, row -> "word " + row % 1000);
    assertEquals(Set.of(Encoding.PLAIN_DICTIONARY), encodings(file));
  }

  @Test
  public void writesTheTextsThemselvesWhereADictionaryWouldBeAsLarge() throws Exception {
    File file = write(with(TEXT), 1_000, row -> "word " + row);
    assertEquals(Set.of(Encoding.DELTA_LENGTH_BYTE_ARRAY), encodings(file));
  }

  @Test
  public void leavesTheDictionaryWhenItGetsLarge() throws Exception {
    IntFunction<String> words = row -> "word " + (row < 200_000 ? row % 10 : row);
    File file = write(with(TEXT), 400_000, words);
    assertEquals(
        Set.of(Encoding.PLAIN_DICTIONARY, Encoding.DELTA_LENGTH_BYTE_ARRAY), encodings(file));
  }

  @Test
  public void leavesTheDictionaryInTheMiddleOfARow() throws Exception {
    IntFunction<String> lists =
        row -> row % 7 == 0 ? "" : row < 150_000 ? "a,b" : row + ",b," + row + "x";
    File file = write(with(LIST), 200_000, lists);
    assertEquals(
        Set.of(Encoding.PLAIN_DICTIONARY, Encoding.DELTA_LENGTH_BYTE_ARRAY), encodings(file));
  }

  @Test
  public void leavesADictionaryOfNumbersWhenItGetsLarge() throws Exception {
    String field = "{\"name\": \"x\", \"type\": \"long\"}";
    IntFunction<String> numbers = row -> "" + (row < 300_000 ? row % 10 : -row * 1_000_003L);
    File file = write(with(field), 500_000, numbers);
    assertEquals(Set.of(Encoding.PLAIN_DICTIONARY, Encoding.PLAIN), encodings(file));
  }

  @Test
  public void writesKeysPlainSoThatTheyAreReadWhereTheyLie() throws Exception {
    try (ParquetFileReader reader = open(write(with(TEXT), 1_000, row -> "word"))) {
      ColumnChunkMetaData key = reader.getFooter().getBlocks().get(0).getColumns().get(0);
      assertEquals(Set.of(Encoding.PLAIN), key.getEncodingStats().getDataEncodings());
    }
  }

  @Test
  public void writesPagesOfNullsOnly() throws Exception {
    write(with(TEXT), 600_000, row -> row < 550_000 ? "" : "word " + row % 3);
  }

  @Test
  public void writesPagesOfBooleans() throws Exception {
    String field =
        "{\"name\": \"x\", \"type\": [\"null\", \"boolean\"], \"true\": [\"Y\"], \"false\": [\"N\"]}";
    write(with(field), 600_000, row -> row < 300_000 ? "Y" : row % 5 == 0 ? "" : "N");
  }

  /** Statistics of each page are checked against its own values, in {@link #write}. */
  @Test
  public void boundsEveryPageByItsOwnValues() throws Exception {
    Random random = seed.random();
    String[] beginnings = {"", "a", "a\u0000", "same beginning ", "é", "\uD83D\uDE00", "zz"};
    IntFunction<String> texts =
        row -> {
          String beginning = beginnings[random.nextInt(beginnings.length)];
          return beginning
              + "x".repeat(random.nextInt(40))
              + random.nextInt(1 << random.nextInt(20));
        };
    write(with(TEXT), 150_000, texts);
    write(with("{\"name\": \"x\", \"type\": \"string\", \"dictionary\": false}"), 150_000, texts);
    write(
        with("{\"name\": \"x\", \"type\": \"double\"}"),
        150_000,
        row -> random.nextGaussian() + "");
    write(
        with("{\"name\": \"x\", \"type\": \"double\"}"),
        150_000,
        row -> new String[] {"-0.0", "0.0", "-1.5", "2"}[random.nextInt(4)]);
    write(
        with(
            "{\"name\": \"x\", \"type\": {\"type\": \"bytes\", \"logicalType\": \"decimal\","
                + " \"precision\": 9, \"scale\": 2}}"),
        150_000,
        row -> random.nextInt(2_000_000) - 1_000_000 + ".25");
  }

  @Test
  public void beginsAnotherRowGroupWhenOneIsFull() throws Exception {
    Random random = seed.random();
    byte[] bytes = new byte[1_000];
    IntFunction<String> texts =
        row -> {
          random.nextBytes(bytes);
          return java.util.HexFormat.of().formatHex(bytes);
        };
    File file = write(with(TEXT), 20_000, texts);
    try (ParquetFileReader reader = open(file)) {
      List<BlockMetaData> groups = reader.getFooter().getBlocks();
      assertTrue("row groups: " + groups.size(), groups.size() > 2);
      for (BlockMetaData group : groups) {
        assertTrue("bytes: " + group.getCompressedSize(), group.getCompressedSize() < 10 << 20);
      }
    }
  }

  @Test
  public void findsEveryValueInTheBloomFilter() throws Exception {
    for (String type : List.of("\"string\"", "\"int\"", "\"long\"", "\"double\"")) {
      Contract contract = with("{\"name\": \"x\", \"type\": " + type + ", \"bloom.filter\": true}");
      File file = write(contract, 10_000, row -> "" + (row * 7 + 7));
      try (ParquetFileReader reader = open(file)) {
        BloomFilter filter = reader.readBloomFilter(column(reader.getFooter().getBlocks().get(0)));
        for (int row = 0; row < 10_000; row++) {
          assertTrue(type + " " + row, filter.findHash(hash(filter, type, row * 7 + 7)));
        }
        long wrong =
            IntStream.range(0, 10_000)
                .filter(row -> filter.findHash(hash(filter, type, row * 7 + 8)))
                .count();
        assertTrue("false positives: " + wrong, wrong < 300);
      }
    }
  }

  private static long hash(BloomFilter filter, String type, int number) {
    return switch (type) {
      case "\"int\"" -> filter.hash(number);
      case "\"long\"" -> filter.hash((long) number);
      case "\"double\"" -> filter.hash((double) number);
      default -> filter.hash(Binary.fromString("" + number));
    };
  }

  @Test
  public void ofNoRowsIsAFileWithoutARowGroup() throws Exception {
    File file = write(with(TEXT), 0, row -> "");
    try (ParquetFileReader reader = open(file)) {
      assertEquals(List.of(), reader.getFooter().getBlocks());
    }
  }

  /** Writes rows, and compares what is read back, page by page with its bounds. */
  private File write(Contract contract, int count, IntFunction<String> x) throws IOException {
    File file = new File(folder.newFolder(), "part.parquet");
    RecordParser parser = Reviews.parser(contract);
    parser.begin(Long.MAX_VALUE);
    List<String> expected = new ArrayList<>();
    try (ParquetFiles files = new ParquetFiles(conf, contract, "run", 8 << 20);
        RowFile rows = files.rows(new Path(file.toURI()))) {
      for (int row = 0; row < count; row++) {
        String text = x.apply(row);
        String line = row + "\t" + text + "\t2015-08-31";
        byte[] block = (line + "\n" + " ".repeat(RecordParser.PADDING)).getBytes(UTF_8);
        parser.parse(block, 0, block.length - RecordParser.PADDING);
        assertNull(line, parser.row().reason());
        rows.write(parser.row());
        expected.add(text);
        Arrays.fill(block, (byte) '#'); // the bytes are the reader's, and change
      }
    }
    List<String> found = new ArrayList<>();
    for (String row : ParquetRows.of(file)) {
      found.add(row.substring(row.indexOf('|') + 1, row.indexOf("|2015-08-31|")));
    }
    assertEquals(expected.size(), found.size());
    for (int row = 0; row < count; row++) {
      assertEquals("row " + row, read(contract, expected.get(row)), found.get(row));
    }
    checkBounds(file);
    return file;
  }

  /** As {@link ParquetRows} shows the value. */
  private static String read(Contract contract, String text) {
    return switch (contract.fields().get(1).type()) {
      case LIST -> text.isEmpty() ? "null" : "[" + text.replace(",", ", ") + "]";
      case BOOLEAN -> text.isEmpty() ? "null" : "" + text.equals("Y");
      case DOUBLE -> "" + (Double.parseDouble(text) + 0.0);
      default -> text.isEmpty() && contract.fields().get(1).optional() ? "null" : text;
    };
  }

  /** The bounds of each page and row group are those of the values that it has. */
  @SuppressWarnings("unchecked")
  private void checkBounds(File file) throws IOException {
    List<Object> values = Values.of(file, 1);
    try (ParquetFileReader reader = open(file)) {
      int row = 0;
      for (BlockMetaData group : reader.getFooter().getBlocks()) {
        ColumnChunkMetaData column = column(group);
        if (column.getPath().size() > 1) {
          return; // rows are not values
        }
        PrimitiveType type = column.getPrimitiveType();
        Comparator<Object> order = (Comparator<Object>) (PrimitiveComparator<?>) type.comparator();
        ColumnIndex index = reader.readColumnIndex(column);
        OffsetIndex pages = reader.readOffsetIndex(column);
        int end = row + (int) group.getRowCount();
        List<Object> inGroup = values.subList(row, end).stream().filter(v -> v != null).toList();
        assertEquals(
            values.subList(row, end).size() - inGroup.size(), column.getStatistics().getNumNulls());
        if (!inGroup.isEmpty()) {
          Comparable<?> low = column.getStatistics().genericGetMin();
          Comparable<?> high = column.getStatistics().genericGetMax();
          assertEquals(0, order.compare(Collections.min(inGroup, order), low));
          assertEquals(0, order.compare(Collections.max(inGroup, order), high));
        }
        for (int page = 0; page < pages.getPageCount(); page++) {
          int from = row + (int) pages.getFirstRowIndex(page);
          int to = row + (int) pages.getLastRowIndex(page, group.getRowCount()) + 1;
          List<Object> inPage = values.subList(from, to).stream().filter(v -> v != null).toList();
          assertEquals(to - from - inPage.size(), (long) index.getNullCounts().get(page));
          assertEquals(inPage.isEmpty(), index.getNullPages().get(page));
          if (!inPage.isEmpty()) {
            Object least = Values.of(type, index.getMinValues().get(page));
            Object greatest = Values.of(type, index.getMaxValues().get(page));
            assertFalse(order.compare(Collections.min(inPage, order), least) < 0);
            assertFalse(order.compare(Collections.max(inPage, order), greatest) > 0);
          }
        }
        row = end;
      }
      assertEquals(values.size(), row);
    }
  }

  private Set<Encoding> encodings(File file) throws IOException {
    try (ParquetFileReader reader = open(file)) {
      ColumnChunkMetaData column = column(reader.getFooter().getBlocks().get(0));
      return column.getEncodingStats().getDataEncodings();
    }
  }

  private static ColumnChunkMetaData column(BlockMetaData group) {
    return group.getColumns().get(1);
  }

  private ParquetFileReader open(File file) throws IOException {
    return ParquetFileReader.open(HadoopInputFile.fromPath(new Path(file.toURI()), conf));
  }
}

package org.reviewwarehouse.mapreduce.row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.contract.Field;

public class CsvParserTest {
  private static final String FIELDS =
      """
      "key": ["id"], "max.record.bytes": 60, "fields": [
        {"name": "id", "type": "string", "from": ["id", "the, \\"key\\""], "not.empty": true},
        {"name": "text", "type": "string", "text": ["trim"]},
        {"name": "stars", "type": "int", "from": ["stars", "rating"], "absent": "0"},
        {"name": "rated", "type": ["null", "int"], "from": "stars"},
        {"name": "tags", "type": ["null", {"type": "array", "items": "string"}], "split": ","},
        {"name": "shop", "type": "string"},
        {"name": "seen", "type": {"type": "int", "logicalType": "date"}, "from": [],
          "absent": "arrival"}]}
      """;

  private static final Contract CONTRACT =
      contract("{\"format\": \"csv\", \"header\": true, \"absent\": {\"shop\": \"none\"}}");

  private static final String HEADER = "id,text,stars,tags,shop";

  private final RecordParser parser = RecordParser.of(CONTRACT, CONTRACT.layouts().get(0));

  @Test
  public void readsFieldsThatAreQuotedAndThatAreNot() {
    String[][] records = {
      {"a,b,3,\"x,y\",s", "a|b|3|3|[x,y]|s|7"},
      {"\"a\",\"b\",\"3\",\"x,y\",\"s\"", "a|b|3|3|[x,y]|s|7"},
      {"a,\"b\r\nb,b\",3,,s", "a|b\r\nb,b|3|3|null|s|7"},
      {"a,\"\"\"b\"\"\",3,\"\"\"\",s", "a|\"b\"|3|3|[\"]|s|7"},
      {
        "\"a\"\"a\",\"b\"\"\"\"b\",\"3\",\"\"\"x\"\",y\",\"\"\"\"", "a\"a|b\"\"b|3|3|[\"x\",y]|\"|7"
      },
      {"22\",b\"b\"\"b\",3,\"\",\" s\"", "22\"|b\"b\"\"b\"|3|3|null| s|7"},
      {"a, \"b\" ,3,x\r,s\r", "a|\"b\"|3|3|[x\r]|s\r|7"},
      {"ä,\"€\",3,\"😀\"\"\",中", "ä|€|3|3|[😀\"]|中|7"},
      {"a,,,,", "a||0|null|null|none|7"},
      {"a,\"\",\"\",\"\",\"\"", "a||0|null|null|none|7"},
      {"", "skipped"},
      {HEADER, "skipped"},
      {"\u00EF\u00BB\u00BF" + HEADER, "skipped"},
      {"a\"a,b,3,x,s", "a\"a|b|3|3|[x]|s|7"},
      // rejected
      {"a,b,3,x", "field_count"},
      {"a,b,3,x,s,", "field_count"},
      {" ", "field_count"},
      {"\"a\"b,b,3,x,s", "bad_quote"},
      {"\"a\" ,b,3,x,s", "bad_quote"},
      {"\"a\"\r,b,3,x,s", "bad_quote"},
      {"a,b,3,x,\"s", "bad_quote"},
      {"a,b,3,x,\"s\"\"", "bad_quote"},
      {"a,b,3,x,\"", "bad_quote"},
      {"a,b,3,\"x\",\"s\"\"\"s", "bad_quote"},
      {"a,b,\"3\"x", "bad_quote"},
      {"a,b,3,x,s,\"", "bad_quote"},
      {"a,b,\"3\"\"\",x,s", "not_a_number stars"},
      {",b,3,x,s", "empty id"},
      {"\"\",b,3,x,s", "empty id"},
      {"a\u00FF,b,3,x,s", "invalid_utf8"},
      {"a,\"" + "b".repeat(50) + "\",3,x,s", "a|" + "b".repeat(50) + "|3|3|[x]|s|7"},
      {"a,\"" + "b".repeat(51) + "\",3,x,s", "record_too_long"},
    };
    parser.begin(7);
    assertEquals("skipped", parse(HEADER));
    for (int i = 0; i < 2; i++) {
      for (String[] record : records) {
        assertEquals(record[0], record[1], parse(record[0]));
      }
    }
  }

  @Test
  public void findsColumnsByNameWhateverTheirOrder() {
    assertParsed("shop,x,text,id", "skipped", "s,?,b,a", "a|b|0|null|null|s|7");
    assertParsed(
        "\"text\", shop ,\"the, \"\"key\"\"\",", "skipped", "b,s,a,?", "a|b|0|null|null|s|7");
    assertParsed("id,text,id,text", "skipped", "a,b,c,d", "a|b|0|null|null|none|7");
    assertParsed("id,text,ID,Shop", "skipped", "a,b,c,d", "a|b|0|null|null|none|7");
    assertParsed("id,text,,", "skipped", "a,b,c,d", "a|b|0|null|null|none|7");
  }

  @Test
  public void takesTheFirstColumnOfAFieldThatHasAValue() {
    String header = "rating,stars,text,\"the, \"\"key\"\"\",id";
    assertParsed(header, "skipped", "4,5,b,c,a", "a|b|5|5|null|none|7");
    assertParsed(header, "skipped", "4,,b,c,a", "a|b|4|null|null|none|7");
    assertParsed(header, "skipped", "\"4\",\"\",b,\"c\",\"\"", "c|b|4|null|null|none|7");
    assertParsed(header, "skipped", ",,b,,a", "a|b|0|null|null|none|7");
  }

  @Test
  public void rejectsAllRecordsOfAFileWithoutAColumnThatIsNeeded() {
    assertParsed(
        "shop,id",
        "skipped",
        "s,a",
        "missing_column text",
        "",
        "skipped",
        "shop,id",
        "skipped",
        "\"",
        "missing_column text");
    assertParsed("text", "skipped", "b", "missing_column id");
  }

  @Test
  public void rejectsAllRecordsOfAFileWithoutAHeader() {
    assertParsed(
        "a,b,3", "missing_column id", "a,b,3", "missing_column id", HEADER, "missing_column id");
  }

  @Test
  public void takesTheFirstRecordThatIsWholeForTheHeader() {
    assertParsed(
        "",
        "skipped",
        "\"id\"x,text",
        "bad_quote",
        "id\u00FF",
        "invalid_utf8",
        "id,text",
        "skipped",
        "a,b",
        "a|b|0|null|null|none|7");
  }

  @Test
  public void readsTheHeaderOfEachFile() {
    assertParsed("id,text", "skipped", "a,b", "a|b|0|null|null|none|7");
    assertParsed("x", "missing_column id", "id,text", "missing_column id");
    assertParsed("text,id,shop", "skipped", "b,a,s", "a|b|0|null|null|s|7");
    assertParsed("id,text", "skipped", "text,id,shop", "field_count");
  }

  @Test
  public void readsColumnsInTheContractsOrderWhereThereIsNoHeader() {
    Contract contract =
        contract(
            """
            {"format": "csv", "delimiter": ";", "from": {"id": "id", "stars": "stars", "shop": []},
              "absent": {"shop": "none"}}""");
    RecordParser ordered = RecordParser.of(contract, contract.layouts().get(0));
    assertParsed(
        ordered,
        "a;b;3;4;x,\"y",
        "a|b|3|4|[x,\"y]|none|7",
        "\"a;\";\"b\"\"\";3;4;\"x,y\"",
        "a;|b\"|3|4|[x,y]|none|7",
        "a;b;3;4",
        "a|b|3|4|null|none|7",
        "a;b;3",
        "a|b|3|null|null|none|7",
        "a;b",
        "field_count",
        "a;b;3;4;x;s",
        "field_count",
        "",
        "skipped",
        "id;text;stars",
        "not_a_number stars");
  }

  private static Contract contract(String layout) {
    return ContractReader.read(
        "rated.avsc",
        "{\"type\": \"record\", \"name\": \"rated\", \"layouts\": [" + layout + "], " + FIELDS);
  }

  private void assertParsed(String... recordsAndFates) {
    assertParsed(parser, recordsAndFates);
  }

  /** A file of records, and what becomes of each. */
  private static void assertParsed(RecordParser parser, String... recordsAndFates) {
    List<String> expected = new ArrayList<>();
    List<String> fates = new ArrayList<>();
    parser.begin(7);
    for (int i = 0; i < recordsAndFates.length; i += 2) {
      expected.add(recordsAndFates[i] + " -> " + recordsAndFates[i + 1]);
      fates.add(recordsAndFates[i] + " -> " + parse(parser, recordsAndFates[i]));
    }
    assertEquals(expected, fates);
  }

  private String parse(String record) {
    return parse(parser, record);
  }

  /** Parses a record that stands in a block among others; characters below 256 are bytes. */
  private static String parse(RecordParser parser, String record) {
    boolean isBytes = record.chars().allMatch(c -> c < 256 && c != 'ä');
    byte[] bytes = record.getBytes(isBytes ? ISO_8859_1 : UTF_8);
    byte[] block = new byte[5 + bytes.length + RecordParser.PADDING];
    Arrays.fill(block, (byte) '"');
    System.arraycopy(bytes, 0, block, 5, bytes.length);
    assertEquals(5 + bytes.length, parser.parse(block, 5, 5 + bytes.length));
    Row row = parser.row();
    if (row.isSkipped()) {
      return "skipped";
    }
    if (row.reason() != null) {
      Field field = row.rejectedField();
      return row.reason().label() + (field == null ? "" : " " + field.name());
    }
    return parser.contract.fields().stream()
        .map(field -> row.isNull(field) ? "null" : value(row, field))
        .collect(Collectors.joining("|"));
  }

  private static String value(Row row, Field field) {
    byte[] bytes = row.bytes(field);
    int from = row.from(field);
    int to = row.to(field);
    switch (field.type()) {
      case STRING:
        return new String(bytes, from, to - from, UTF_8);
      case LIST:
        List<String> texts = new ArrayList<>();
        while (from < to) {
          int length = Elements.length(bytes, from);
          texts.add(new String(bytes, from + Elements.HEAD, length, UTF_8));
          from += Elements.HEAD + length;
        }
        return "[" + String.join(",", texts) + "]";
      default:
        return String.valueOf(row.number(field));
    }
  }
}

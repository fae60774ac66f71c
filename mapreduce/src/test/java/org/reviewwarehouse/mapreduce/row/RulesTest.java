package org.reviewwarehouse.mapreduce.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractException;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.contract.Field;

/** What values become, here of tab-separated lines; the rules are the same for all formats. */
public class RulesTest {
  private static final long ARRIVAL = LocalDate.of(2022, 4, 30).toEpochDay();
  private static final String CONTRACT =
      """
      {"type": "record", "name": "things", "layouts": [
        {"files": "b.*", "format": "tsv", "absent": {"kind": "other"}}, {"format": "tsv"}],
       "key": ["id"],
       "fields": [
        {"name": "id", "type": "string", "absent": {"hash": ["name", "at", "price", "tags"]}},
        {"name": "name", "type": ["null", "string"], "text": ["trim", "lower"]},
        {"name": "kind", "type": "string", "absent": "none"},
        {"name": "price", "type": ["null", {"type": "bytes", "logicalType": "decimal",
          "precision": 4, "scale": 2}], "min": 0, "max": 50.5},
        {"name": "size", "type": "double", "absent": "1.5"},
        {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}],
          "forms": ["instant", "local", "day"], "zone": "Asia/Seoul",
          "min": "2020-01-01", "max": "arrival"},
        {"name": "day", "type": {"type": "int", "logicalType": "date"}, "absent": "arrival"},
        {"name": "tags", "type": {"type": "array", "items": "string"}, "split": ",",
          "text": ["trim", "lower"], "drop": ["", "end"]},
        {"name": "more", "type": ["null", {"type": "array", "items": "string"}], "split": ";"},
        {"name": "seen", "type": {"type": "int", "logicalType": "date"}, "from": [],
          "absent": "arrival"}]}
      """;

  private final Contract contract = ContractReader.read("things", CONTRACT);
  private final RecordParser parser = Reviews.parser(contract);

  @Test
  public void readsEveryTypeAndFillsInWhatIsAbsent() {
    assertEquals(
        "x|a b|toy|1250|-0.5|1648776978000000|19083|[one, two]|[p,  q]|19112",
        parse("x\t A B \ttoy\t12.5\t-0.5\t2022-04-01 10:36:18\t2022-04-01\tOne, two,END,,\tp; q"));
    assertEquals(
        hash("", null, null, "") + "|null|none|null|1.5|null|19112|[]|null|19112",
        parse("\t \t\t\t\t\t\t\t"));
  }

  @Test
  public void alsoMissingColumnsAtTheEndAreNull() {
    assertEquals(
        "x|null|k|null|1.0|null|19083|[]|null|19112", parse("x\t\tk\t\t1\t\t2022-04-01\t"));
    assertEquals("FIELD_COUNT null", parse("x\t\tk\t\t1\t\t2022-04-01"));
  }

  @Test
  public void aLayoutMayFillInSomethingElse() {
    RecordParser other = RecordParser.of(contract, contract.layoutOf("b.tsv"));
    assertEquals("x|null|other|null|1.5|null|19112|[]|null|19112", parse(other, "x\t\t\t\t\t\t\t"));
  }

  @Test
  public void rejectsWhatBreaksARule() {
    String[][] cases = {
      {"12.555", "", "", "NOT_A_NUMBER price"},
      {"100", "", "", "NOT_A_NUMBER price"},
      {"50.51", "", "", "ABOVE_MAXIMUM price"},
      {"-0.01", "", "", "BELOW_MINIMUM price"},
      {"", "1e999", "", "NOT_A_NUMBER size"},
      {"", "", "yesterday", "NOT_AN_INSTANT at"},
      {"", "", "2019-12-31T23:59:59Z", "BELOW_MINIMUM at"},
      {"", "", "2022-05-01T00:00:00Z", "AFTER_ARRIVAL at"},
    };
    for (String[] each : cases) {
      String line = "x\t\tk\t" + each[0] + "\t" + each[1] + "\t" + each[2] + "\t\t";
      assertEquals(line, each[3], parse(line));
    }
    assertEquals("NOT_A_DAY day", parse("x\t\tk\t\t\t\t2022-04-01T00:00:00Z\t"));
    assertEquals(
        "the last moment of the arrival",
        "x|null|k|null|1.5|1651363199999999|19112|[]|null|19112",
        parse("x\t\tk\t\t\t2022-04-30T23:59:59.999999Z\t\t"));
  }

  @Test
  public void theHashIsThatOfTheValuesAndNotOfTheirSpelling() {
    String one = id("\tNAME\tk\t1.5\t\t2022-04-01T01:00:00Z\t\ta,b");
    assertEquals(one, id("\t name \tother\t1.50\t7\t2022-04-01 10:00\t2022-01-01\tA ,,end, B"));
    assertEquals(one, hash("name", 1648774800000000L, 150L, "\0\0\0\1a\0\0\0\1b"));
    assertNotEquals(one, id("\tNAME2\tk\t1.5\t\t2022-04-01T01:00:00Z\t\ta,b"));
    assertNotEquals(one, id("\tNAME\tk\t1.5\t\t2022-04-01T01:00:01Z\t\ta,b"));
    assertNotEquals(one, id("\tNAME\tk\t\t\t2022-04-01T01:00:00Z\t\ta,b"));
    assertNotEquals(one, id("\tNAME\tk\t1.5\t\t2022-04-01T01:00:00Z\t\tab"));
  }

  @Test
  public void aRowIsTheSameAfterItWasBytes() {
    RowBytes bytes = new RowBytes(contract);
    for (String line :
        new String[] {
          "x\t A B \ttoy\t12.5\t-0.5\t2022-04-01 10:36:18\t2022-04-01\tOne, two,END,,\tp; q",
          "\t \t\t\t\t\t\t\t",
          "x\t\tk\t0\t0\t1970-01-01\t1970-01-01\t\t",
        }) {
      String expected = parse(line);
      if (parser.row().reason() == null) {
        bytes.write(parser.row());
        assertEquals(expected, describe(bytes.read(bytes.bytes(), 0), contract));
        assertEquals(parser.row().hash(), bytes.read(bytes.bytes(), 0).hash());
      }
    }
  }

  @Test
  public void zeroIsOneNumberWhateverItsSign() {
    assertEquals("x|null|k|null|0.0|null|19112|[]|null|19112", parse("x\t\tk\t\t0\t\t\t"));
    assertEquals("x|null|k|null|0.0|null|19112|[]|null|19112", parse("x\t\tk\t\t-0.0\t\t\t"));
  }

  @Test
  public void whatIsEmptyOnceCleanedIsAbsent() {
    Contract other =
        ContractReader.read(
            "other",
            """
            {"type": "record", "name": "other", "key": ["id"], "layouts": [
              {"format": "tsv", "absent": {"shop": "web"}}],
             "fields": [
              {"name": "id", "type": "string", "text": ["trim"], "absent": {"hash": ["name"]}},
              {"name": "name", "type": "string"},
              {"name": "kind", "type": "string", "text": ["trim", "lower"], "absent": " None "},
              {"name": "shop", "type": "string", "text": ["trim"], "not.empty": true}]}
            """);
    RecordParser parser = Reviews.parser(other);
    String hash = parse(parser, "\tx\t\t");
    assertEquals(hash, parse(parser, " \tx\t \t "));
    assertEquals("|x|none|web", hash.substring(32));
    assertNotEquals(hash, parse(parser, " \ty\t \t "));
    assertEquals("id|x|some|shop", parse(parser, " id\tx\t SOME\t shop"));
  }

  @Test
  public void aContractFillsInOnlyWhatRowsCanHave() {
    String decimal = "{'type': 'bytes', 'logicalType': 'decimal', 'precision': 4, 'scale': 2}";
    String day = "{'type': 'int', 'logicalType': 'date'}";
    String[][] fields = {
      {"'int'", "0", "-5", "2147483647"},
      {"'int', 'min': 0, 'max': 5", "0", "5"},
      {"'long'", "999999999999999999", "-999999999999999999"},
      {"'double'", "1", "-1.5", "1e5", "1.5E-3"},
      {decimal, "0", "-12.3", "12.340", "99.99"},
      {decimal + ", 'min': 1.5", "1.5"},
      {day, "1970-01-01", "0001-01-01"},
      {day + ", 'forms': ['epoch.seconds', 'day']", "1970-01-01"},
      {day + ", 'min': '2000-01-01'", "2000-01-01"},
      {"'boolean', 'true': ['Y'], 'false': ['N']", "Y", "N"},
    };
    for (String[] each : fields) {
      for (int i = 1; i < each.length; i++) {
        RecordParser parser = filling(each[0], each[i]);
        String filledIn = parse(parser, "x\t");
        assertTrue(filledIn, filledIn.startsWith("x|"));
        assertEquals(parse(parser, "x\t" + each[i]), filledIn);
      }
    }
    String[][] refused = {
      {"'int'", "05", "+5", " 5", "2147483648", "1.0", ""},
      {"'int', 'min': 0, 'max': 5", "-1", "6"},
      {"'long'", "1000000000000000000", "9223372036854775807", "-9223372036854775808"},
      {"'double'", "1.5f", " 2 ", "+3", "0x1p3", "1.", ".5", "1e", "1e999", "NaN"},
      {decimal, "1e1", "+1", ".5", "1.", "12.345", "100"},
      {decimal + ", 'min': 1.5", "1.49"},
      {day, "1970-02-29", "+10000-01-01", "-0001-01-01"},
      {day + ", 'forms': ['instant']", "1970-01-01"},
      {day + ", 'forms': ['epoch.seconds']", "1970-01-01", "0"},
      {day + ", 'min': '2000-01-01'", "1999-12-31"},
      {"'boolean', 'true': ['Y'], 'false': ['N']", "y"},
    };
    for (String[] each : refused) {
      for (int i = 1; i < each.length; i++) {
        String absent = each[i];
        assertThrows(
            each[0] + " " + absent, ContractException.class, () -> filling(each[0], absent));
      }
    }
  }

  private static RecordParser filling(String type, String absent) {
    String json =
        "{'type': 'record', 'name': 'other', 'key': ['id'], 'layouts': [{'format': 'tsv'}],"
            + " 'fields': [{'name': 'id', 'type': 'string'},"
            + " {'name': 'value', 'absent': '%s', 'type': %s}]}";
    return Reviews.parser(
        ContractReader.read("other", json.formatted(absent, type).replace('\'', '"')));
  }

  /** What {@code Fallback.Hash} says, in other words. */
  private static String hash(String name, Long at, Long price, String tags) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      update(digest, name.getBytes(UTF_8));
      update(digest, number(at));
      update(digest, number(price));
      update(digest, tags.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest.digest()).substring(0, 32);
    } catch (java.security.NoSuchAlgorithmException e) {
      throw new AssertionError(e);
    }
  }

  private static byte[] number(Long number) {
    return number == null ? new byte[0] : ByteBuffer.allocate(8).putLong(number).array();
  }

  private static void update(MessageDigest digest, byte[] bytes) {
    digest.update(ByteBuffer.allocate(4).putInt(bytes.length).array());
    digest.update(bytes);
  }

  private String id(String line) {
    String row = parse(line);
    return row.substring(0, row.indexOf('|'));
  }

  private String parse(String line) {
    return parse(parser, line);
  }

  private String parse(RecordParser with, String line) {
    byte[] block = (line + "\n" + " ".repeat(RecordParser.PADDING)).getBytes(UTF_8);
    with.begin(ARRIVAL);
    with.parse(block, 0, block.length - RecordParser.PADDING);
    Row row = with.row();
    return row.reason() == null
        ? describe(row, with.contract)
        : row.reason() + " " + (row.rejectedField() == null ? null : row.rejectedField().name());
  }

  private static String describe(Row row, Contract contract) {
    List<String> values = new ArrayList<>();
    for (Field field : contract.fields()) {
      values.add(row.isNull(field) ? "null" : value(row, field));
    }
    return String.join("|", values);
  }

  private static String value(Row row, Field field) {
    byte[] bytes = row.bytes(field);
    int from = row.from(field);
    int to = row.to(field);
    switch (field.type()) {
      case STRING:
        return new String(bytes, from, to - from, UTF_8);
      case DOUBLE:
        return Double.toString(Double.longBitsToDouble(row.number(field)));
      case LIST:
        List<String> texts = new ArrayList<>();
        int at = from;
        while (at < to) {
          int length = Elements.length(bytes, at);
          texts.add(new String(bytes, at + Elements.HEAD, length, UTF_8));
          at += Elements.HEAD + length;
        }
        return texts.toString();
      default:
        return Long.toString(row.number(field));
    }
  }
}

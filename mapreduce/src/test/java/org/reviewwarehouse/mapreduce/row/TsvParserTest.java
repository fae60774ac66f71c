package org.reviewwarehouse.mapreduce.row;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.io.ByteArrayOutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Type;

public class TsvParserTest {
  private static final long ARRIVAL = LocalDate.of(2015, 9, 2).toEpochDay();

  private final RecordParser parser = Reviews.parser(Reviews.CONTRACT);

  @Test
  public void parsesEveryFieldOfAReview() {
    assertEquals(
        "US|24371595|R27ZP1F1CD0C3Y|B004LLIL5A|346014806|Amazon eGift Card - Celebrate|Gift Card"
            + "|5|2|3|0|1|Five Stars|Great birthday gift for a young adult.|16678",
        parse(review().line()));
    assertEquals(16678, LocalDate.of(2015, 8, 31).toEpochDay());
  }

  @Test
  public void keepsQuotesBackslashesControlCharactersAndEmojiAsTheyAre() {
    String headline = "22\" monitor \\ \\t 'x' \u0001\u001A\u001B\u007F";
    String body = "\"Größe\" [[ASIN:B00]] 中文 😀 \u0000 ,;|";
    assertEquals(
        "US|24371595|R27ZP1F1CD0C3Y|B004LLIL5A|346014806|Amazon eGift Card - Celebrate|Gift Card"
            + "|5|2|3|0|1|"
            + headline
            + "|"
            + body
            + "|16678",
        parse(review().with("review_headline", headline).with("review_body", body).line()));
  }

  @Test
  public void takesEmptyTextsWhereTheContractAllowsThem() {
    assertEquals(
        "US|24371595|R27ZP1F1CD0C3Y|B004LLIL5A||||5|2|3|0|1|||16678",
        parse(
            review()
                .with("product_parent", "")
                .with("product_title", "")
                .with("product_category", "")
                .with("review_headline", "")
                .with("review_body", "")
                .line()));
  }

  @Test
  public void rejectsEmptyIdentifiers() {
    for (String field : new String[] {"marketplace", "customer_id", "review_id", "product_id"}) {
      assertEquals("EMPTY " + field, parse(review().with(field, "").line()));
      assertEquals(
          "a blank is not nothing", "valid", fate(parse(review().with(field, " ").line())));
    }
  }

  @Test
  public void rejectsMissingNumbersWordsAndDays() {
    for (String field :
        new String[] {"star_rating", "helpful_votes", "vine", "verified_purchase", "review_date"}) {
      assertRule(field, "", "EMPTY " + field);
    }
  }

  @Test
  public void holdsEveryNumberAgainstItsRules() {
    assertRule("star_rating", "1", "valid");
    assertRule("star_rating", "5", "valid");
    assertRule("star_rating", "0", "BELOW_MINIMUM star_rating");
    assertRule("star_rating", "6", "ABOVE_MAXIMUM star_rating");
    assertRule("star_rating", "-1", "BELOW_MINIMUM star_rating");
    for (String no : new String[] {"x", "5.0", "+5", " 5", "5 ", "0x5", "5\u0000", "५", "-"}) {
      assertRule("star_rating", no, "NOT_A_NUMBER star_rating");
    }
    assertRule("star_rating", "05", "valid");
    assertRule("helpful_votes", "0", "valid");
    assertRule("helpful_votes", "-0", "valid");
    assertRule("helpful_votes", "-1", "BELOW_MINIMUM helpful_votes");
    assertRule("total_votes", "2147483647", "valid");
    assertRule("total_votes", "2147483648", "NOT_A_NUMBER total_votes");
    assertRule("total_votes", "4294967297", "NOT_A_NUMBER total_votes");
    assertRule("total_votes", "99999999999999999999", "NOT_A_NUMBER total_votes");
    assertRule("total_votes", "-1", "BELOW_MINIMUM total_votes");
  }

  @Test
  public void rejectsMoreHelpfulVotesThanVotes() {
    assertRule("helpful_votes", "3", "valid");
    assertRule("helpful_votes", "4", "EXCEEDS_FIELD helpful_votes");
  }

  @Test
  public void takesYAndNInEitherCase() {
    for (String field : new String[] {"vine", "verified_purchase"}) {
      assertEquals(1, number(field, "Y"));
      assertEquals(1, number(field, "y"));
      assertEquals(0, number(field, "N"));
      assertEquals(0, number(field, "n"));
      for (String no : new String[] {"YES", "Yes", "0", "1", "true", " Y", "Ｙ"}) {
        assertRule(field, no, "NOT_A_BOOLEAN " + field);
      }
    }
  }

  @Test
  public void takesDaysFrom1995ToTheArrival() {
    assertRule("review_date", "1995-01-01", "valid");
    assertRule("review_date", "1994-12-31", "BELOW_MINIMUM review_date");
    assertRule("review_date", "2015-09-02", "valid");
    assertRule("review_date", "2015-09-03", "AFTER_ARRIVAL review_date");
    assertRule("review_date", "2012-02-29", "valid");
    for (String no :
        new String[] {"2015-02-29", "2015-13-01", "2015-8-31", "31.08.2015", "2015-08-31 "}) {
      assertRule("review_date", no, "NOT_A_DAY review_date");
    }
  }

  @Test
  public void tellsTheFirstRuleThatIsBroken() {
    assertEquals(
        "EMPTY review_id", parse(review().with("review_date", "x").with("review_id", "").line()));
  }

  @Test
  public void rejectsMoreOrFewerFields() {
    String line = review().line();
    assertEquals("FIELD_COUNT null", parse(line + "\t"));
    assertEquals("FIELD_COUNT null", parse(line + "\tmore\tand more"));
    assertEquals("FIELD_COUNT null", parse(line.substring(0, line.lastIndexOf('\t'))));
    assertEquals("FIELD_COUNT null", parse(""));
    assertEquals("FIELD_COUNT null", parse("no tab at all"));
    assertEquals("FIELD_COUNT null", parse("\t".repeat(13)));
    assertEquals("EMPTY marketplace", parse("\t".repeat(14)));
    assertEquals("FIELD_COUNT null", parse("\t".repeat(15)));
    assertEquals("FIELD_COUNT null", parse("\t".repeat(100)));
  }

  @Test
  public void takesOneCarriageReturnForPartOfTheLineEnd() {
    String line = review().line();
    String parsed = parse(line);
    long hash = parser.row().hash();
    assertEquals(parsed, parse(line + "\r"));
    assertEquals("the hash leaves the line end out", hash, parser.row().hash());
    assertEquals(line.length(), parser.row().to());
    assertEquals("NOT_A_DAY review_date", parse(line + "\r\r"));
    assertEquals("FIELD_COUNT null", parse("\r"));
    assertEquals("valid", fate(parse(review().with("review_body", "a\rb\r").line())));
  }

  @Test
  public void knowsTheHeaderByItsContentAlone() {
    assertEquals("header", parse(Reviews.HEADER));
    assertEquals("header", parse(Reviews.HEADER + "\r"));
    assertEquals("NOT_A_NUMBER star_rating", parse(Reviews.HEADER + " "));
    assertEquals("NOT_A_NUMBER star_rating", parse(Reviews.HEADER.replace("vine", "VINE")));
    assertEquals("FIELD_COUNT null", parse(Reviews.HEADER + "\t"));
    assertEquals("valid", fate(parse(review().line())));
    Contract headless =
        ContractReader.read(
            "a", Reviews.CONTRACT_TEXT.replace("\"header\": true", "\"header\": false"));
    assertEquals(
        "NOT_A_NUMBER star_rating",
        parse(Reviews.parser(headless), Reviews.HEADER.getBytes(UTF_8)));
  }

  @Test
  public void rejectsWhatIsNotUtf8AnywhereInTheLine() {
    String[] malformed = {
      "\u0080", // a continuation without a beginning
      "\u00C3", // a beginning without its continuation
      "\u00C3x",
      "\u00C0\u00AF", // overlong: 2 bytes
      "\u00C1\u00BF",
      "\u00E0\u009F\u00BF", // 3 bytes
      "\u00F0\u008F\u00BF\u00BF", // 4 bytes
      "\u00ED\u00A0\u0080", // the surrogates
      "\u00ED\u00BF\u00BF",
      "\u00E2\u0082", // cut short
      "\u00F0\u009F\u0098",
      "\u00F4\u0090\u0080\u0080", // above U+10FFFF
      "\u00F5\u0080\u0080\u0080",
      "\u00F8\u0088\u0080\u0080\u0080",
      "\u00FE",
      "\u00FF"
    };
    for (String bytes : malformed) {
      for (String field : new String[] {"marketplace", "review_body", "review_date"}) {
        for (int before = 0; before < 20; before++) {
          String text = "x".repeat(before) + bytes;
          byte[] line = review().with(field, text).line().getBytes(ISO_8859_1);
          assertEquals(field + " " + before, "INVALID_UTF8 null", parse(parser, line));
        }
      }
    }
    assertEquals(
        "before the fields are counted",
        "INVALID_UTF8 null",
        parse(parser, new byte[] {(byte) 0xFF}));
  }

  @Test
  public void takesTheFirstAndLastCharacterOfEachLength() {
    String body =
        "\u0080\u07FF\u0800\uD7FF\uE000\uFFFF" + Character.toString(0x10000) + "\uDBFF\uDFFF";
    assertEquals("valid", fate(parse(review().with("review_body", body).line())));
  }

  @Test
  public void takesALineOfAMebibyteAndNotAByteMore() {
    int others = review().with("review_body", "").line().length();
    String longest = "x".repeat((1 << 20) - others);
    assertEquals("valid", fate(parse(review().with("review_body", longest).line())));
    assertEquals("valid", fate(parse(review().with("review_body", longest).line() + "\r")));
    assertEquals("RECORD_TOO_LONG null", parse(review().with("review_body", longest + "x").line()));
  }

  @Test
  public void callsALineThatIsNotHeldTooLong() {
    parse(Reviews.HEADER);
    byte[] beginning = "the beginning".getBytes(UTF_8);
    parser.reject(beginning, 0, beginning.length, RejectReason.RECORD_TOO_LONG);
    assertEquals("RECORD_TOO_LONG null", describe(parser.row(), Reviews.CONTRACT));
    assertEquals(13, parser.row().to() - parser.row().from());
  }

  @Test
  public void hashesTheRawBytesOfTheWholeLine() {
    parse(review().line());
    long hash = parser.row().hash();
    // XXH3, by another program: were it to change, every row would differ from its row_hash.
    assertEquals(-110_671_117_013_082_774L, hash);
    parse(review().with("product_category", "Gift_Card").line());
    assertNotEquals("before any cleaning", hash, parser.row().hash());
  }

  @Test
  public void parsesLinesOneBehindTheOther() {
    String first = review("A", "2015-08-01").line();
    String second = "broken";
    String third = review("B", "2015-08-02").line();
    byte[] block = block((first + "\n" + second + "\r\n" + third).getBytes(UTF_8));
    parser.begin(ARRIVAL);
    int at = parser.parse(block, 0, block.length - RecordParser.PADDING);
    assertEquals(first.length() + 1, at);
    assertEquals(parse(first), describe(parseAt(block, 0), Reviews.CONTRACT));
    int next = parser.parse(block, at, block.length - RecordParser.PADDING);
    assertEquals("FIELD_COUNT null", describe(parser.row(), Reviews.CONTRACT));
    assertEquals(at + second.length() + 2, next);
    assertEquals(
        block.length - RecordParser.PADDING,
        parser.parse(block, next, block.length - RecordParser.PADDING));
    String last = describe(parser.row(), Reviews.CONTRACT);
    assertEquals(parse(third), last);
  }

  @Test
  public void findsFieldsWhereverTheyLieInAWord() {
    for (int length = 0; length < 40; length++) {
      String text = "é".repeat(length % 3) + "x".repeat(length);
      String parsed =
          parse(
              review()
                  .with("marketplace", "x" + text)
                  .with("product_title", text)
                  .with("review_body", text)
                  .line());
      assertEquals(
          "x"
              + text
              + "|24371595|R27ZP1F1CD0C3Y|B004LLIL5A|346014806|"
              + text
              + "|Gift Card|5|2|3|0|1|Five Stars|"
              + text
              + "|16678",
          parsed);
    }
  }

  @Test
  public void readsOptionalLongAndBoundedFieldsOfOtherContracts() {
    Contract other =
        ContractReader.read(
            "other",
            """
            {"type": "record", "name": "other", "layouts": [{"format": "tsv"}], "key": ["id"], "event.day": "day",
             "checks": [{"field": "a", "at.most": "b"}],
             "fields": [
              {"name": "id", "type": "string"},
              {"name": "a", "type": ["null", "long"], "max": 1000000000000},
              {"name": "b", "type": ["null", "long"], "min": -5},
              {"name": "yes", "type": ["null", "boolean"], "true": ["ja", "si"], "false": ["nein"]},
              {"name": "day", "type": {"type": "int", "logicalType": "date"},
                "max": "2020-12-31"}]}
            """);
    RecordParser parser = Reviews.parser(other);
    String[][] cases = {
      {"\t1000000000000\t1000000000001\tsi\t2020-12-31", "|1000000000000|1000000000001|1|18627"},
      {"x\t\t\t\t0001-01-01", "x|null|null|null|-719162"},
      {"x\t7\t\tnein\t1970-01-01", "x|7|null|0|0"},
      {"x\t\t-5\tja\t1969-12-31", "x|null|-5|1|-1"},
      {"x\t8\t7\tja\t1970-01-01", "EXCEEDS_FIELD a"},
      {"x\t1000000000001\t\t\t1970-01-01", "ABOVE_MAXIMUM a"},
      {"x\t\t-6\t\t1970-01-01", "BELOW_MINIMUM b"},
      {"x\t\t\tJa\t1970-01-01", "NOT_A_BOOLEAN yes"},
      {"x\t\t\t\t2021-01-01", "ABOVE_MAXIMUM day"},
      {"x\t\t\t\t", "EMPTY day"},
    };
    for (String[] each : cases) {
      byte[] block = block(each[0].getBytes(UTF_8));
      parser.parse(block, 0, block.length - RecordParser.PADDING);
      assertEquals(each[0], each[1], describe(parser.row(), other));
    }
  }

  @Test
  public void whatALayoutFillsInIsNotInTheNextLine() {
    Contract other =
        ContractReader.read(
            "other",
            """
            {"type": "record", "name": "other", "key": ["id"],
             "layouts": [{"format": "tsv", "absent": {"shop": "a long text", "stars": "5"}}],
             "fields": [
              {"name": "id", "type": "string"},
              {"name": "shop", "type": "string"},
              {"name": "stars", "type": "int"}]}
            """);
    RecordParser parser = Reviews.parser(other);
    byte[] block = block("a\tx\t1\nb\t\t\nc\tyy\t2\nd\t\t3\ne\tzz\t4".getBytes(UTF_8));
    List<String> rows = new ArrayList<>();
    for (int at = 0; at < block.length - RecordParser.PADDING; ) {
      at = parser.parse(block, at, block.length - RecordParser.PADDING);
      rows.add(describe(parser.row(), other));
    }
    assertEquals(List.of("a|x|1", "b|a long text|5", "c|yy|2", "d|a long text|3", "e|zz|4"), rows);
  }

  private void assertRule(String field, String value, String fate) {
    assertEquals(field + "=" + value, fate, fate(parse(review().with(field, value).line())));
  }

  private long number(String field, String value) {
    assertRule(field, value, "valid");
    return parser.row().number(Reviews.field(field));
  }

  private String parse(String line) {
    return parse(parser, line.getBytes(UTF_8));
  }

  private static String parse(RecordParser parser, byte[] line) {
    parser.begin(ARRIVAL);
    byte[] block = block(line);
    assertEquals(line.length + 1, parser.parse(block, 0, block.length - RecordParser.PADDING));
    return describe(parser.row(), Reviews.CONTRACT);
  }

  private Row parseAt(byte[] block, int at) {
    parser.parse(block, at, block.length - RecordParser.PADDING);
    return parser.row();
  }

  /** The line, its line end and the bytes that may be read behind it, which mean nothing. */
  private static byte[] block(byte[] line) {
    ByteArrayOutputStream block = new ByteArrayOutputStream();
    block.writeBytes(line);
    block.write('\n');
    byte[] garbage = new byte[RecordParser.PADDING];
    Arrays.fill(garbage, (byte) '\t');
    garbage[3] = '\n';
    garbage[5] = (byte) 0xFF;
    block.writeBytes(garbage);
    return block.toByteArray();
  }

  private static String fate(String description) {
    return description.contains("|") ? "valid" : description;
  }

  /** The whole row: each value, or the rule that it broke. */
  private static String describe(Row row, Contract contract) {
    if (row.isSkipped()) {
      return "header";
    }
    if (row.reason() != null) {
      Field field = row.rejectedField();
      return row.reason() + " " + (field == null ? null : field.name());
    }
    StringBuilder text = new StringBuilder();
    for (Field field : contract.fields()) {
      text.append(text.length() == 0 && field.position() == 0 ? "" : "|");
      if (row.isNull(field)) {
        text.append("null");
      } else if (field.type() == Type.STRING) {
        int length = row.to(field) - row.from(field);
        text.append(new String(row.bytes(field), row.from(field), length, UTF_8));
      } else {
        text.append(row.number(field));
      }
    }
    return text.toString();
  }
}

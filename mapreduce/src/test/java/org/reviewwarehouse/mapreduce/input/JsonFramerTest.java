package org.reviewwarehouse.mapreduce.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Seed;

public class JsonFramerTest {
  private static final int MAX = 200_000;
  private static final String END = " NOT_JSON";

  @Rule public final Seed seed = new Seed();

  @Test
  public void readsTheElementsOfAnArrayAtTheTop() throws Exception {
    assertRead("[]", "");
    assertRead("[{\"a\":1}]", "", "1:{\"a\":1}");
    assertRead(" [ {\"a\" : 1 } ,\r\n\t{} ] \n", "", "3:{\"a\" : 1 }", "18:{}");
    assertRead("[{\"a\":[{}]},{\"b\":\"]}\"}]", "", "1:{\"a\":[{}]}", "12:{\"b\":\"]}\"}");
    assertRead("[{\"a\":\"\\\"}\"},{\"\\\\\":1}]", "", "1:{\"a\":\"\\\"}\"}", "13:{\"\\\\\":1}");
  }

  @Test
  public void readsEachDocumentThatIsNoArrayAsARecord() throws Exception {
    assertRead("{\"a\":1}", "", "0:{\"a\":1}");
    assertRead("{\"a\":1}\n{\"a\":2}", "", "0:{\"a\":1}", "8:{\"a\":2}");
    assertRead("{}{},{}", "", "0:{}", "2:{}", "5:{}");
    assertRead("[{}][{},{}] {}", "", "1:{}", "5:{}", "8:{}", "12:{}");
  }

  @Test
  public void readsTheElementsAtAPath() throws Exception {
    assertRead("{\"a\":[{},{\"a\":[1]}]}", "a", "6:{}", "9:{\"a\":[1]}");
    assertRead("{\"x\":{\"b\":[1]},\"a\":{\"c\":0,\"b\":[{}]}}", "a.b", "31:{}");
    assertRead("{\"a\":{\"b\":[{}]}} {\"a\":{\"b\":[{}]}}", "a.b", "11:{}", "28:{}");
    assertRead("{\"x\":\"a\",\"a\":[{}],\"y\":[{}]}", "a", "14:{}");
    assertRead("{\"x\":[\"a\",{\"a\":[1]}],\"a\" : [{}]}", "a", "28:{}");
    assertRead("{\"im:a\":{\"b c\":[{}]}}", "im:a.b c", "16:{}");
    assertRead("{\"a\":{\"c\":1},\"b\":[1],\"a\":{\"b\":[{}]}}", "a.b", "31:{}");
  }

  @Test
  public void readsAnObjectAtThePathAsOneRecord() throws Exception {
    assertRead("{\"a\":{\"b\":{\"c\":[1]}},\"d\":1}", "a.b", "10:{\"c\":[1]}");
    assertRead("{\"a\" : {}}", "a", "7:{}");
  }

  @Test
  public void findsNoRecordsWhereNothingIsAtThePath() throws Exception {
    for (String none :
        new String[] {
          "{}",
          "{\"feed\":{}}",
          "{\"feed\":{\"entry\":null}}",
          "{\"feed\":{\"entry\" : null , \"x\":1}}",
          "{\"feed\":{\"entry\":[]}}",
          "{\"feed\":null}",
          "{\"feed\":[{\"entry\":[1]}]}",
          "{\"feed\":\"entry\"}",
          "{\"entry\":[1],\"x\":{\"feed\":{\"entry\":[1]}}}",
          "{\"feed\":{\"x\":{\"entry\":[1]}}}",
          "{\"feed\":{\"x\":\"entry\",\"y\":[1]}}",
          "{\"feed\":{\"entr\":[1],\"entry2\":[1],\"Entry\":[1],\"\":[1]}}",
          "{\"feed\":{\"x\":\"\\\"entry\\\":[1]\"}}",
        }) {
      assertRead(none, "feed.entry");
    }
    assertRead("", "");
    assertRead(" \r\n\t", "");
    assertRead("", "a");
  }

  @Test
  public void knowsANameThatIsWrittenWithEscapes() throws Exception {
    assertRead("{\"\\u0066eed\":[{}]}", "feed", "14:{}");
    assertRead("{\"f\\/\":[{}]}", "f/", "8:{}");
    assertRead("{\"\\n\\u00e9\":[{}]}", "\n\u00E9", "13:{}");
    assertRead("{\"\\u006\":[{}]}", "feed");
  }

  @Test
  public void readsWhatIsNoObjectAsARecordToo() throws Exception {
    assertRead(
        "[1, \"a,]\\\"b\" ,null,[2,[3]], true ]",
        "",
        "1:1",
        "4:\"a,]\\\"b\"",
        "14:null",
        "19:[2,[3]]",
        "28:true");
    assertRead("12", "", "0:12");
    assertRead("\"a{b\" 1", "", "0:\"a{b\"", "6:1");
    assertRead("{\"a\":12}", "a", "5:12");
    assertRead("{\"a\": nul }", "a", "6:nul");
    assertRead("{\"a\":\"x,y\"}", "a", "5:\"x,y\"");
    assertRead("[{\"a\":[{}]},2] {\"a\":[{}]}", "a", "0:[{\"a\":[{}]},2]", "21:{}");
  }

  @Test
  public void passesOverAByteOrderMark() throws Exception {
    assertRead("\u00EF\u00BB\u00BF[{}]", "", "4:{}");
    assertRead("\u00EF\u00BB\u00BF", "");
    assertRead("\u00EF\u00BB", "", "0:\u00EF\u00BB");
    assertRead("\u00EF\u00BBx", "", "0:\u00EF\u00BBx");
  }

  @Test
  public void tellsThatAFileIsCutOff() throws Exception {
    assertRead("[", "", "1:" + END);
    assertRead("[{}", "", "1:{}", "3:" + END);
    assertRead("[{}, ", "", "1:{}", "5:" + END);
    assertRead("[{},{\"a\":\"b", "", "1:{}", "4:{\"a\":\"b" + END);
    assertRead("[{},nul", "", "1:{}", "4:nul" + END);
    assertRead("[{},nul \n", "", "1:{}", "4:nul" + END);
    assertRead("[{},\"x", "", "1:{}", "4:\"x" + END);
    assertRead("{\"a\"", "", "0:{\"a\"" + END);
    assertRead("{\"a\":[{}]", "a", "6:{}", "9:" + END);
    assertRead("{\"a\":{}", "a", "5:{}", "7:" + END);
    assertRead("{\"a\"", "a", "4:" + END);
    assertRead("{\"b\":\"x", "a", "7:" + END);
    assertRead("{\"a\":nu", "a", "5:nu" + END);
  }

  @Test
  public void losesNothingOfABrokenFile() throws Exception {
    assertRead("[{}x,{}]", "", "1:{}", "3:x", "5:{}");
    assertRead("[{} x y {}]", "", "1:{}", "4:x y", "8:{}");
    assertRead("[{}{}]", "", "1:{}", "3:" + END, "3:{}");
    assertRead("[[1] \"a\"]", "", "1:[1]", "5:" + END, "5:\"a\"");
    assertRead("[{}},{}]", "", "1:{}", "3:}", "5:{}");
    assertRead("[{},,{},]", "", "1:{}", "5:{}");
    assertRead("[{}]]}{}", "", "1:{}", "4:]}", "6:{}");
    assertRead("]{}", "", "0:]", "1:{}");
    assertRead("x{}", "", "0:x", "1:{}");
    assertRead("x{}", "a", "0:x");
    assertRead("{}}{\"a\":{}}", "a", "2:}", "8:{}");
    assertRead("{]{\"a\":[{}]}", "a", "8:{}");
    assertRead("{\"a\":x{},\"b\":{}}", "a", "5:x", "6:{}");
    assertRead("{\"a\":{}{},\"b\":{}}", "a", "5:{}", "7:{}");
    assertRead("{\"a\":[{}] 1,\"b\":{}}", "a", "6:{}", "10:1");
  }

  @Test
  public void readsTextThatIsNoJsonAsFewRecords() throws Exception {
    String page =
        "<html>\r\n<head><title>502 Bad Gateway</title></head>\r\n<body bgcolor=\"white\">\r\n"
            + "<hr><center>nginx, 1.2</center>\r\n</body>\r\n</html>\r\n";
    assertRead(page, "", "0:" + page.strip());
    assertRead(page, "feed.entry", "0:" + page.strip());
    assertRead("\u0000\u0001\u00FF \u0000", "", "0:\u0000\u0001\u00FF \u0000");
  }

  @Test
  public void endsAStringAtALineBreak() throws Exception {
    assertRead(
        "[\n {\n  \"a\": \"b,\n  \"c\": {\n  }\n },\n {}\n]",
        "",
        "3:{\n  \"a\": \"b,\n  \"c\": {\n  }\n }",
        "34:{}");
    assertRead("[\"a\n,{}]", "", "1:\"a\n", "5:{}");
    assertRead("[\"a\\\n,{}]", "", "1:\"a\\\n", "6:{}");
    assertRead("{\"x\":\"y\n,\"a\":{}}", "a", "13:{}");
  }

  @Test
  public void cutsARecordThatIsTooLong() throws Exception {
    assertEquals(
        List.of("1:{\"a\":1234}", "12:{\"a\":12345} RECORD_TOO_LONG 11", "24:{}"),
        read("[{\"a\":1234},{\"a\":12345},{}]".getBytes(ISO_8859_1), "", 10, 3));
    assertEquals(
        List.of("1:{\"a\":12345 RECORD_TOO_LONG 10"),
        read("[{\"a\":12345".getBytes(ISO_8859_1), "", 9, 100));
    assertEquals(
        List.of("0:0123456789 0 RECORD_TOO_LONG 12", "13:{}"),
        read("0123456789 0 {}".getBytes(ISO_8859_1), "", 10, 100));
    assertEquals(
        List.of("0:0123456789", "30:{}"),
        read(("0123456789" + " ".repeat(20) + "{}").getBytes(ISO_8859_1), "", 10, 1));
  }

  @Test
  public void keepsTheSameOfALongRecordHoweverItIsRead() throws Exception {
    for (int max : new int[] {1000, 70_000, 700_000}) {
      for (int length : new int[] {max, max + 1, 300_000, 1_500_000}) {
        String record = "{\"" + "x".repeat(length - 6) + "\":1}";
        for (String space : new String[] {"", " ".repeat(max), " ".repeat(400_000)}) {
          byte[] file = ("[1," + record + space + ",{}]").getBytes(ISO_8859_1);
          boolean isTooLong = record.length() > max;
          List<String> expected = new ArrayList<>(List.of("1:1"));
          String kept = isTooLong ? record.substring(0, Math.min(length, 64 << 10)) : record;
          expected.add("3:" + kept + (isTooLong ? " RECORD_TOO_LONG " + length : ""));
          expected.add(3 + length + space.length() + 1 + ":{}");
          for (int step : new int[] {100, 65_521, Integer.MAX_VALUE}) {
            assertEquals(expected, read(file, "", max, step));
          }
        }
        // the same for text, of which only its end tells how long it is
        byte[] text = ("[" + "x".repeat(length) + " ".repeat(500_000) + ",{}]").getBytes(UTF_8);
        String kept = "x".repeat(length > max ? Math.min(length, 64 << 10) : length);
        String mark = length > max ? " RECORD_TOO_LONG " + length : "";
        assertEquals(
            List.of("1:" + kept + mark, 2 + length + 500_000 + ":{}"),
            read(text, "", max, 200_000));
      }
    }
  }

  @Test
  public void readsJustTheRecordsOfAnyDocument() throws Exception {
    Random random = seed.random();
    ObjectMapper compact = new ObjectMapper();
    ObjectMapper pretty = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    String[] paths = {"", "feed.entry", "a.b", "a"};
    for (int i = 0; i < 3_000; i++) {
      String path = paths[random.nextInt(paths.length)];
      ByteArrayOutputStream file = new ByteArrayOutputStream();
      List<JsonNode> expected = new ArrayList<>();
      for (int documents = random.nextInt(4); documents >= 0; documents--) {
        JsonNode records = records(random, expected);
        JsonNode document = path.isEmpty() ? records : around(records, path, random);
        ObjectMapper mapper = random.nextBoolean() ? compact : pretty;
        file.writeBytes(mapper.writeValueAsBytes(document));
        file.writeBytes(random.nextBoolean() ? new byte[0] : new byte[] {'\r', '\n'});
      }
      assertRecords(file.toByteArray(), path, expected, 1 + random.nextInt(40));
    }
  }

  private static void assertRecords(byte[] file, String path, List<JsonNode> expected, int step)
      throws IOException {
    ObjectMapper mapper = new ObjectMapper();
    JsonFramer framer = new JsonFramer(new Steps(file, step), path, MAX);
    RecordBlock block = new RecordBlock();
    List<JsonNode> records = new ArrayList<>();
    while (framer.next(block)) {
      for (int i = 0; i < block.count(); i++) {
        byte[] record = Arrays.copyOfRange(block.bytes(), block.from(i), block.to(i));
        int position = (int) block.position(i);
        assertEquals(null, block.fault(i));
        assertEquals(record.length, block.length(i));
        assertArrayEquals(Arrays.copyOfRange(file, position, position + record.length), record);
        records.add(mapper.readTree(record));
      }
    }
    assertEquals(new String(file, UTF_8), expected, records);
  }

  /** An array of records, or one that is an object. */
  private static JsonNode records(Random random, List<JsonNode> expected) {
    if (random.nextInt(5) == 0) {
      JsonNode record = object(random, 3);
      expected.add(record);
      return record;
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (int i = random.nextInt(6); i > 0; i--) {
      array.add(random.nextInt(8) == 0 ? value(random, 3) : object(random, 3));
    }
    array.forEach(expected::add);
    return array;
  }

  private static JsonNode around(JsonNode records, String path, Random random) {
    JsonNode document = records;
    String[] names = path.split("\\.");
    for (int i = names.length - 1; i >= 0; i--) {
      ObjectNode object = JsonNodeFactory.instance.objectNode();
      for (int j = random.nextInt(3); j > 0; j--) {
        object.set("x" + text(random), value(random, 3));
      }
      object.set(names[i], document);
      for (int j = random.nextInt(3); j > 0; j--) {
        object.set("y" + j, value(random, 3));
      }
      document = object;
    }
    return document;
  }

  private static ObjectNode object(Random random, int depth) {
    ObjectNode object = JsonNodeFactory.instance.objectNode();
    for (int i = random.nextInt(5); i > 0; i--) {
      String[] known = {"a", "b", "feed", "entry"};
      object.set(
          random.nextInt(3) == 0 ? known[random.nextInt(known.length)] : text(random),
          value(random, depth - 1));
    }
    return object;
  }

  private static JsonNode value(Random random, int depth) {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0:
        return nodes.nullNode();
      case 1:
        return nodes.booleanNode(random.nextBoolean());
      case 2:
        return nodes.numberNode(random.nextInt());
      case 3:
        return nodes.numberNode(random.nextGaussian() * 1e9);
      case 6:
        return object(random, depth);
      case 7:
        ArrayNode array = nodes.arrayNode();
        for (int i = random.nextInt(4); i > 0; i--) {
          array.add(value(random, depth - 1));
        }
        return array;
      default:
        return nodes.textNode(text(random));
    }
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(50) == 0 ? random.nextInt(20_000) : random.nextInt(8);
    while (text.length() < length) {
      switch (random.nextInt(3)) {
        case 0 -> text.append("\"\\/\n\r\t\u0000[]{},: ".charAt(random.nextInt(14)));
        case 1 -> text.append((char) ('a' + random.nextInt(26)));
        default -> text.appendCodePoint("é中😀ß".codePoints().toArray()[random.nextInt(4)]);
      }
    }
    return text.toString();
  }

  @Test
  public void countsEveryByteOfAnyFile() throws Exception {
    Random random = seed.random();
    String bytes = "[]{}\",:\\\n a1é\u0000";
    for (int i = 0; i < 3_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int length = random.nextInt(60); length > 0; length--) {
        text.append(bytes.charAt(random.nextInt(bytes.length())));
      }
      byte[] file = text.toString().getBytes(UTF_8);
      List<String> whole = read(file, "", 7, Integer.MAX_VALUE);
      assertEquals(text.toString(), whole, read(file, "", 7, 1 + random.nextInt(3)));
      assertEquals(read(file, "a", 7, 100), read(file, "a", 7, 1));
      assertNothingLost(file);
    }
  }

  /** What is in no record is white space, a comma, or a bracket of an array. */
  private static void assertNothingLost(byte[] file) throws IOException {
    boolean[] isCovered = new boolean[file.length];
    JsonFramer framer = new JsonFramer(new Steps(file, 100), "", MAX);
    RecordBlock block = new RecordBlock();
    while (framer.next(block)) {
      for (int i = 0; i < block.count(); i++) {
        int from = (int) block.position(i);
        for (int at = from; at < from + block.length(i); at++) {
          assertTrue("no byte twice", !isCovered[at]);
          isCovered[at] = true;
        }
      }
    }
    for (int i = 0; i < file.length; i++) {
      assertTrue(
          new String(file, UTF_8) + " at " + i, isCovered[i] || " \n,[]".indexOf(file[i]) >= 0);
    }
  }

  @Test(timeout = 60_000)
  public void comesToTheEndOfHostileFiles() throws Exception {
    String[] patterns = {
      "[",
      "{",
      "]",
      "}",
      "\"",
      "\\",
      ",",
      " ",
      "x",
      "{\"a\":",
      "{}",
      "[]",
      "\"\\\"",
      "{\"a\":[",
      "\n\"",
      "{\"a\":1},",
      "\"a\":{},"
    };
    for (String pattern : patterns) {
      for (String start : new String[] {"", "[", "{\"a\":["}) {
        for (String path : new String[] {"", "a"}) {
          Repeated in = new Repeated(start, pattern, 4 << 20);
          assertLinear(pattern, in, path);
        }
      }
    }
  }

  @Test(timeout = 60_000)
  public void readsALongArrayInLittleMemory() throws Exception {
    long records = assertLinear("", new Repeated("[", "{\"a\":\"0123456789\"},\n", 300 << 20), "");
    assertEquals((300 << 20) / 20, records, 1);
    assertEquals(1, assertLinear("", new Repeated("[", "[{\"a\":", 64 << 20), ""));
  }

  @Test(timeout = 120_000)
  public void losesOneRecordWhereABracketIsMissing() throws Exception {
    String[] layouts = { // before the first record, between two, behind the last
      "[\n", ",\n", "\n]\n",
      "[", ",\n", "]",
      "[\r\n", ",\r\n", "\r\n]\r\n",
      "[\n  ", ",\n  ", "\n]",
      " [ ", "\n, ", "\n ]",
      "[\n\t", "\n\t,", "\n]",
      "[ ", ", \n ", "]",
      "", "\n", "\n",
    };
    String[] damages = {
      "{\"n\":2,\"a\":{\"b\":\"x\"}",
      "{\"n\":2,\"a\":{\"b\":\"x\"",
      "{\"n\":2,\"a\":{{\"b\":\"x\"}}",
      "{\"n\":2,\"a\":[{\"b\":\"x\"}}",
      "{\"n\":2,\"a\":{\"b\":\"x}}",
      "{\"n\":2,\"a\":{\"b\":x\"}}",
      "{\"n\":2,\"a",
      "{",
    };
    for (int i = 0; i < layouts.length; i += 3) {
      for (String damage : damages) {
        String[] records = new String[10];
        for (int n = 0; n < records.length; n++) {
          records[n] = n == 2 ? damage : "{\"n\":" + n + ",\"a\":{\"b\":\"x\"}}";
        }
        assertOneIsBroken(layouts[i], layouts[i + 1], layouts[i + 2], records);
      }
    }
  }

  @Test(timeout = 120_000)
  public void losesOnePrettyRecordWhereABracketIsMissing() throws Exception {
    String whole = "{\n*  \"a\": [\n*    {\n*      \"b\": 1\n*    }, {\n*    }\n*  ]\n*}";
    String[] damages = {
      whole.replace("\n*  ]", ""),
      whole.replace("\n*    }\n", "\n"),
      whole.replace("[", "[["),
      whole.replace("[", "{["),
      whole.replace("{\n*  \"a", "{{\n*  \"a"),
      whole.replace("\n*    }\n", "\"}\n"),
      whole.substring(0, whole.length() - 3),
    };
    for (String indent : new String[] {"", "  ", "\t"}) {
      for (String damage : damages) {
        String[] records = new String[10];
        Arrays.fill(records, whole.replace("*", indent));
        records[2] = damage.replace("*", indent);
        assertOneIsBroken("[\n" + indent, ",\n" + indent, "\n]\n", records);
        if (damage.endsWith("\n*}")) { // where records share lines, the next one is in the last
          assertOneIsBroken(indent + "[ ", ", ", " ]\n", records);
        }
      }
    }
  }

  /** The third record is broken, and the others are whole, whatever the longest is. */
  private static void assertOneIsBroken(
      String before, String between, String behind, String... records) throws IOException {
    for (String path : new String[] {"", "feed.entry"}) {
      if (!path.isEmpty() && before.indexOf('[') < 0) {
        continue;
      }
      String start = path.isEmpty() ? "" : "{\n\"feed\" : {\n\"entry\":";
      String end = path.isEmpty() ? "" : "}\n}\n";
      String file = start + before + String.join(between, records) + behind + end;
      List<String> expected = new ArrayList<>();
      int at = (start + before).length();
      for (int i = 0; i < records.length; i++) {
        expected.add(at + ":" + records[i] + (i == 2 ? END : ""));
        at += records[i].length() + between.length();
      }
      byte[] bytes = file.getBytes(ISO_8859_1);
      for (int max : new int[] {records[0].length() * 3, records[0].length() * 4 + 1, 10_000}) {
        for (int step : new int[] {1, 2, 3, 7, 64, 100, Integer.MAX_VALUE}) {
          assertEquals(file, expected, read(bytes, path, max, step));
        }
      }
    }
  }

  @Test
  public void leavesARecordWholeHoweverDeepItsBracketsAre() throws Exception {
    String list = "\"list\": [\n{\"id\":\"inner1\"},\n{\"id\":\"inner2\"}\n] }";
    for (int depth : new int[] {1, 62, 63, 64, 65, 66, 128, 140}) {
      String deep = "{ \"a\": " + "[".repeat(depth) + "]".repeat(depth) + ", " + list;
      String second = "{\"id\":\"b\"}";
      assertRead(
          "[\n" + deep + ",\n" + second + "\n]", "", "2:" + deep, 4 + deep.length() + ":" + second);
    }
  }

  @Test
  public void leavesABrokenRecordAsItIsWhereNoLineTells() throws Exception {
    assertRead("[{},{\"a\":[1},{}]", "", "1:{}", "4:{\"a\":[1},{}]", "16:" + END);
    String open = "{\"a\":1,{}]\n";
    assertRead("[{},\n" + open, "", "1:{}", "5:" + open.strip(), "16:" + END);
    // nothing is indented: what begins a line may be nested
    String flat = "{\n\"a\": [\n{\n},\n{\n}\n]\n}";
    assertRead("[\n" + flat + "\n]", "", "2:" + flat);
    assertEquals(
        List.of("2:" + flat + " RECORD_TOO_LONG " + flat.length(), flat.length() + 4 + ":{}"),
        read(("[\n" + flat + ",\n{}]").getBytes(ISO_8859_1), "", 20, 4));
    // what is whole is not cut, but for its length
    String nested = "{\"a\": [\n  {\n  },\n  {\n  }\n]\n}";
    assertEquals(
        List.of("2:" + nested + " RECORD_TOO_LONG " + nested.length(), nested.length() + 4 + ":{}"),
        read(("[\n" + nested + ",\n{}]").getBytes(ISO_8859_1), "", 20, 4));
  }

  @Test
  public void readsABrokenFileTheSameHoweverItIsRead() throws Exception {
    Random random = seed.random();
    String[] parts = {"{", "}", "[", "]", "\"", ",", "\n", "\n ", "\n{", ",\n {", "\n }, {", "1"};
    for (int i = 0; i < 5_000; i++) {
      StringBuilder text = new StringBuilder(random.nextBoolean() ? "[\n" : "{\"a\":[\n");
      for (int length = random.nextInt(80); length > 0; length--) {
        text.append(parts[random.nextInt(parts.length)]);
      }
      byte[] file = text.toString().getBytes(ISO_8859_1);
      for (String path : new String[] {"", "a"}) {
        int max = 1 + random.nextInt(60);
        List<String> expected = read(file, path, max, Integer.MAX_VALUE);
        assertEquals(text.toString(), expected, read(file, path, max, 1 + random.nextInt(9)));
      }
      assertNothingLost(file);
    }
  }

  @Test
  public void findsTheLineOfARecordBehindOneThatIsTooLong() throws Exception {
    String tooLong = "{\"a\":\"" + "x".repeat(1_000_000) + "\"}";
    for (int step : new int[] {999, 65_537, Integer.MAX_VALUE}) {
      List<String> records =
          read(
              ("[\n  " + tooLong + ",\n  {\"b\":[1},\n  {}]").getBytes(ISO_8859_1), "", 1000, step);
      assertEquals(3, records.size());
      int at = 4 + tooLong.length() + 4;
      assertEquals(List.of(at + ":{\"b\":[1}" + END, at + 12 + ":{}"), records.subList(1, 3));
    }
  }

  @Test(timeout = 60_000)
  public void readsLinesThatAllOpenBracketsInLinearTime() throws Exception {
    for (String line : new String[] {"{\"a\":[\n", "{[{\n", " {\"a\":{}\n"}) {
      int lines = (64 << 20) / line.length();
      Repeated in = new Repeated("[\n", line, (long) lines * line.length());
      assertEquals(lines, assertLinear(line, in, ""), 2);
    }
    String[] patterns = {
      "{\n {\n  {\n",
      "{\n\n\n\n",
      "{\n}, {\n\"",
      " {\n{\n]\n",
      "{[\n" + "{},".repeat(60_000),
      "{[\n" + "{]{".repeat(60_000),
    };
    for (String pattern : patterns) {
      assertLinear(pattern, new Repeated("[\n", pattern, 16 << 20), "");
      assertLinear(pattern, new Repeated("{\"a\":[\n", pattern, 16 << 20), "a");
    }
  }

  /** Reads all; no block is larger than the longest record and a read. */
  private static long assertLinear(String name, InputStream in, String path) throws IOException {
    JsonFramer framer = new JsonFramer(in, path, 100_000);
    RecordBlock block = new RecordBlock();
    long records = 0;
    long end = 0;
    while (framer.next(block)) {
      assertTrue(name, block.bytes().length < 400_000 && block.count() < 5_000);
      records += block.count();
      for (int i = 0; i < block.count(); i++) {
        assertTrue(name, block.position(i) >= end && block.to(i) - block.from(i) <= 100_000);
        end = block.position(i) + block.length(i);
      }
    }
    assertTrue(name, !framer.next(block));
    return records;
  }

  private static void assertRead(String text, String path, String... expected) throws IOException {
    byte[] bytes = text.getBytes(ISO_8859_1);
    for (int step = 1; step < 6; step++) {
      assertEquals(text + " by " + step, List.of(expected), read(bytes, path, 500, step));
    }
    assertEquals(text, List.of(expected), read(bytes, path, 500, Integer.MAX_VALUE));
  }

  /** Each record as {@code position:text}, and its fault, and its length where it is too long. */
  private static List<String> read(byte[] file, String path, int maxRecordBytes, int step)
      throws IOException {
    List<String> records = new ArrayList<>();
    JsonFramer framer = new JsonFramer(new Steps(file, step), path, maxRecordBytes);
    RecordBlock block = new RecordBlock();
    while (framer.next(block)) {
      assertTrue("a block has records", block.isCut() && block.count() > 0);
      assertTrue(block.bytes().length >= block.length() + 16);
      for (int i = 0; i < block.count(); i++) {
        int size = block.to(i) - block.from(i);
        assertTrue(block.to(i) <= block.length());
        String record = new String(block.bytes(), block.from(i), size, ISO_8859_1);
        String fault = block.fault(i) == null ? "" : " " + block.fault(i);
        String length =
            size == block.length(i) && size <= maxRecordBytes ? "" : " " + block.length(i);
        records.add(block.position(i) + ":" + record + fault + length);
      }
    }
    return records;
  }

  /** Reads less than it is asked for, as a network does. */
  private static final class Steps extends InputStream {
    private final ByteArrayInputStream in;
    private final int step;

    Steps(byte[] bytes, int step) {
      in = new ByteArrayInputStream(bytes);
      this.step = step;
    }

    @Override
    public int read() {
      return in.read();
    }

    @Override
    public int read(byte[] bytes, int offset, int length) {
      return in.read(bytes, offset, Math.min(step, length));
    }
  }

  /** A text, and another one again and again. */
  private static final class Repeated extends InputStream {
    private final byte[] start;
    private final byte[] pattern;
    private final long length;
    private long at;

    Repeated(String start, String pattern, long length) {
      this.start = start.getBytes(ISO_8859_1);
      this.pattern = pattern.repeat(1 + 65_536 / pattern.length()).getBytes(ISO_8859_1);
      this.length = length;
    }

    @Override
    public int read() {
      throw new AssertionError("it is read in blocks");
    }

    @Override
    public int read(byte[] bytes, int offset, int wanted) {
      if (at >= length) {
        return -1;
      }
      byte[] from = at < start.length ? start : pattern;
      int first = (int) (at < start.length ? at : (at - start.length) % pattern.length);
      int count = (int) Math.min(Math.min(wanted, from.length - first), length - at);
      System.arraycopy(from, first, bytes, offset, count);
      at += count;
      return count;
    }
  }
}

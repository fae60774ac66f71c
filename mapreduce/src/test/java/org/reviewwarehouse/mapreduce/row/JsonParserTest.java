package org.reviewwarehouse.mapreduce.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Type;

public class JsonParserTest {
  private static final int MAX = 4000;

  private RecordParser parser = parser("");

  @Test
  public void readsScalarsAsTheyAreWritten() {
    assertText("x", "{\"text\":\"x\"}");
    assertText("12", "{\"text\":12}");
    assertText("-1.50e+3", " {\"text\" : -1.50e+3 } ");
    assertText("0", "{\"x\":[1],\"text\":0}");
    assertText("true", "{\"text\":true}");
    assertText("false", "{\"text\":false,\"x\":1}");
    assertText("12345678901234567890123", "{\"text\":12345678901234567890123}");
    assertText("null", "{\"text\":null}");
    assertText("null", "{\"text\":\"\"}");
    assertText("null", "{}");
    assertEquals("number=7", parse("{\"number\":7}"));
    assertEquals("number=7", parse("{\"number\":\"7\"}"));
    assertEquals("NOT_A_NUMBER number", parse("{\"number\":7.0}"));
  }

  @Test
  public void unescapesTexts() {
    assertText("a\"\\/\b\f\n\r\tz", "{\"text\":\"a\\\"\\\\\\/\\b\\f\\n\\r\\tz\"}");
    assertText("é中😀", "{\"text\":\"é中😀\"}");
    assertText("é中😀x", "{\"text\":\"\\u00e9\\u4E2d\\ud83d\\uDE00x\"}");
    assertText(
        "\u0000\u007f\u0080\u07ff\u0800", "{\"text\":\"\\u0000\\u007f\\u0080\\u07ff\\u0800\"}");
    assertText("x".repeat(3000) + "\n", "{\"text\":\"" + "x".repeat(3000) + "\\n\"}");
  }

  @Test
  public void putsAReplacementForHalfACharacter() {
    assertText("\uFFFD", "{\"text\":\"\\ud83d\"}");
    assertText("\uFFFD", "{\"text\":\"\\ude00\"}");
    assertText("\uFFFDa", "{\"text\":\"\\ud83da\"}");
    assertText("\uFFFD😀\uFFFD", "{\"text\":\"\\ud83d\\ud83d\\ude00\\ude00\"}");
    assertEquals("map=\uFFFD:1", parse("{\"map\":{\"\\ud83d\":1}}"));
    assertEquals("map=\uFFFD:2", parse("{\"map\":{\"\\ud83d\":1,\"\\ud83e\":2}}"));
    assertEquals("map=😀:1", parse("{\"map\":{\"\\ud83d\\ude00\":1}}"));
  }

  @Test
  public void findsMembersByTheirPath() {
    assertEquals(
        "number=1 deep=x", parse("{\"a\":{\"b\":{\"im:c\":\"x\"},\"d\":{}},\"number\":1}"));
    assertEquals("deep=x", parse("{\"a\":{\"x\":[{\"b\":1}],\"b\":{\"im:c\":\"x\"}}}"));
    assertEquals("deep=x", parse("{\"\\u0061\":{\"b\":{\"\\u0069m:c\":\"x\"}}}"));
    assertEquals("", parse("{\"b\":{\"im:c\":\"x\"},\"im:c\":1,\"a.b.im:c\":1,\"A\":{}}"));
    assertEquals("", parse("{\"a\":null}"));
    assertEquals("", parse("{\"a\":{\"b\":null}}"));
  }

  @Test
  public void givesOnePlaceToTwoFields() {
    assertEquals("time=86400000000 day=1", parse("{\"ts\":86400}"));
  }

  @Test
  public void takesTheFirstPathThatHasAValue() {
    assertEquals("pick=1", parse("{\"first\":1,\"second\":{\"x\":2},\"third\":3}"));
    assertEquals("pick=1", parse("{\"third\":3,\"second\":{\"x\":2},\"first\":1}"));
    assertEquals("pick=2", parse("{\"third\":3,\"second\":{\"x\":2},\"first\":null}"));
    assertEquals("pick=2", parse("{\"third\":3,\"second\":{\"x\":2},\"first\":\"\"}"));
    assertEquals("pick=3", parse("{\"second\":{\"x\":null},\"third\":3}"));
    assertEquals("pick=3", parse("{\"second\":{},\"third\":3}"));
    assertEquals("what has another shape", "pick=3", parse("{\"second\":2,\"third\":3}"));
    assertEquals("pick=1", parse("{\"first\":1,\"third\":[]}"));
    assertEquals("WRONG_SHAPE pick", parse("{\"first\":\"\",\"second\":2}"));
    assertEquals("WRONG_SHAPE pick", parse("{\"first\":{}}"));
    assertEquals("lists=[a]", parse("{\"l2\":[\"a\"],\"l1\":[]}"));
    assertEquals("maps=c:1", parse("{\"m1\":{\"a\":{},\"b\":1},\"m2\":{\"c\":1}}"));
    assertEquals("maps=c:1", parse("{\"m1\":{\"a\":null},\"m2\":{\"c\":1}}"));
    assertEquals("lists=[b]", parse("{\"l2\":[\"a\"],\"l1\":[{\"x\":\"b\"}]}"));
  }

  @Test
  public void takesTheLastOfAMemberThatComesTwice() {
    assertText("2", "{\"text\":1,\"text\":2}");
    assertText("null", "{\"text\":1,\"text\":null}");
    assertText("2", "{\"text\":{},\"text\":2}");
    assertEquals("WRONG_SHAPE text", parse("{\"text\":2,\"text\":[]}"));
    assertEquals("", parse("{\"a\":{\"b\":{\"im:c\":\"x\"}},\"a\":{}}"));
    assertEquals("deep=y", parse("{\"a\":{\"b\":{\"im:c\":1}},\"a\":{\"b\":{\"im:c\":\"y\"}}}"));
    assertEquals("plain=[b]", parse("{\"plain\":[\"a\"],\"plain\":[\"b\"]}"));
    assertEquals("plain=[]", parse("{\"plain\":[\"a\"],\"plain\":[]}"));
    assertEquals("", parse("{\"plain\":[\"a\"],\"plain\":null}"));
    assertEquals(
        "nested=[c]", parse("{\"n\":[{\"o\":{\"x\":\"a\"}}],\"n\":{\"o\":{\"x\":\"c\"}}}"));
    assertEquals(
        "nested=[a,c,d]",
        parse(
            "{\"n\":[{\"o\":{\"x\":\"a\"}},{\"o\":{\"x\":\"b\"},\"o\":{\"x\":[],\"x\":\"c\"}},"
                + "{\"o\":{\"x\":\"d\"}}]}"));
    assertEquals("map=k:2", parse("{\"map\":{\"k\":1,\"k\":2}}"));
    assertEquals("map=k:2", parse("{\"map\":{\"k\":{},\"k\":2}}"));
    assertEquals("map=b:2", parse("{\"map\":{\"a\":1},\"map\":{\"b\":2}}"));
    assertEquals("map=b:2", parse("{\"map\":{\"a\":1,\"b\":2,\"a\":null}}"));
  }

  @Test
  public void rejectsAnotherShapeThanTheFieldHas() {
    assertEquals("WRONG_SHAPE text", parse("{\"text\":{}}"));
    assertEquals("WRONG_SHAPE text", parse("{\"text\":[\"a\"]}"));
    assertEquals("WRONG_SHAPE number", parse("{\"number\":{\"text\":1}}"));
    assertEquals("WRONG_SHAPE deep", parse("{\"a\":1}"));
    assertEquals("WRONG_SHAPE deep", parse("{\"a\":[{\"b\":{\"im:c\":\"x\"}}]}"));
    assertEquals("WRONG_SHAPE deep", parse("{\"a\":{\"b\":\"x\"}}"));
    assertEquals("WRONG_SHAPE map", parse("{\"map\":1}"));
    assertEquals("WRONG_SHAPE map", parse("{\"map\":[]}"));
    assertEquals("WRONG_SHAPE map", parse("{\"map\":{\"a\":1,\"b\":{}}}"));
    assertEquals("WRONG_SHAPE map", parse("{\"map\":{\"a\":[1],\"b\":1}}"));
    assertEquals("WRONG_SHAPE plain", parse("{\"plain\":{}}"));
    assertEquals("WRONG_SHAPE plain", parse("{\"plain\":[\"a\",{}]}"));
    assertEquals("WRONG_SHAPE plain", parse("{\"plain\":[[\"a\"],\"b\"]}"));
    assertEquals("WRONG_SHAPE array", parse("{\"array\":{\"x\":1}}"));
    assertEquals("WRONG_SHAPE nested", parse("{\"n\":\"a\"}"));
    assertEquals("WRONG_SHAPE nested", parse("{\"n\":[\"a\"]}"));
    assertEquals("WRONG_SHAPE nested", parse("{\"n\":[[]]}"));
    assertEquals("WRONG_SHAPE nested", parse("{\"n\":[{\"o\":1}]}"));
    assertEquals("WRONG_SHAPE nested", parse("{\"n\":[{\"o\":{\"x\":{}}},{\"o\":{\"x\":1}}]}"));
    assertEquals(
        "WRONG_SHAPE nested", parse("{\"n\":[{\"o\":1},{\"o\":{\"x\":1},\"o\":{\"x\":2}}]}"));
    assertEquals("WRONG_SHAPE outside", parse("{\"w\":[{\"x\":1,\"y\":\"a\"}]}"));
    assertEquals("the first field", "WRONG_SHAPE text", parse("{\"map\":1,\"text\":{}}"));
    assertEquals("not seen before", "text=x", parse("{\"text\":\"x\"}"));
  }

  @Test
  public void listsTheElementsOfAnArray() {
    assertEquals("plain=[a,1,true,\"]", parse("{\"plain\":[\"a\",1,null,true,\"\\\"\"]}"));
    assertEquals("plain=[]", parse("{\"plain\":[]}"));
    assertEquals("plain=[]", parse("{\"plain\":[null]}"));
    assertEquals("array=[a,]", parse("{\"array\":[\"a\",\"\"]}"));
    assertEquals("a list is there, be it empty", "array=[]", parse("{\"array\":[]}"));
    assertEquals("", parse("{\"array\":null}"));
    assertEquals("array=[a,b]", parse("{\"array\":\"a,b\"}"));
    assertEquals("one text of a LIST that is split", "plain=[a;b]", parse("{\"plain\":\"a;b\"}"));
    assertEquals("split=[a,b]", parse("{\"split\":\"a;;b\"}"));
    assertEquals("split=[a;b]", parse("{\"split\":[\"a;b\"]}"));
  }

  @Test
  public void listsMembersOfTheElementsOfAnArray() {
    assertEquals(
        "nested=[a,b]",
        parse(
            "{\"n\":[{\"o\":{\"y\":0,\"x\":\"a\"}},null,{},{\"o\":null},{\"o\":{\"x\":null}},"
                + "{\"o\":{\"x\":\"b\"}}]}"));
    assertEquals(
        "nested=[a,b]", parse("{\"n\":[{\"o\":[{\"x\":\"a\"}]},{\"o\":{\"x\":[\"b\"]}}]}"));
    assertEquals("an object is one", "nested=[a]", parse("{\"n\":{\"o\":{\"x\":\"a\"}}}"));
    assertEquals("inside=[a] outside=2", parse("{\"w\":[{\"x\":1,\"y\":\"a\"}],\"v\":2}"));
    assertEquals("inside=[a] outside=1", parse("{\"w\":{\"x\":1,\"y\":\"a\"},\"v\":2}"));
    assertEquals("nested=[]", parse("{\"n\":[]}"));
    assertEquals("nested=[]", parse("{\"n\":{}}"));
    assertEquals("", parse("{\"n\":null}"));
  }

  @Test
  public void readsTheMembersOfAMap() {
    assertEquals(
        "map=EUR:1,\"é:x\n,:true",
        parse("{\"map\":{\"EUR\":1,\"\\\"é\":\"x\\n\",\"no\":null,\"\":true}}"));
    assertEquals("map=", parse("{\"map\":{}}"));
    assertEquals("", parse("{\"map\":null}"));
    assertEquals("longs=EUR:5", parse("{\"longs\":{\"EUR\":5}}"));
    assertEquals("NOT_A_NUMBER longs", parse("{\"longs\":{\"EUR\":5.5}}"));
  }

  @Test(timeout = 60_000)
  public void readsAMapOfManyNames() {
    int names = 150_000;
    StringBuilder record = new StringBuilder("{\"map\":{");
    for (int i = 0; i < names; i++) {
      record.append("\"n").append(i).append("\":0,\"n").append(i / 2).append("\":1,");
    }
    record.setLength(record.length() - 1);
    Contract contract = contract("", 8 << 20);
    parser = RecordParser.of(contract, contract.layouts().get(0));
    String map = parse(record.append("}}").toString());
    assertEquals(names, map.split(",").length);
    assertTrue(map.substring(0, 60), map.startsWith("map=n0:1,n1:1,n2:1,n3:1,"));
    assertTrue(map.endsWith(",n" + (names - 2) + ":0,n" + (names - 1) + ":0"));
    assertEquals("map=a:1", parse("{\"map\":{\"a\":1}}"));
  }

  @Test
  public void rejectsWhatIsNoJsonObject() {
    String[] texts = {
      "1",
      "\"a\"",
      "null",
      "[]",
      "[{}]",
      "{",
      "}",
      "{}}",
      "{} {}",
      "{},",
      "{}x",
      "x{}",
      "{\"text\":\"a}",
      "{\"text\":\"\\x\"}",
      "{\"text\":\"\\u12\"}",
      "{\"other\":\"\\x\"}",
      "{\"text\":\"a\u0001\"}",
      "{\"text\":\"a\tb\"}",
      "{\"other\":\"a\tb\"}",
      "{\"text\":tru}",
      "{\"text\":nulll}",
      "{\"text\":01}",
      "{\"text\":+1}",
      "{\"text\":1.}",
      "{\"text\":.1}",
      "{\"text\":1e}",
      "{\"text\":-}",
      "{\"text\":NaN}",
      "{\"text\":1x}",
      "{\"text\" 1}",
      "{\"text\":1,}",
      "{,\"text\":1}",
      "{\"text\":1 \"number\":1}",
      "{text:1}",
      "{'text':1}",
      "{\"text\":1/**/}",
      "{\"a\":[}",
      "{\"a\":[1,]}",
      "{\"plain\":[1}",
      "{\"plain\":[1,]}",
      "{\"map\":{\"a\":1]",
      "{\"map\":{\"a\"}}",
      "{\"text\":{}",
      "{\"other\":{]}}",
      "\uFEFF{}",
      "{\u0000}",
    };
    for (String text : texts) {
      assertEquals(text, "NOT_JSON", parse(text));
    }
    assertEquals("of another encoding", "NOT_JSON", parse("{\0\"\0t\0e\0x\0t\0\"\0:\0001\0}\0"));
  }

  @Test
  public void rejectsWhatIsNestedTooDeep() {
    for (String name : new String[] {"text", "other", "map", "plain", "n"}) {
      String record = "{\"" + name + "\":";
      assertEquals(
          name.equals("other") ? "" : "WRONG_SHAPE " + (name.equals("n") ? "nested" : name),
          parse(record + "[".repeat(999) + "]".repeat(999) + "}"));
      assertEquals("NOT_JSON", parse(record + "[".repeat(1000) + "]".repeat(1000) + "}"));
      assertEquals("NOT_JSON", parse(record + "{\"a\":".repeat(700) + "[".repeat(400)));
    }
  }

  @Test(timeout = 60_000)
  public void rejectsDeepAndLongRecordsInLittleTime() {
    Contract contract = contract("", 4 << 20);
    parser = RecordParser.of(contract, contract.layouts().get(0));
    int times = 100_000;
    assertEquals("NOT_JSON", parse("{\"other\":" + "[".repeat(times)));
    assertEquals("NOT_JSON", parse("{\"a\":".repeat(times)));
    assertEquals("NOT_JSON", parse("{\"n\":" + "[".repeat(times) + "]".repeat(times) + "}"));
    assertEquals("NOT_JSON", parse("{\"" + "x".repeat(times)));
    assertEquals(times + 5, parse("{\"text\":" + "1".repeat(times) + "}").length());
    assertEquals("NOT_A_NUMBER number", parse("{\"number\":" + "1".repeat(times) + "}"));
    assertEquals("NOT_A_NUMBER real", parse("{\"real\":1e" + "9".repeat(times) + "}"));
    assertEquals("text=x", parse("{\"" + "y".repeat(times) + "\":1,\"text\":\"x\"}"));
    assertEquals("text=x", parse("{" + "\"a\":null,".repeat(times) + "\"text\":\"x\"}"));
  }

  @Test
  public void keepsNothingOfEarlierRecords() throws Exception {
    for (int i = 0; i < 1000; i++) {
      assertText("x".repeat(100) + "\n", "{\"text\":\"" + "x".repeat(100) + "\\n\"}");
      assertTrue(parser.row().in[1].length < 2_000);
    }
    for (int length : new int[] {1, 20_000}) {
      JsonTokens tokens = new JsonTokens();
      for (int i = 0; i < 1500; i++) {
        String name = i + "n".repeat(length);
        byte[] record = ("{\"" + name + "\":1}").getBytes(UTF_8);
        tokens.begin(record, 0, record.length);
        tokens.next();
        assertEquals(name, tokens.nextName());
        tokens.next();
        assertEquals(null, tokens.nextName());
        tokens.end();
        assertTrue(tokens.names() <= Math.min(512, 140_000 / length));
      }
    }
  }

  @Test
  public void rejectsWhatIsNoUtf8AndWhatIsTooLongFirst() {
    byte[] record = "{\"text\":\"\u00E9\"".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    assertEquals("INVALID_UTF8", parse(record));
    assertEquals("RECORD_TOO_LONG", parse("{" + " ".repeat(MAX)));
    assertEquals("", parse("{" + " ".repeat(MAX - 2) + "}"));
  }

  @Test
  public void passesOverRecordsThatHaveNothingAtAPath() {
    parser = parser("a.has");
    assertEquals("skipped", parse("{}"));
    assertEquals("skipped", parse("{\"text\":{},\"a\":1,\"has\":1}"));
    assertEquals("skipped", parse("{\"a\":{\"has\":null}}"));
    assertEquals("skipped", parse("{\"a\":[{\"has\":1}]}"));
    assertEquals("skipped", parse("{\"a\":{\"has\":1},\"a\":{}}"));
    assertEquals("", parse("{\"a\":{\"has\":0}}"));
    assertEquals("", parse("{\"a\":{\"has\":\"\"}}"));
    assertEquals("", parse("{\"a\":{\"has\":{}}}"));
    assertEquals("text=x", parse("{\"a\":{\"has\":[1,{}]},\"text\":\"x\"}"));
    assertEquals("NOT_JSON", parse("{\"a\":1"));
  }

  @Test
  public void findsTheLines() {
    assertLines("{}\n", "0-2 ");
    assertLines("{\"text\":1}\r\n{\"text\":2}\n", "0-10 text=1", "12-22 text=2");
    assertLines("{\"text\":1}", "0-10 text=1");
    assertLines("\n \t\r\n\r\n{}\n", "0-0 skipped", "1-3 skipped", "5-5 skipped", "7-9 ");
    assertLines("{\n}\n", "0-1 NOT_JSON", "2-3 NOT_JSON");
    assertLines("{}\r\r\n", "0-3 ");
    for (int length = 0; length < 40; length++) {
      String line = "{\"text\":\"" + "é".repeat(length) + "\"}";
      int end = line.getBytes(UTF_8).length;
      String text = length == 0 ? "" : "text=" + "é".repeat(length);
      assertLines(line + "\n{}\n", "0-" + end + " " + text, end + 1 + "-" + (end + 3) + " ");
    }
  }

  /** Each line of a block, behind which something else stands. */
  private void assertLines(String text, String... expected) {
    byte[] block = (text + "\"\n{}\n01234567890123456789").getBytes(UTF_8);
    int to = text.getBytes(UTF_8).length;
    List<String> lines = new ArrayList<>();
    for (int at = 0; at < to; ) {
      int next = parser.parse(block, at, to);
      Row row = parser.row();
      lines.add(row.from() + "-" + row.to() + " " + show(row));
      assertTrue(next > at && next <= to);
      at = next;
    }
    assertEquals(List.of(expected), lines);
  }

  @Test
  public void takesARecordThatWasCutOutAsItIs() {
    Contract contract = contract("", MAX);
    RecordParser lines = parser;
    parser = RecordParser.of(contract, contract.layouts().get(1));
    byte[] block = "[{\n\"text\":\n1}\n,{}]0123456789012345".getBytes(UTF_8);
    assertEquals(13, parser.parse(block, 1, 13));
    assertEquals("text=1", show(parser.row()));
    assertEquals("1-13", parser.row().from() + "-" + parser.row().to());
    assertEquals("NOT_JSON", parse(" \n "));
    assertEquals("NOT_JSON", parse(""));
    long hash = parser.row().hash();
    assertEquals("text=1", parse("{\"text\":1}"));
    long cut = parser.row().hash();
    parser = lines;
    assertEquals("text=1", parse("{\"text\":1}"));
    assertEquals(cut, parser.row().hash());
    assertTrue(cut != hash);
  }

  private void assertText(String expected, String record) {
    assertEquals(record, expected.equals("null") ? "" : "text=" + expected, parse(record));
  }

  private String parse(String record) {
    return parse(record.getBytes(UTF_8));
  }

  private String parse(byte[] record) {
    byte[] block = Arrays.copyOf(record, record.length + RecordParser.PADDING);
    assertEquals(record.length, parser.parse(block, 0, record.length));
    return show(parser.row());
  }

  /** The fields that have a value, or why the record has none. */
  static String show(Row row) {
    if (row.isSkipped()) {
      return "skipped";
    }
    if (row.reason() != null) {
      Field field = row.rejectedField();
      return row.reason() + (field == null ? "" : " " + field.name());
    }
    List<String> fields = new ArrayList<>();
    for (Field field : CONTRACT.fields()) {
      String value = value(row, field);
      if (value != null) {
        fields.add(field.name() + "=" + value);
      }
    }
    return String.join(" ", fields);
  }

  private static String value(Row row, Field field) {
    int position = field.position();
    if (field.type() == Type.LIST || field.type() == Type.MAP) {
      if (!row.isListed(position) || row.in[position] == null) {
        return null;
      }
      List<String> texts = texts(row, field);
      if (field.type() == Type.LIST) {
        return "[" + String.join(",", texts) + "]";
      }
      List<String> pairs = new ArrayList<>();
      for (int i = 0; i < texts.size(); i += 2) {
        pairs.add(texts.get(i) + ":" + texts.get(i + 1));
      }
      return String.join(",", pairs);
    }
    if (row.isNull(field) || field.name().equals("name")) {
      return null;
    }
    return field.type().isBytes()
        ? new String(row.bytes(field), row.from(field), row.to(field) - row.from(field), UTF_8)
        : String.valueOf(row.number(field));
  }

  static List<String> texts(Row row, Field field) {
    List<String> texts = new ArrayList<>();
    byte[] bytes = row.bytes(field);
    int at = row.from(field);
    while (at < row.to(field)) {
      int length = Elements.length(bytes, at);
      texts.add(new String(bytes, at + Elements.HEAD, length, UTF_8));
      at += Elements.HEAD + length;
    }
    return texts;
  }

  private static final Contract CONTRACT = contract("", MAX);

  private static RecordParser parser(String recordHas) {
    Contract contract = contract(recordHas, MAX);
    RecordParser parser = RecordParser.of(contract, contract.layouts().get(0));
    parser.begin(LocalDate.of(2020, 1, 1).toEpochDay());
    return parser;
  }

  static Contract contract(String recordHas, int maxRecordBytes) {
    String has = recordHas.isEmpty() ? "" : ", 'record.has': '" + recordHas + "'";
    String text =
        """
        {'type': 'record', 'name': 'things', 'namespace': 'test', 'doc': 'Things.',
          'layouts': [{'files': '*.jsonl', 'format': 'jsonl'%s}, {'format': 'json'%s}],
          'key': ['name'], 'max.record.bytes': %d,
          'fields': [
            {'name': 'name', 'type': 'string', 'doc': 'Key.'},
            {'name': 'text', 'type': ['null', 'string'], 'doc': 'Text.'},
            {'name': 'number', 'type': ['null', 'long'], 'doc': 'Number.'},
            {'name': 'real', 'type': ['null', 'double'], 'doc': 'Number.'},
            {'name': 'deep', 'type': ['null', 'string'], 'doc': 'Deep.', 'from': 'a.b.im:c'},
            {'name': 'time', 'type': ['null', {'type': 'long', 'logicalType': 'timestamp-micros'}],
              'doc': 'Time.', 'from': 'ts', 'forms': ['epoch.seconds']},
            {'name': 'day', 'type': ['null', {'type': 'int', 'logicalType': 'date'}],
              'doc': 'Day.', 'from': 'ts', 'forms': ['epoch.seconds']},
            {'name': 'pick', 'type': ['null', 'string'], 'doc': 'Choice.',
              'from': ['first', 'second.x', 'third']},
            {'name': 'plain', 'type': ['null', {'type': 'array', 'items': 'string'}],
              'doc': 'List.'},
            {'name': 'array', 'type': ['null', {'type': 'array', 'items': 'string'}],
              'doc': 'List.', 'from': 'array[]'},
            {'name': 'split', 'type': ['null', {'type': 'array', 'items': 'string'}],
              'doc': 'List.', 'split': ';', 'drop': ['']},
            {'name': 'nested', 'type': ['null', {'type': 'array', 'items': 'string'}],
              'doc': 'List.', 'from': 'n[].o[].x'},
            {'name': 'lists', 'type': ['null', {'type': 'array', 'items': 'string'}],
              'doc': 'List.', 'from': ['l1[].x', 'l2']},
            {'name': 'inside', 'type': ['null', {'type': 'array', 'items': 'string'}],
              'doc': 'List.', 'from': 'w[].y'},
            {'name': 'outside', 'type': ['null', 'string'], 'doc': 'Text.', 'from': ['w.x', 'v']},
            {'name': 'maps', 'type': ['null', {'type': 'map', 'values': 'string'}],
              'doc': 'Map.', 'from': ['m1', 'm2']},
            {'name': 'map', 'type': ['null', {'type': 'map', 'values': 'string'}], 'doc': 'Map.'},
            {'name': 'longs', 'type': ['null', {'type': 'map', 'values': 'long'}], 'doc': 'Map.'}
          ]}
        """;
    return ContractReader.read(
        "things.avsc", text.formatted(has, has, maxRecordBytes).replace('\'', '"'));
  }
}

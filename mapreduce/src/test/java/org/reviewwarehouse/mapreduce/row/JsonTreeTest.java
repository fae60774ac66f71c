package org.reviewwarehouse.mapreduce.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Seed;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Type;

/** Records as Jackson's trees, and their values looked up in the simplest way. */
public class JsonTreeTest {
  private static final Contract CONTRACT = JsonParserTest.contract("", 1 << 20);
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** Fields of which any text is a value. */
  private static final List<String> FIELDS =
      List.of("text", "deep", "pick", "plain", "array", "split", "nested", "lists", "map");

  private static final Object WRONG = "wrong";

  @Rule public final Seed seed = new Seed();

  private Random random;

  @Test
  public void findsWhatIsInTheTree() throws Exception {
    random = seed.random();
    RecordParser parser = RecordParser.of(CONTRACT, CONTRACT.layouts().get(1));
    List<ObjectMapper> mappers =
        List.of(
            new ObjectMapper(),
            new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT),
            escaping());
    Map<String, Integer> fates = new TreeMap<>();
    for (int i = 0; i < 60_000; i++) {
      ObjectNode record = record();
      byte[] bytes = mappers.get(random.nextInt(3)).writeValueAsBytes(record);
      byte[] block = Arrays.copyOf(bytes, bytes.length + RecordParser.PADDING);
      parser.parse(block, 0, bytes.length);
      String expected = expected(record);
      assertEquals(new String(bytes, UTF_8), expected, JsonParserTest.show(parser.row()));
      fates.merge(expected.replaceAll("=.*", ""), 1, Integer::sum);
    }
    for (String field : FIELDS) {
      assertTrue(field + " in " + fates, fates.getOrDefault(field, 0) > 100);
      assertTrue(field + " in " + fates, fates.getOrDefault("WRONG_SHAPE " + field, 0) > 100);
    }
  }

  private static ObjectMapper escaping() {
    return new ObjectMapper(
        JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build());
  }

  private ObjectNode record() {
    ObjectNode record = NODES.objectNode();
    for (int i = random.nextInt(4); i > 0; i--) {
      String field = FIELDS.get(random.nextInt(FIELDS.size()));
      List<String> paths =
          CONTRACT.layouts().get(1).sources().get(CONTRACT.field(field).position());
      String path = paths.get(random.nextInt(paths.size()));
      put(record, path.split("\\."), 0, field.equals("map"));
    }
    if (random.nextInt(4) == 0) {
      record.set("x" + random.nextInt(3), value(3));
    }
    return record;
  }

  private void put(ObjectNode object, String[] steps, int step, boolean isMap) {
    String name = steps[step].replace("[]", "");
    boolean isArray = steps[step].endsWith("[]") || name.equals("plain") || name.equals("split");
    JsonNode value;
    if (isArray && random.nextInt(5) > 0) {
      ArrayNode array = NODES.arrayNode();
      for (int i = random.nextInt(4); i > 0; i--) {
        array.add(below(null, steps, step, isMap));
      }
      value = array;
    } else {
      value = below(object.get(name), steps, step, isMap);
    }
    object.set(name, value);
  }

  private JsonNode below(JsonNode present, String[] steps, int step, boolean isMap) {
    if (random.nextInt(25) == 0) {
      return value(2);
    }
    if (random.nextInt(12) == 0) {
      return NODES.nullNode();
    }
    if (step < steps.length - 1) {
      ObjectNode object = present instanceof ObjectNode known ? known : NODES.objectNode();
      if (random.nextInt(4) == 0) {
        object.set(text(), value(2));
      }
      if (random.nextInt(10) > 0) {
        put(object, steps, step + 1, isMap);
      }
      return object;
    }
    if (isMap) {
      ObjectNode map = NODES.objectNode();
      for (int i = random.nextInt(random.nextInt(10) == 0 ? 30 : 4); i > 0; i--) {
        map.set(text(), random.nextInt(60) == 0 ? value(2) : value(0));
      }
      return map;
    }
    return value(0);
  }

  private JsonNode value(int depth) {
    switch (random.nextInt(depth > 0 ? 8 : 6)) {
      case 0:
        return NODES.booleanNode(random.nextBoolean());
      case 1:
        return NODES.numberNode(random.nextLong() >> random.nextInt(64));
      case 2:
        return NODES.numberNode(random.nextGaussian() * Math.pow(10, random.nextInt(40) - 20));
      case 6:
        ObjectNode object = NODES.objectNode();
        for (int i = random.nextInt(3); i > 0; i--) {
          object.set(text(), value(depth - 1));
        }
        return object;
      case 7:
        ArrayNode array = NODES.arrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
          array.add(value(depth - 1));
        }
        return array;
      default:
        return NODES.textNode(text());
    }
  }

  private String text() {
    StringBuilder text = new StringBuilder();
    int length = random.nextInt(200) == 0 ? random.nextInt(9_000) : random.nextInt(7);
    while (text.length() < length) {
      switch (random.nextInt(4)) {
        case 0 -> text.append("\"\\/\n\r\t\u0000[]{},:; ".charAt(random.nextInt(15)));
        case 1 -> text.appendCodePoint("é中😀ß".codePoints().toArray()[random.nextInt(4)]);
        default -> text.append((char) ('a' + random.nextInt(26)));
      }
    }
    return text.toString();
  }

  private static String expected(ObjectNode record) {
    List<String> fields = new ArrayList<>();
    for (Field field : CONTRACT.fields()) {
      Object value = null;
      boolean isWrong = false;
      for (String path : CONTRACT.layouts().get(1).sources().get(field.position())) {
        Object found = find(record, path.split("\\."), 0, field.type(), path.contains("[]"));
        isWrong |= found == WRONG;
        boolean isBetter = value == null || isEmpty(value) && !isEmpty(found);
        value = found != null && found != WRONG && isBetter ? found : value;
      }
      if (isWrong && (value == null || isEmpty(value))) {
        return "WRONG_SHAPE " + field.name();
      }
      if (field.type() == Type.LIST && value != null) {
        value = list(value, field);
      }
      if (value != null && !(value instanceof Text text && text.isEmpty())) {
        fields.add(field.name() + "=" + value);
      }
    }
    return String.join(" ", fields);
  }

  private record Text(String text) {
    boolean isEmpty() {
      return text.isEmpty();
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private record Texts(List<String> texts) {
    @Override
    public String toString() {
      return "[" + String.join(",", texts) + "]";
    }
  }

  private static boolean isEmpty(Object value) {
    return value instanceof Text text && text.isEmpty()
        || value instanceof Texts texts && texts.texts.isEmpty();
  }

  /** What becomes of a list in the row. */
  private static Texts list(Object found, Field field) {
    List<String> texts;
    if (found instanceof Text text) {
      if (text.isEmpty()) {
        return null;
      }
      texts = List.of(field.split() == 0 ? new String[] {text.text} : text.text.split(";"));
    } else {
      texts = ((Texts) found).texts;
    }
    return new Texts(texts.stream().filter(each -> !field.drop().contains(each)).toList());
  }

  private static Object find(JsonNode at, String[] steps, int step, Type type, boolean isElement) {
    if (at == null || at.isNull()) {
      return null;
    }
    if (step == steps.length) {
      return end(at, type, isElement);
    }
    if (!at.isObject()) {
      return WRONG;
    }
    JsonNode member = at.get(steps[step].replace("[]", ""));
    if (!steps[step].endsWith("[]") || member == null || member.isNull()) {
      return find(member, steps, step + 1, type, isElement);
    }
    List<JsonNode> elements = new ArrayList<>();
    if (member.isArray()) {
      member.forEach(elements::add);
    } else {
      elements.add(member);
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : elements) {
      Object found = element.isArray() ? WRONG : find(element, steps, step + 1, type, true);
      if (found == WRONG) {
        return WRONG;
      }
      texts.addAll(found == null ? List.of() : ((Texts) found).texts);
    }
    return new Texts(texts);
  }

  private static Object end(JsonNode at, Type type, boolean isElement) {
    if (type == Type.MAP) {
      return at.isObject() ? pairs(at) : WRONG;
    }
    if (type != Type.LIST || !at.isArray()) {
      if (!at.isValueNode()) {
        return WRONG;
      }
      return isElement ? new Texts(List.of(at.asText())) : new Text(at.asText());
    }
    List<String> texts = new ArrayList<>();
    for (JsonNode element : at) {
      if (!element.isValueNode()) {
        return WRONG;
      }
      if (!element.isNull()) {
        texts.add(element.asText());
      }
    }
    return new Texts(texts);
  }

  private static Object pairs(JsonNode object) {
    List<String> pairs = new ArrayList<>();
    Iterator<Map.Entry<String, JsonNode>> members = object.fields();
    while (members.hasNext()) {
      Map.Entry<String, JsonNode> member = members.next();
      if (!member.getValue().isValueNode()) {
        return WRONG;
      }
      if (!member.getValue().isNull()) {
        pairs.add(member.getKey() + ":" + member.getValue().asText());
      }
    }
    return String.join(",", pairs);
  }
}

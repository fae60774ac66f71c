package org.reviewwarehouse.mapreduce.clean;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Format;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.contract.TimeForm;

/** The simplest valid records of any contract and layout, written by plain code. */
final class Records {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final String[] WORDS = {
    "gift", "22\" monitor", "Größe", "中文", "😀", "a, b", "x;y", "&#34;", "<br />", "end", "R27ZP1"
  };

  private Records() {}

  /** The line of column names. */
  static String header(Contract contract, Layout layout) {
    String delimiter = layout.format() == Format.TSV ? "\t" : ",";
    return columns(contract, layout).stream()
            .map(field -> layout.sources().get(field.position()).get(0))
            .distinct()
            .collect(Collectors.joining(delimiter))
        + "\n";
  }

  /** What stands before the first record of a JSON document. */
  static String opening(Layout layout) {
    return layout.records().isEmpty()
        ? "["
        : "{\"" + layout.records().replace(".", "\":{\"") + "\":[";
  }

  /** What stands behind the last one. */
  static String closing(Layout layout) {
    String records = layout.records();
    return "]" + (records.isEmpty() ? "" : "}".repeat(records.split("\\.").length));
  }

  static String record(Contract contract, Layout layout, Random random) throws IOException {
    if (layout.format().isJson()) {
      ObjectNode record = JSON.createObjectNode();
      for (Field field : columns(contract, layout)) {
        put(record, layout.sources().get(field.position()).get(0), field, random);
      }
      if (!layout.recordHas().isEmpty() && !record.has(layout.recordHas())) {
        record.put(layout.recordHas(), 1);
      }
      return JSON.writeValueAsString(record);
    }
    boolean csv = layout.format() == Format.CSV;
    List<String> seen = new ArrayList<>();
    List<String> values = new ArrayList<>();
    for (Field field : columns(contract, layout)) {
      String source = layout.sources().get(field.position()).get(0);
      if (!seen.contains(source)) {
        seen.add(source);
        String value = text(field, random);
        values.add(csv ? quoted(value, random) : value);
      }
    }
    return String.join(csv ? "," : "\t", values);
  }

  private static List<Field> columns(Contract contract, Layout layout) {
    return contract.fields().stream()
        .filter(field -> !layout.sources().get(field.position()).isEmpty())
        .toList();
  }

  private static String quoted(String value, Random random) {
    boolean needed = value.contains(",") || value.contains("\"") || value.contains("\n");
    return needed || random.nextInt(3) == 0 ? '"' + value.replace("\"", "\"\"") + '"' : value;
  }

  private static void put(ObjectNode record, String path, Field field, Random random) {
    ObjectNode at = record;
    String[] names = path.split("\\.");
    for (int i = 0; i < names.length; i++) {
      boolean last = i == names.length - 1;
      if (names[i].endsWith("[]")) {
        ArrayNode array = at.withArray("/" + names[i].replace("[]", ""));
        if (last) {
          array.add(word(random));
        } else {
          at = array.addObject();
        }
      } else if (!last) {
        at = at.withObject("/" + names[i]);
      } else {
        putValue(at, names[i], field, random);
      }
    }
  }

  private static void putValue(ObjectNode at, String name, Field field, Random random) {
    switch (field.type()) {
      case MAP -> at.putObject(name).put("USD", random.nextInt(1000)).put("€", 7);
      case LIST -> at.putArray(name).add(word(random));
      case INT, LONG -> at.put(name, Long.parseLong(text(field, random)));
      case BOOLEAN -> at.put(name, text(field, random));
      default -> at.put(name, text(field, random));
    }
  }

  private static String text(Field field, Random random) {
    return switch (field.type()) {
      case STRING -> word(random) + random.nextInt(1_000_000);
      case INT, LONG -> Long.toString(Math.max(field.min(), 1 + random.nextInt(5)));
      case DOUBLE -> Double.toString(random.nextDouble() * 100);
      case DECIMAL -> "3.5";
      case BOOLEAN -> field.trueWords().get(0);
      case DATE, TIMESTAMP -> time(field, random);
      case LIST -> word(random) + "," + word(random);
      case MAP -> throw new IllegalArgumentException(field.name());
    };
  }

  private static String time(Field field, Random random) {
    String day = "2020-03-" + (10 + random.nextInt(15));
    if (field.forms().contains(TimeForm.EPOCH_SECONDS)) {
      return Integer.toString(1_580_000_000 + random.nextInt(1_000_000));
    }
    return field.forms().contains(TimeForm.INSTANT) ? day + "T18:37:37.123+0900" : day;
  }

  private static String word(Random random) {
    return WORDS[random.nextInt(WORDS.length)];
  }
}

package org.reviewwarehouse.mapreduce.contract;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Reads the {@link Layout}s of a contract, refusing what it does not understand. */
final class LayoutReader {
  private static final Pattern PATH = Pattern.compile("[^.\\[\\]]+(\\[])?(\\.[^.\\[\\]]+(\\[])?)*");

  private final List<FieldReader.Read> fields;
  private final List<Layout> layouts = new ArrayList<>();

  private LayoutReader(List<FieldReader.Read> fields) {
    this.fields = fields;
  }

  static List<Layout> read(Attributes contract, List<FieldReader.Read> fields) {
    LayoutReader reader = new LayoutReader(fields);
    for (Attributes layout : contract.objects("layouts")) {
      reader.layouts.add(reader.layout(layout));
      layout.refuseOthers();
    }
    if (reader.layouts.isEmpty()) {
      throw contract.refuse("layouts", "files have some form, and there is none");
    }
    return List.copyOf(reader.layouts);
  }

  private Layout layout(Attributes attributes) {
    Format format = format(attributes);
    List<String> files = attributes.wordOrWords("files");
    for (String glob : files) {
      try {
        Glob.check(glob);
      } catch (PatternSyntaxException e) {
        throw attributes.refuse("files", "\"" + glob + "\" is no pattern: " + e.getDescription());
      }
    }
    String delimiter = attributes.text("delimiter", ",");
    boolean isDelimiter =
        delimiter.length() == 1 && delimiter.charAt(0) < 0x80 && "\"\r\n".indexOf(delimiter) < 0;
    if (!isDelimiter || attributes.has("delimiter") && format != Format.CSV) {
      throw attributes.refuse("delimiter", "only csv has one, of one ASCII character");
    }
    if (attributes.has("header") && format.isJson()) {
      throw attributes.refuse("header", "a " + format.label() + " file has none");
    }
    String records = attributes.text("records", "");
    if (attributes.has("records") && (format != Format.JSON || !isPath(records, false))) {
      throw attributes.refuse("records", "only json has a path to its records: names and dots");
    }
    String has = attributes.text("record.has", "");
    if (attributes.has("record.has") && !(format.isJson() && isPath(has, false))) {
      throw attributes.refuse("record.has", "only json and jsonl have paths: names and dots");
    }
    Map<String, String> absent = absent(attributes);
    return new Layout(
        layouts.size(),
        files,
        format,
        delimiter.charAt(0),
        attributes.flag("header", false),
        records,
        has,
        sources(attributes, format, absent),
        absent);
  }

  private static Format format(Attributes attributes) {
    String label = attributes.text("format", "");
    for (Format format : Format.values()) {
      if (format.label().equals(label)) {
        return format;
      }
    }
    throw attributes.refuse("format", "it is \"" + label + "\", none of tsv, csv, jsonl, json");
  }

  private List<List<String>> sources(
      Attributes attributes, Format format, Map<String, String> absent) {
    Attributes names = attributes.attributes("from");
    List<List<String>> sources = new ArrayList<>();
    for (FieldReader.Read each : fields) {
      Field field = each.field();
      List<String> from = names.has(field.name()) ? names.wordOrWords(field.name()) : each.from();
      check(attributes, format, field, from);
      boolean isNeeded =
          !field.optional()
              && (field.notEmpty() || !field.type().isBytes())
              && field.fallback() == null
              && !absent.containsKey(field.name());
      if (from.isEmpty() && isNeeded) {
        throw names.refuse(
            field.name(),
            "no file has the field, and it has no attribute absent to get a value from");
      }
      sources.add(from);
    }
    names.refuseOthers();
    if (sources.stream().allMatch(List::isEmpty)) {
      throw attributes.refuse("from", "no file has any of the fields");
    }
    return List.copyOf(sources);
  }

  private Map<String, String> absent(Attributes attributes) {
    Attributes texts = attributes.attributes("absent");
    Map<String, String> absent = new TreeMap<>();
    for (FieldReader.Read each : fields) {
      Field field = each.field();
      if (texts.has(field.name())) {
        absent.put(field.name(), FieldReader.text(field, field.name(), texts));
      }
    }
    texts.refuseOthers();
    return absent;
  }

  private void check(Attributes attributes, Format format, Field field, List<String> from) {
    for (String source : from) {
      if (format.isJson() && !isPath(source, field.type() == Type.LIST)) {
        throw attributes.refuse(
            "from",
            "\""
                + source
                + "\" of "
                + field.name()
                + " is no path of names with dots between them, of a LIST also with []");
      }
    }
    if (format.isJson()) {
      return;
    }
    if (field.type() == Type.MAP && !from.isEmpty()) {
      throw attributes.refuse("format", field.name() + " is a MAP, which only json can hold");
    }
    if (field.type() == Type.LIST && field.split() == 0 && !from.isEmpty()) {
      throw attributes.refuse(
          "format", field.name() + " is a LIST without attribute split, which only json can hold");
    }
    boolean ordered = !(format == Format.CSV && attributes.flag("header", false));
    if (ordered && from.size() > 1) {
      throw attributes.refuse(
          "from", field.name() + " has many sources, but columns without names have one place");
    }
  }

  private static boolean isPath(String text, boolean withArrays) {
    return PATH.matcher(text).matches() && (withArrays || !text.contains("[]"));
  }
}

package org.reviewwarehouse.mapreduce.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.reviewwarehouse.mapreduce.contract.Field.Cleaning;

/**
 * Reads a {@link Contract} from the text of an Avro schema, refusing what it does not understand.
 */
public final class ContractReader {
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  /** Columns that every table has beside the feed's own. */
  private static final Set<String> TAKEN = Set.of("row_hash", "period", "run");

  /** Two tasks of one process must be able to hold a line each. */
  private static final int LONGEST_RECORD = 64 << 20;

  private final String source;
  private final List<Field> fields = new ArrayList<>();

  private ContractReader(String source) {
    this.source = source;
  }

  /** Whether a text can name a feed: it also names a directory and a table. */
  public static boolean isFeedName(String name) {
    return NAME.matcher(name).matches();
  }

  /**
   * Reads a contract.
   *
   * @param source name of the file, for messages
   * @param json the file's text
   * @throws ContractException if it is not a contract
   */
  public static Contract read(String source, String json) {
    Schema schema;
    try {
      schema = new Schema.Parser().parse(json);
    } catch (AvroRuntimeException e) {
      throw new ContractException(source, "", "it is no Avro schema: " + e.getMessage());
    }
    return new ContractReader(source).contract(schema);
  }

  private Contract contract(Schema schema) {
    if (schema.getType() != Schema.Type.RECORD) {
      throw new ContractException(
          source, "", "it is an Avro " + schema.getType() + ", not a record");
    }
    if (!isFeedName(schema.getName())) {
      throw new ContractException(
          source, "attribute name", schema.getName() + " does not match " + NAME);
    }
    for (Schema.Field field : schema.getFields()) {
      fields.add(field(field));
    }
    SampleReader.checkDependencies(source, fields);
    Attributes attributes = new Attributes(source, "", schema.getObjectProps());
    String format = attributes.text("format", "tsv");
    if (!format.equals("tsv")) {
      throw attributes.refuse("format", "it is \"" + format + "\", and only tsv is known");
    }
    List<Field> key = named(attributes, "key");
    List<Field> order = named(attributes, "order");
    if (key.isEmpty()) {
      throw attributes.refuse("key", "a row needs a name, and there is none");
    }
    for (Field field : key) {
      boolean oneSpelling =
          field.type() == Type.DATE || field.type() == Type.STRING && field.cleaning().isEmpty();
      if (!oneSpelling) {
        throw attributes.refuse(
            "key",
            field.name() + " can be spelled in two ways, and the two would be two rows of one key");
      }
    }
    for (Field field : order) {
      if (field.type() == Type.STRING || field.optional()) {
        throw attributes.refuse(
            "order", field.name() + " is a text or optional, and cannot be compared as a number");
      }
    }
    Field eventDay = named(attributes, "event.day", attributes.text("event.day", ""));
    if (eventDay.type() != Type.DATE || eventDay.optional()) {
      throw attributes.refuse("event.day", eventDay.name() + " is not a DATE that is always there");
    }
    Contract contract =
        new Contract(
            schema.getName(),
            schema.getDoc() == null ? "" : schema.getDoc(),
            fingerprint(schema),
            List.copyOf(fields),
            attributes.flag("header", false),
            attributes.number("max.record.bytes", 1 << 20, 1, LONGEST_RECORD),
            key,
            order,
            eventDay,
            grain(attributes),
            attributes.number("watermark.days", 2, 0),
            attributes.number("restate.days", 62, 0),
            attributes.ratio("max.rejected.ratio", 0.10),
            checks(attributes));
    attributes.refuseOthers();
    return contract;
  }

  private Field field(Schema.Field field) {
    String place = "field " + field.name();
    if (!NAME.matcher(field.name()).matches()) {
      throw new ContractException(source, place, "the name does not match " + NAME);
    }
    if (TAKEN.contains(field.name())) {
      throw new ContractException(
          source, place, "the name is taken by a column that every table has");
    }
    boolean optional = isOptional(field.schema());
    Type type = type(place, optional ? field.schema().getTypes().get(1) : field.schema());
    Attributes attributes = new Attributes(source, place, field.getObjectProps());
    boolean maxIsArrival =
        type == Type.DATE && attributes.has("max") && "arrival".equals(field.getObjectProp("max"));
    List<String> trueWords = attributes.words("true");
    List<String> falseWords = attributes.words("false");
    boolean hasWords = !trueWords.isEmpty() && !falseWords.isEmpty();
    if ((type == Type.BOOLEAN) != hasWords || trueWords.isEmpty() != falseWords.isEmpty()) {
      throw attributes.refuse("true", "a BOOLEAN, and nothing else, has words for true and false");
    }
    for (String word : falseWords) {
      if (trueWords.contains(word)) {
        throw attributes.refuse("false", "\"" + word + "\" is a word for true, too");
      }
    }
    boolean notEmpty = attributes.flag("not.empty", false);
    if (notEmpty && (optional || type != Type.STRING)) {
      throw attributes.refuse("not.empty", "only a STRING that is always there can be empty");
    }
    long min = attributes.bound("min", type, Long.MIN_VALUE);
    long max = maxIsArrival ? Long.MAX_VALUE : attributes.bound("max", type, Long.MAX_VALUE);
    if (max < min) {
      throw attributes.refuse("max", "it is " + field.getObjectProp("max") + ", less than min");
    }
    boolean mayBeEmpty = optional || type == Type.STRING && !notEmpty;
    Field read =
        new Field(
            field.name(),
            type,
            field.doc() == null ? "" : field.doc(),
            field.pos(),
            optional,
            notEmpty,
            min,
            max,
            maxIsArrival,
            trueWords,
            falseWords,
            cleaning(attributes, type),
            attributes.flag("dictionary", true),
            attributes.flag("bloom.filter", false),
            SampleReader.read(source, place, type, mayBeEmpty, attributes.object("sample")));
    attributes.refuseOthers();
    return read;
  }

  private static boolean isOptional(Schema schema) {
    return schema.isUnion()
        && schema.getTypes().size() == 2
        && schema.getTypes().get(0).getType() == Schema.Type.NULL;
  }

  private Type type(String place, Schema schema) {
    boolean plain = schema.getObjectProps().isEmpty();
    Schema.Type avro = schema.getType();
    if (avro == Schema.Type.INT && LogicalTypes.date().equals(schema.getLogicalType())) {
      return Type.DATE;
    }
    if (plain && avro == Schema.Type.STRING) {
      return Type.STRING;
    }
    if (plain && avro == Schema.Type.INT) {
      return Type.INT;
    }
    if (plain && avro == Schema.Type.LONG) {
      return Type.LONG;
    }
    if (plain && avro == Schema.Type.BOOLEAN) {
      return Type.BOOLEAN;
    }
    throw new ContractException(
        source, place + ", attribute type", "no column is made of " + schema);
  }

  private static Set<Cleaning> cleaning(Attributes attributes, Type type) {
    Set<Cleaning> cleaning = EnumSet.noneOf(Cleaning.class);
    for (String word : attributes.words("text")) {
      try {
        cleaning.add(Cleaning.valueOf(word.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw attributes.refuse(
            "text", "it holds \"" + word + "\", which is none of html, underscores, trim");
      }
    }
    if (!cleaning.isEmpty() && type != Type.STRING) {
      throw attributes.refuse("text", "a " + type + " is not a text");
    }
    return cleaning;
  }

  private Grain grain(Attributes attributes) {
    String label = attributes.text("partition.grain", "month");
    try {
      return Grain.of(label);
    } catch (IllegalArgumentException e) {
      throw attributes.refuse("partition.grain", "it is \"" + label + "\", and " + e.getMessage());
    }
  }

  private List<AtMost> checks(Attributes attributes) {
    List<AtMost> checks = new ArrayList<>();
    for (Attributes check : attributes.objects("checks")) {
      AtMost atMost =
          new AtMost(
              named(check, "field", check.text("field", "")),
              named(check, "at.most", check.text("at.most", "")));
      check.refuseOthers();
      if (atMost.field().type() == Type.STRING || atMost.field().type() != atMost.other().type()) {
        throw check.refuse("at.most", "the two fields are not numbers of one type");
      }
      checks.add(atMost);
    }
    return List.copyOf(checks);
  }

  private List<Field> named(Attributes attributes, String attribute) {
    List<Field> named = new ArrayList<>();
    for (String name : new LinkedHashSet<>(attributes.words(attribute))) {
      named.add(named(attributes, attribute, name));
    }
    return List.copyOf(named);
  }

  private Field named(Attributes attributes, String attribute, String name) {
    for (Field field : fields) {
      if (field.name().equals(name)) {
        return field;
      }
    }
    throw attributes.refuse(attribute, "there is no field \"" + name + "\"");
  }

  private static String fingerprint(Schema schema) {
    try {
      byte[] text = schema.toString().getBytes(StandardCharsets.UTF_8);
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(text));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}

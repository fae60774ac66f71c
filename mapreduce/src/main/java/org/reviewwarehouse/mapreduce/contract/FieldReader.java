package org.reviewwarehouse.mapreduce.contract;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.LogicalType;
import org.apache.avro.LogicalTypes;
import org.apache.avro.Schema;
import org.reviewwarehouse.mapreduce.contract.Field.Cleaning;

/** Reads one {@link Field} of a contract, refusing what it does not understand. */
final class FieldReader {
  /** What a field can be called: it is a column of Parquet and of Hive. */
  static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  /** Columns that every table has beside the feed's own. */
  private static final Set<String> TAKEN = Set.of("row_hash", "period", "run");

  private static final Set<String> TYPE_PROPERTIES = Set.of("logicalType", "precision", "scale");

  private static final Pattern DOUBLE = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([eE][-+]?[0-9]+)?");
  private static final Pattern DECIMAL = Pattern.compile("-?[0-9]+(\\.[0-9]+)?");
  private static final Pattern DAY = Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}");

  /** So many decimal digits fit into 64 bits. */
  private static final int MOST_DIGITS = 18;

  private final Schema.Field avro;
  private final String source;
  private final String place;
  private final Attributes attributes;
  private final boolean optional;
  private Type type;
  private int precision;
  private int scale;
  private Type values;

  private FieldReader(String source, Schema.Field avro) {
    this.avro = avro;
    this.source = source;
    place = "field " + avro.name();
    attributes = new Attributes(source, place, avro.getObjectProps());
    optional = isOptional(avro.schema());
  }

  /**
   * Where the field's value is found in raw records unless a layout says otherwise; asked for by
   * {@link LayoutReader}.
   */
  record Read(Field field, List<String> from) {}

  static Read read(String source, Schema.Field avro) {
    return new FieldReader(source, avro).read();
  }

  private Read read() {
    if (!NAME.matcher(avro.name()).matches()) {
      throw new ContractException(source, place, "the name does not match " + NAME);
    }
    if (TAKEN.contains(avro.name())) {
      throw new ContractException(
          source, place, "the name is taken by a column that every table has");
    }
    refuseWhatOnlyAvroKnows();
    readType(optional ? avro.schema().getTypes().get(1) : avro.schema());
    List<String> trueWords = attributes.words("true");
    List<String> falseWords = attributes.words("false");
    checkWords(trueWords, falseWords);
    Fallback fallback = fallback();
    boolean notEmpty = attributes.flag("not.empty", false);
    if (notEmpty && (optional || fallback != null || type != Type.STRING)) {
      throw attributes.refuse("not.empty", "only a STRING that is always there can be empty");
    }
    boolean isTime = type == Type.DATE || type == Type.TIMESTAMP;
    boolean maxIsArrival =
        isTime && attributes.has("max") && "arrival".equals(avro.getObjectProp("max"));
    long min = attributes.bound("min", type, scale, Long.MIN_VALUE);
    long max = maxIsArrival ? Long.MAX_VALUE : attributes.bound("max", type, scale, Long.MAX_VALUE);
    if (max < min) {
      throw attributes.refuse("max", "it is " + avro.getObjectProp("max") + ", less than min");
    }
    Field field =
        new Field(
            avro.name(),
            type,
            precision,
            scale,
            values,
            avro.doc() == null ? "" : avro.doc(),
            avro.pos(),
            optional,
            fallback,
            notEmpty,
            min,
            max,
            maxIsArrival,
            trueWords,
            falseWords,
            forms(isTime),
            zone(isTime),
            cleaning(),
            split(),
            drop(),
            attributes.flag("dictionary", true),
            attributes.flag("bloom.filter", false),
            SampleReader.read(
                source,
                place,
                type,
                optional || fallback != null || type == Type.STRING && !notEmpty,
                attributes.object("sample")));
    if (fallback instanceof Fallback.Text) {
      text(field, "absent", attributes);
    }
    List<String> from =
        attributes.has("from") ? attributes.wordOrWords("from") : List.of(avro.name());
    if (from.isEmpty() && fallback == null) {
      throw attributes.refuse(
          "from", "no file has the field, and it has no attribute absent to get a value from");
    }
    attributes.refuseOthers();
    return new Read(field, from);
  }

  /**
   * The text of an attribute that is to be the value of a field.
   *
   * @throws ContractException if the field cannot have it
   */
  static String text(Field field, String attribute, Attributes attributes) {
    String text = attributes.text(attribute, "");
    if (field.optional() || !isValue(field, text)) {
      throw attributes.refuse(
          attribute,
          field.optional()
              ? "the field is optional: it is NULL where it is absent"
              : "it is \"" + text + "\", which is no " + field.type() + " that a row can have");
    }
    return text;
  }

  /** As the rows' own rules, of which this may be the stricter. */
  private static boolean isValue(Field field, String text) {
    try {
      return switch (field.type()) {
        case STRING -> !text.isEmpty();
        case INT ->
            text.equals(Integer.toString(Integer.parseInt(text)))
                && isWithin(field, Integer.parseInt(text));
        case LONG ->
            text.equals(Long.toString(Long.parseLong(text)))
                && text.replace("-", "").length() <= MOST_DIGITS
                && isWithin(field, Long.parseLong(text));
        case DOUBLE -> DOUBLE.matcher(text).matches() && Double.isFinite(Double.parseDouble(text));
        case DECIMAL -> DECIMAL.matcher(text).matches() && isDecimal(field, new BigDecimal(text));
        case BOOLEAN -> field.trueWords().contains(text) || field.falseWords().contains(text);
        case DATE ->
            field.forms().contains(TimeForm.DAY)
                && DAY.matcher(text).matches()
                && isWithin(field, LocalDate.parse(text).toEpochDay());
        case TIMESTAMP, LIST, MAP -> false;
      };
    } catch (ArithmeticException | DateTimeException | NumberFormatException e) {
      return false;
    }
  }

  private static boolean isDecimal(Field field, BigDecimal number) {
    BigDecimal scaled = number.setScale(field.scale(), RoundingMode.UNNECESSARY);
    return scaled.precision() <= field.precision()
        && isWithin(field, scaled.unscaledValue().longValueExact());
  }

  private static boolean isWithin(Field field, long value) {
    return value >= field.min() && value <= field.max();
  }

  private static boolean isOptional(Schema schema) {
    return schema.isUnion()
        && schema.getTypes().size() == 2
        && schema.getTypes().get(0).getType() == Schema.Type.NULL;
  }

  /** Attributes of Avro that a contract has others for would be passed over in silence. */
  private void refuseWhatOnlyAvroKnows() {
    if (avro.hasDefaultValue()) {
      throw attributes.refuse("default", "what a field is where it is absent, absent says");
    }
    if (!avro.aliases().isEmpty()) {
      throw attributes.refuse("aliases", "other names in files are said by from");
    }
    if (avro.order() != Schema.Field.Order.ASCENDING) {
      throw attributes.refuse("order", "how rows are compared is said by order of the record");
    }
  }

  private void readType(Schema schema) {
    LogicalType logical = schema.getLogicalType();
    boolean plain = schema.getObjectProps().isEmpty();
    type =
        switch (schema.getType()) {
          case STRING -> plain ? Type.STRING : null;
          case INT -> LogicalTypes.date().equals(logical) ? Type.DATE : plain ? Type.INT : null;
          case LONG ->
              LogicalTypes.timestampMicros().equals(logical)
                  ? Type.TIMESTAMP
                  : plain ? Type.LONG : null;
          case DOUBLE -> plain ? Type.DOUBLE : null;
          case BOOLEAN -> plain ? Type.BOOLEAN : null;
          case BYTES -> logical instanceof LogicalTypes.Decimal ? Type.DECIMAL : null;
          case ARRAY -> isPlain(schema.getElementType(), Schema.Type.STRING) ? Type.LIST : null;
          case MAP ->
              isPlain(schema.getValueType(), Schema.Type.STRING)
                      || isPlain(schema.getValueType(), Schema.Type.LONG)
                  ? Type.MAP
                  : null;
          default -> null;
        };
    if (type == null) {
      throw new ContractException(
          source,
          place + ", attribute type",
          "no column is made of "
              + schema
              + "; known are string, int, long, double, boolean, array of string, map of string or"
              + " long, and the logical types date (int), timestamp-micros (long) and decimal"
              + " (bytes)");
    }
    for (String property : schema.getObjectProps().keySet()) {
      if (!TYPE_PROPERTIES.contains(property)) {
        throw new ContractException(
            source,
            place + ", attribute type",
            "no such attribute is known in a type: " + property);
      }
    }
    if (type == Type.DECIMAL) {
      LogicalTypes.Decimal decimal = (LogicalTypes.Decimal) logical;
      precision = decimal.getPrecision();
      scale = decimal.getScale();
      if (precision > MOST_DIGITS) {
        throw new ContractException(
            source,
            place + ", attribute precision",
            "it is " + precision + ", more than " + MOST_DIGITS);
      }
    }
    if (type == Type.MAP) {
      values = schema.getValueType().getType() == Schema.Type.LONG ? Type.LONG : Type.STRING;
    }
  }

  private static boolean isPlain(Schema schema, Schema.Type type) {
    return schema.getType() == type && schema.getObjectProps().isEmpty();
  }

  private void checkWords(List<String> trueWords, List<String> falseWords) {
    boolean hasWords = !trueWords.isEmpty() && !falseWords.isEmpty();
    if ((type == Type.BOOLEAN) != hasWords || trueWords.isEmpty() != falseWords.isEmpty()) {
      throw attributes.refuse("true", "a BOOLEAN, and nothing else, has words for true and false");
    }
    for (String word : falseWords) {
      if (trueWords.contains(word)) {
        throw attributes.refuse("false", "\"" + word + "\" is a word for true, too");
      }
    }
  }

  private Fallback fallback() {
    if (!attributes.has("absent")) {
      return null;
    }
    if (optional) {
      throw attributes.refuse("absent", "the field is optional: it is NULL where it is absent");
    }
    if (attributes.isObject("absent")) {
      Attributes object = attributes.attributes("absent");
      List<String> of = object.words("hash");
      object.refuseOthers();
      if (type != Type.STRING || of.isEmpty() || of.contains(avro.name())) {
        throw attributes.refuse("absent", "only a STRING is made of the hash of other fields");
      }
      return new Fallback.Hash(of);
    }
    String text = attributes.text("absent", "");
    if (text.equals("arrival") && (type == Type.DATE || type == Type.TIMESTAMP)) {
      return new Fallback.Arrival();
    }
    return new Fallback.Text(text);
  }

  private Set<TimeForm> forms(boolean isTime) {
    if (!attributes.has("forms")) {
      return type == Type.DATE
          ? EnumSet.of(TimeForm.DAY)
          : isTime ? EnumSet.of(TimeForm.INSTANT) : EnumSet.noneOf(TimeForm.class);
    }
    if (!isTime) {
      throw attributes.refuse("forms", "a " + type + " is no time");
    }
    Set<TimeForm> forms = EnumSet.noneOf(TimeForm.class);
    for (String word : attributes.words("forms")) {
      TimeForm known = null;
      for (TimeForm form : TimeForm.values()) {
        known = form.label().equals(word) ? form : known;
      }
      if (known == null) {
        throw attributes.refuse(
            "forms",
            "it holds \""
                + word
                + "\", which is none of day, instant, local, epoch.seconds, epoch.millis");
      }
      forms.add(known);
    }
    if (forms.isEmpty()
        || forms.contains(TimeForm.EPOCH_SECONDS) && forms.contains(TimeForm.EPOCH_MILLIS)) {
      throw attributes.refuse("forms", "a time must be written in one way at least, and be clear");
    }
    return forms;
  }

  private ZoneId zone(boolean isTime) {
    String zone = attributes.text("zone", "UTC");
    if (attributes.has("zone") && !isTime) {
      throw attributes.refuse("zone", "a " + type + " is no time");
    }
    try {
      return zone.equals("UTC") ? ZoneOffset.UTC : ZoneId.of(zone);
    } catch (DateTimeException e) {
      throw attributes.refuse("zone", "it is \"" + zone + "\", which is no time zone");
    }
  }

  private Set<Cleaning> cleaning() {
    Set<Cleaning> cleaning = EnumSet.noneOf(Cleaning.class);
    for (String word : attributes.words("text")) {
      try {
        cleaning.add(Cleaning.valueOf(word.toUpperCase(Locale.ROOT)));
      } catch (IllegalArgumentException e) {
        throw attributes.refuse(
            "text", "it holds \"" + word + "\", which is none of html, underscores, trim, lower");
      }
    }
    if (!cleaning.isEmpty() && type != Type.STRING && type != Type.LIST) {
      throw attributes.refuse("text", "a " + type + " is not a text");
    }
    return cleaning;
  }

  private char split() {
    String split = attributes.text("split", "");
    if (!attributes.has("split")) {
      return 0;
    }
    if (type != Type.LIST || split.length() != 1 || split.charAt(0) >= 0x80) {
      throw attributes.refuse("split", "only a LIST is split, at one ASCII character");
    }
    return split.charAt(0);
  }

  private Set<String> drop() {
    List<String> drop = attributes.words("drop");
    if (!drop.isEmpty() && type != Type.LIST) {
      throw attributes.refuse("drop", "only from a LIST texts can be dropped");
    }
    return Set.copyOf(drop);
  }
}

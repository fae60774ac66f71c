package org.reviewwarehouse.mapreduce.contract;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;

/**
 * Reads a {@link Contract} from the text of an Avro schema, refusing what it does not understand.
 */
public final class ContractReader {
  /** Tables and views that every warehouse has; those beside each feed's own are not among them. */
  private static final Set<String> TABLES =
      Set.of(
          "brand_day",
          "brand_summary",
          "category_cumulative",
          "category_day",
          "conversion",
          "d_date",
          "d_session",
          "d_user",
          "daily_active_users",
          "f_event",
          "f_revenue",
          "ledger",
          "ledger_inputs",
          "ledger_rejections",
          "ledger_runs",
          "movie_book_links",
          "product_checkpoint",
          "product_cumulative",
          "product_day",
          "product_lifetime",
          "product_month",
          "product_season",
          "rating_author_day",
          "rating_trend",
          "rating_trend_legacy",
          "rejected",
          "review_alerts",
          "reviews",
          "run_metrics",
          "run_steps",
          "schema_version",
          "session_currency_day",
          "session_day",
          "sessions",
          "streaming_answers",
          "user_day",
          "user_state");

  private static final Pattern OF_OTHERS = Pattern.compile(".*_(runs|late)");

  /** Two tasks of one process must be able to hold a line each. */
  private static final int LONGEST_RECORD = 64 << 20;

  private final String source;
  private final List<Field> fields = new ArrayList<>();

  private ContractReader(String source) {
    this.source = source;
  }

  /** Whether a text can name a feed: it also names a directory and a table. */
  public static boolean isFeedName(String name) {
    return FieldReader.NAME.matcher(name).matches();
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
          source, "attribute name", schema.getName() + " does not match " + FieldReader.NAME);
    }
    if (TABLES.contains(schema.getName()) || OF_OTHERS.matcher(schema.getName()).matches()) {
      throw new ContractException(
          source, "attribute name", schema.getName() + " is the name of another table");
    }
    if (!schema.getAliases().isEmpty()) {
      throw new ContractException(source, "attribute aliases", "a feed has one name");
    }
    List<FieldReader.Read> read = new ArrayList<>();
    for (Schema.Field field : schema.getFields()) {
      read.add(FieldReader.read(source, field));
      fields.add(read.get(read.size() - 1).field());
    }
    checkHashes();
    SampleDependencies.check(source, fields);
    Attributes attributes = new Attributes(source, "", schema.getObjectProps());
    List<Field> key = named(attributes, "key");
    List<Order> order = order(attributes);
    if (key.isEmpty()) {
      throw attributes.refuse("key", "a row needs a name, and there is none");
    }
    for (Field field : key) {
      if (field.optional() || field.type() == Type.LIST || field.type() == Type.MAP) {
        throw attributes.refuse("key", field.name() + " is optional, a LIST or a MAP: no name");
      }
    }
    Field eventDay =
        attributes.has("event.day")
            ? named(attributes, "event.day", attributes.text("event.day", ""))
            : null;
    if (eventDay != null && (eventDay.type() != Type.DATE || eventDay.optional())) {
      throw attributes.refuse("event.day", eventDay.name() + " is not a DATE that is always there");
    }
    Grain grain = grain(attributes, eventDay == null ? Grain.ALL : Grain.MONTH);
    if (eventDay == null && grain != Grain.ALL) {
      throw attributes.refuse(
          "partition.grain", "it is " + grain.label() + ", and there is no event.day to part by");
    }
    Contract contract =
        new Contract(
            schema.getName(),
            schema.getDoc() == null ? "" : schema.getDoc(),
            fingerprint(schema),
            List.copyOf(fields),
            LayoutReader.read(attributes, read),
            attributes.number("max.record.bytes", 1 << 20, 1, LONGEST_RECORD),
            key,
            order,
            eventDay,
            grain,
            attributes.number("watermark.days", 2, 0),
            attributes.number("restate.days", 62, 0),
            attributes.ratio("max.rejected.ratio", 0.10),
            checks(attributes),
            ExpectationReader.read(attributes, fields));
    attributes.refuseOthers();
    return contract;
  }

  /** Names of fields; one with a minus before it lets the smaller value win. */
  private List<Order> order(Attributes attributes) {
    List<Order> order = new ArrayList<>();
    for (String word : new LinkedHashSet<>(attributes.words("order"))) {
      boolean leastWins = word.startsWith("-");
      Field field = named(attributes, "order", leastWins ? word.substring(1) : word);
      if (field.type().isBytes() || field.type() == Type.DOUBLE || field.optional()) {
        throw attributes.refuse(
            "order",
            field.name() + " is a text, a DOUBLE or optional, and cannot be compared as a number");
      }
      order.add(new Order(field, leastWins));
    }
    return List.copyOf(order);
  }

  /** A hash is made of fields that are there, and that are not themselves made of a hash. */
  private void checkHashes() {
    for (Field field : fields) {
      if (field.fallback() instanceof Fallback.Hash hash) {
        for (String name : hash.of()) {
          boolean fits =
              fields.stream()
                  .anyMatch(
                      other ->
                          other.name().equals(name)
                              && !(other.fallback() instanceof Fallback.Hash));
          if (!fits) {
            throw new ContractException(
                source,
                "field " + field.name() + ", attribute absent",
                "there is no field \"" + name + "\" that is not itself made of a hash");
          }
        }
      }
    }
  }

  private Grain grain(Attributes attributes, Grain otherwise) {
    String label = attributes.text("partition.grain", otherwise.label());
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
      if (atMost.field().type().isBytes()
          || atMost.field().type() == Type.DOUBLE
          || atMost.field().type() != atMost.other().type()) {
        throw check.refuse("at.most", "the two fields are not numbers of one type");
      }
      if (atMost.field().scale() != atMost.other().scale()) {
        throw check.refuse("at.most", "the two fields are not decimals of one scale");
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

package org.reviewwarehouse.mapreduce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.row.RecordParser;

/** The shipped contract of product_reviews and raw lines that keep it. */
public final class Reviews {
  public static final String CONTRACT_TEXT = read("/feeds/product_reviews.avsc");
  public static final Contract CONTRACT =
      ContractReader.read("product_reviews.avsc", CONTRACT_TEXT);
  public static final String HEADER =
      CONTRACT.fields().stream().map(Field::name).collect(Collectors.joining("\t"));

  private final Map<String, String> values = new LinkedHashMap<>();

  private Reviews() {
    values.put("marketplace", "US");
    values.put("customer_id", "24371595");
    values.put("review_id", "R27ZP1F1CD0C3Y");
    values.put("product_id", "B004LLIL5A");
    values.put("product_parent", "346014806");
    values.put("product_title", "Amazon eGift Card - Celebrate");
    values.put("product_category", "Gift Card");
    values.put("star_rating", "5");
    values.put("helpful_votes", "2");
    values.put("total_votes", "3");
    values.put("vine", "N");
    values.put("verified_purchase", "Y");
    values.put("review_headline", "Five Stars");
    values.put("review_body", "Great birthday gift for a young adult.");
    values.put("review_date", "2015-08-31");
  }

  /** A parser of tab-separated lines: the last layout of the contract. */
  public static RecordParser parser(Contract contract) {
    return RecordParser.of(contract, contract.layouts().get(contract.layouts().size() - 1));
  }

  /** A review that keeps every rule. */
  public static Reviews review() {
    return new Reviews();
  }

  /** A review that keeps every rule, of that key and day. */
  public static Reviews review(String id, String day) {
    return review().with("review_id", id).with("review_date", day);
  }

  public static Field field(String name) {
    return CONTRACT.fields().stream()
        .filter(field -> field.name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  public Reviews with(String field, String value) {
    if (values.replace(field, value) == null) {
      throw new IllegalArgumentException("no such field: " + field);
    }
    return this;
  }

  /** The raw line, without a line end. */
  public String line() {
    return String.join("\t", values.values());
  }

  private static String read(String resource) {
    try (InputStream in = Reviews.class.getResourceAsStream(resource)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.row.RejectReason;

public class BreachesTest {
  /** Every type, every rule, nothing of reviews. */
  private static final String EVERY_RULE =
      """
      {"type": "record", "name": "journeys", "layouts": [{"format": "tsv"}], "max.record.bytes": 2000,
       "key": ["id"], "order": ["seen"], "event.day": "seen", "watermark.days": 1,
       "checks": [{"field": "left", "at.most": "back"}, {"field": "used", "at.most": "paid"}],
       "fields": [
         {"name": "id", "type": "string", "not.empty": true,
          "sample": {"kind": "unique", "length": 16, "digits": true}},
         {"name": "left", "type": {"type": "int", "logicalType": "date"}, "min": "2000-01-01",
          "sample": {"kind": "day"}},
         {"name": "back", "type": {"type": "int", "logicalType": "date"}, "max": "2030-01-01",
          "sample": {"kind": "day"}},
         {"name": "used", "type": "long", "min": 0, "max": 5000,
          "sample": {"kind": "part", "of": "paid"}},
         {"name": "paid", "type": "long", "sample": {"kind": "count", "most": 4000}},
         {"name": "note", "type": ["null", "string"],
          "sample": {"kind": "text", "least": 1, "most": 5, "dirt": 1, "empty": 0.5}},
         {"name": "age", "type": ["null", "int"], "max": 120,
          "sample": {"kind": "words", "words": {"30": 1, "50": 1}, "empty": 0.5}},
         {"name": "abroad", "type": "boolean", "true": ["2", "maybe"], "false": ["?"],
          "sample": {"kind": "words", "words": {"2": 1, "?": 1}}},
         {"name": "seen", "type": {"type": "int", "logicalType": "date"}, "max": "arrival",
          "sample": {"kind": "day"}}]}
      """;

  @Test
  public void everyRuleOfProductReviewsIsBroken() throws IOException {
    assertEquals(
        rules(
            "above_maximum star_rating",
            "after_arrival review_date",
            "below_minimum helpful_votes",
            "below_minimum review_date",
            "below_minimum star_rating",
            "below_minimum total_votes",
            "empty customer_id",
            "empty marketplace",
            "empty product_id",
            "empty review_id",
            "exceeds_field helpful_votes",
            "field_count",
            "invalid_utf8",
            "record_too_long",
            "not_a_boolean verified_purchase",
            "not_a_boolean vine",
            "not_a_day review_date",
            "not_a_number helpful_votes",
            "not_a_number star_rating",
            "not_a_number total_votes"),
        brokenIn(Generated.productReviews()));
  }

  @Test
  public void everyRuleOfAnyContractIsBroken() throws IOException {
    assertEquals(
        rules(
            "above_maximum age",
            "above_maximum back",
            "above_maximum used",
            "after_arrival seen",
            "below_minimum left",
            "below_minimum used",
            "empty id",
            "exceeds_field left",
            "exceeds_field used",
            "field_count",
            "invalid_utf8",
            "record_too_long",
            "not_a_boolean abroad",
            "not_a_day back",
            "not_a_day left",
            "not_a_day seen",
            "not_a_number age",
            "not_a_number paid",
            "not_a_number used"),
        brokenIn(EVERY_RULE));
  }

  @Test
  public void bothContractsHaveEveryReasonThereIs() {
    for (String text : List.of(Generated.productReviews(), EVERY_RULE)) {
      Set<RejectReason> reasons = EnumSet.of(RejectReason.RECORD_TOO_LONG);
      breaches(text).all().forEach(breach -> reasons.add(breach.reason()));
      Set<RejectReason> tabSeparated = EnumSet.allOf(RejectReason.class);
      tabSeparated.removeAll(
          EnumSet.of(
              RejectReason.BAD_QUOTE,
              RejectReason.NOT_JSON,
              RejectReason.WRONG_SHAPE,
              RejectReason.MISSING_COLUMN,
              RejectReason.NOT_AN_INSTANT));
      assertEquals(tabSeparated, reasons);
    }
  }

  @Test
  public void aContractThatAllowsHugeLinesGetsNone() {
    String huge = EVERY_RULE.replace("2000,", "20000000,");
    assertEquals(null, breaches(huge).tooLong());
  }

  @Test
  public void noFileHasMoreThanOneLineThatIsTooLong() throws IOException {
    GenerateRequest request = Generated.request(EVERY_RULE, Path.of("nowhere"), 9000, 1);
    for (long arrival : request.arrivals()) {
      long tooLong =
          Generated.lines(request, arrival).stream().filter(line -> line.length() > 2000).count();
      assertEquals(1, tooLong);
    }
  }

  private static Breaches breaches(String text) {
    Contract contract = ContractReader.read("test.avsc", text);
    Layout layout = GenerateRequest.layout(contract, null);
    return new Breaches(contract, layout, new Columns(contract, layout));
  }

  private static Set<String> brokenIn(String contract) throws IOException {
    GenerateRequest request = Generated.request(contract, Path.of("nowhere"), 3000, 1);
    return new TreeSet<>(Count.of(request, request.arrivals()).rejected.keySet());
  }

  private static Set<String> rules(String... rules) {
    return new TreeSet<>(List.of(rules));
  }
}

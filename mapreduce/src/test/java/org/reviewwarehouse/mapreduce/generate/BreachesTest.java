package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
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
            "empty helpful_votes",
            "empty marketplace",
            "empty product_id",
            "empty review_date",
            "empty review_id",
            "empty star_rating",
            "empty total_votes",
            "empty verified_purchase",
            "empty vine",
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
            "empty abroad",
            "empty back",
            "empty id",
            "empty left",
            "empty paid",
            "empty seen",
            "empty used",
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
      breaches(text, null).all().forEach(breach -> reasons.add(breach.reason()));
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
  public void everyRuleThatFilesOfALayoutCanShowIsBroken() {
    assertEquals(
        """
        above_maximum rating
        after_arrival review_date
        bad_quote
        below_minimum num_helpful, rating, review_date
        empty id
        field_count
        invalid_utf8
        not_a_boolean did_purchase, do_recommend
        not_a_day review_date
        not_a_number num_helpful, rating
        not_an_instant date_added, reviewed_at
        record_too_long
        """,
        rules("retailer_reviews", "csv"));
    assertEquals(
        """
        bad_quote
        empty end_at, movie_title, size_mb, start_at, user_email
        exceeds_field start_at
        field_count
        invalid_utf8
        not_a_number size_mb
        not_an_instant end_at, start_at
        record_too_long
        """,
        rules("streams", "csv"));
    assertEquals(
        """
        above_maximum rating
        after_arrival published_date
        below_minimum likes, published_date, rating
        empty author, platform, rating
        invalid_utf8
        not_a_day published_date
        not_a_number likes, rating
        not_an_instant published_at
        not_json
        record_too_long
        wrong_shape app, author, content, likes, platform, published_at, published_date, rating, \
        rating_id, title, version
        """,
        rules("app_ratings", "jsonl"));
    assertEquals(
        """
        empty name
        invalid_utf8
        not_a_day birth_date, died_at
        not_json
        record_too_long
        wrong_shape birth_date, died_at, name, nationalities
        """,
        rules("authors", "json"));
  }

  @Test
  public void everyReasonThereIsIsPlantedInSomeFeedButForAHeaderWithoutAColumn() {
    Set<RejectReason> planted = EnumSet.noneOf(RejectReason.class);
    for (String[] each : EveryFeedTest.layouts()) {
      Breaches breaches = breaches(Generated.contract(each[0]), each[1]);
      breaches.all().forEach(breach -> planted.add(breach.reason()));
      planted.add(breaches.tooLong().reason());
    }
    assertEquals(EnumSet.complementOf(EnumSet.of(RejectReason.MISSING_COLUMN)), planted);
  }

  /** A line a reason, with the fields that break it. */
  private static String rules(String feed, String layout) {
    Breaches breaches = breaches(Generated.contract(feed), layout);
    Map<String, Set<String>> rules = new TreeMap<>();
    List<Breach> all = new ArrayList<>(breaches.all());
    all.add(breaches.tooLong());
    for (Breach breach : all) {
      Set<String> fields = rules.computeIfAbsent(breach.reason().label(), any -> new TreeSet<>());
      if (breach.field() != null) {
        fields.add(breach.field().name());
      }
    }
    StringBuilder text = new StringBuilder();
    rules.forEach(
        (reason, fields) ->
            text.append((reason + " " + String.join(", ", fields)).trim()).append('\n'));
    return text.toString();
  }

  @Test
  public void aContractThatAllowsHugeLinesGetsNone() {
    String huge = EVERY_RULE.replace("2000,", "20000000,");
    assertEquals(null, breaches(huge, null).tooLong());
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

  private static Breaches breaches(String text, String format) {
    Contract contract = ContractReader.read("test.avsc", text);
    Layout layout = GenerateRequest.layout(contract, format);
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

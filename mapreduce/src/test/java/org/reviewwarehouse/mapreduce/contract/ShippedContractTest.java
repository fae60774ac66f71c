package org.reviewwarehouse.mapreduce.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Reviews;

public class ShippedContractTest {
  private final Contract contract = Reviews.CONTRACT;

  @Test
  public void describesEveryFieldOfProductReviews() {
    assertEquals(
        """
        marketplace STRING not-empty dictionary
        customer_id STRING not-empty
        review_id STRING not-empty
        product_id STRING not-empty
        product_parent STRING
        product_title STRING [HTML, TRIM]
        product_category STRING [HTML, UNDERSCORES, TRIM] dictionary
        star_rating INT from 1 to 5 dictionary
        helpful_votes INT from 0 dictionary
        total_votes INT from 0 dictionary
        vine BOOLEAN [Y, y] or [N, n] dictionary
        verified_purchase BOOLEAN [Y, y] or [N, n] dictionary
        review_headline STRING [HTML, TRIM]
        review_body STRING [HTML, TRIM]
        review_date DATE from 9131 to arrival dictionary
        """,
        contract.fields().stream()
            .map(ShippedContractTest::describe)
            .collect(Collectors.joining("\n", "", "\n")));
    assertEquals(9131, LocalDate.of(1995, 1, 1).toEpochDay());
  }

  @Test
  public void describesTheFeedAsAWhole() {
    Field reviewDate = Reviews.field("review_date");
    Field helpful = Reviews.field("helpful_votes");
    Field total = Reviews.field("total_votes");
    assertEquals(
        new Contract(
            "product_reviews",
            contract.doc(),
            contract.fingerprint(),
            contract.fields(),
            contract.layouts(),
            1_048_576,
            List.of(Reviews.field("review_id")),
            List.of(
                new Order(reviewDate, false), new Order(total, false), new Order(helpful, false)),
            reviewDate,
            Grain.MONTH,
            2,
            62,
            0.10,
            List.of(new AtMost(helpful, total)),
            List.of()),
        contract);
  }

  @Test
  public void numbersItsFieldsInTheirOrder() {
    for (int i = 0; i < contract.fields().size(); i++) {
      assertEquals(i, contract.fields().get(i).position());
    }
  }

  @Test
  public void documentsEveryField() {
    contract.fields().forEach(field -> assertFalse(field.name(), field.doc().isBlank()));
  }

  @Test
  public void isKnownByItsContentAndNotByItsSpaces() {
    String text = Reviews.CONTRACT_TEXT;
    assertTrue(contract.fingerprint().matches("[0-9a-f]{64}"));
    assertEquals(
        contract.fingerprint(), ContractReader.read("a", text.replace("\n", "\n ")).fingerprint());
    assertNotEquals(
        contract.fingerprint(),
        ContractReader.read("a", text.replace("\"max\": 5", "\"max\": 6")).fingerprint());
  }

  private static String describe(Field field) {
    StringBuilder text = new StringBuilder(field.name()).append(' ').append(field.type());
    if (field.optional()) {
      text.append(" optional");
    }
    if (field.notEmpty()) {
      text.append(" not-empty");
    }
    if (field.min() != Long.MIN_VALUE) {
      text.append(" from ").append(field.min());
    }
    if (field.max() != Long.MAX_VALUE) {
      text.append(" to ").append(field.max());
    }
    if (field.maxIsArrival()) {
      text.append(" to arrival");
    }
    if (field.type() == Type.BOOLEAN) {
      text.append(' ').append(field.trueWords()).append(" or ").append(field.falseWords());
    }
    if (!field.cleaning().isEmpty()) {
      text.append(' ').append(field.cleaning());
    }
    if (field.dictionary()) {
      text.append(" dictionary");
    }
    if (field.bloomFilter()) {
      text.append(" bloom-filter");
    }
    return text.toString();
  }
}

package org.reviewwarehouse.hive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;

/** The marts over product reviews. */
final class ReviewAnswers implements Answers {
  @Override
  public List<String> feeds() {
    return List.of("product_reviews");
  }

  @Override
  public Map<String, CsvTable> tables(Path raw) throws IOException {
    RawReviews reviews =
        RawReviews.of(
            FileSystem.getLocal(new Configuration()),
            new org.apache.hadoop.fs.Path(raw.resolve("product_reviews").toUri()));
    String columns = "product_id,review_date,reviews,sum_stars,sum_helpful_votes,sum_total_votes";
    return Map.of(
        "SELECT " + columns + " FROM product_day", CsvTable.of(columns, reviews.productDay()));
  }
}

package org.reviewwarehouse.oozie;

/** Records of raw files, as the feeds send them. */
final class RawLines {
  static final String MOVIES = "title,duration_mins,original_language,size_mb";

  private RawLines() {}

  /** A verified review in one tab-separated line. */
  static String review(String id, String product, int stars, String day) {
    return review(id, product, stars, day, "Y");
  }

  static String review(String id, String product, int stars, String day, String verified) {
    return String.join(
        "\t",
        "US",
        "C" + id,
        id,
        product,
        "1",
        "Title of " + product,
        "Books",
        String.valueOf(stars),
        "0",
        "0",
        "N",
        verified,
        "Headline",
        "Body",
        day);
  }

  static String rating(String id, String author, int stars, String day) {
    return String.format(
        "{\"id\":\"%s\",\"author\":\"%s\",\"rating\":%d,\"published_date\":\"%s\","
            + "\"platform\":\"iOS\",\"app\":\"x\"}",
        id, author, stars, day);
  }

  static String movie(String title, int minutes) {
    return title + "," + minutes + ",English,700";
  }
}

package org.reviewwarehouse.peers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The marts that are computed of product reviews, as the project's own HiveQL says. */
final class Marts {
  private static final Pattern SOURCES = Pattern.compile("(?m)^-- sources: +(.+)$");
  private static final Pattern PARAMETER =
      Pattern.compile("(?m)^-- parameter: +(\\w+) +\\w+ +(\\S+)");
  private static final Pattern INSERT =
      Pattern.compile("INSERT OVERWRITE TABLE \\w+( PARTITION \\(period\\))?");

  /** Only makes refreshes cheaper: who computes all at once goes on from an empty one. */
  static final Mart CHECKPOINT =
      new Mart(
          "product_checkpoint",
          List.of("product_day"),
          """
          SELECT *, review_date AS first_review_date, review_date AS last_review_date
          FROM product_day
          WHERE period = ''""",
          true);

  /**
   * A mart.
   *
   * @param question with {@code ${hivevar:periods}} and {@code ${hivevar:first_period}} in it
   */
  record Mart(String name, List<String> sources, String question, boolean byPeriod) {
    String question(String periods, String firstPeriod) {
      return question
          .replace("${hivevar:periods}", periods)
          .replace("${hivevar:first_period}", firstPeriod)
          .replace("${hivevar:checkpoint}", "");
    }
  }

  private Marts() {}

  /** Each after those that it reads. */
  static List<Mart> of(Path folder) throws IOException {
    List<Mart> waiting = new ArrayList<>();
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".hql")).sorted().toList()) {
        waiting.add(parse(file));
      }
    }
    List<Mart> marts = new ArrayList<>();
    Set<String> known = new HashSet<>(Set.of("product_reviews"));
    boolean goesOn = true;
    while (goesOn) {
      List<Mart> ready =
          waiting.stream().filter(mart -> known.containsAll(mart.sources())).toList();
      ready.forEach(mart -> known.add(mart.name()));
      marts.addAll(ready);
      goesOn = waiting.removeAll(ready);
    }
    return marts;
  }

  private static Mart parse(Path file) throws IOException {
    if (file.endsWith(CHECKPOINT.name() + ".hql")) {
      return CHECKPOINT;
    }
    String text = Files.readString(file);
    Matcher sources = SOURCES.matcher(text);
    if (!sources.find()) {
      throw new IOException(file + " has no line `-- sources:`");
    }
    Map<String, String> parameters = new HashMap<>();
    PARAMETER
        .matcher(text)
        .results()
        .forEach(found -> parameters.put(found.group(1), found.group(2)));
    Matcher insert = INSERT.matcher(text);
    boolean byPeriod = insert.find() && insert.group(1) != null;
    String question = insert.replaceAll("").strip();
    question = question.substring(0, question.lastIndexOf(';'));
    for (Map.Entry<String, String> parameter : parameters.entrySet()) {
      question = question.replace("${hivevar:" + parameter.getKey() + "}", parameter.getValue());
    }
    String name = file.getFileName().toString();
    return new Mart(
        name.substring(0, name.length() - ".hql".length()),
        List.of(sources.group(1).strip().split(", *")),
        question,
        byPeriod);
  }
}

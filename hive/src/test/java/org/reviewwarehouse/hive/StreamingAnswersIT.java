package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The six questions over real files, whose answers are known from elsewhere. */
public class StreamingAnswersIT {
  private static final Map<String, String> FILES =
      new TreeMap<>(
          Map.of(
              "movies", "movies.csv",
              "streams", "streams.csv",
              "users", "users.csv",
              "authors", "authors.json",
              "books", "books.json",
              "book_reviews", "reviews.json"));

  @ClassRule public static final Sandbox SANDBOX = new Sandbox();
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static RawWarehouse warehouse;

  @BeforeClass
  public static void cleanTheRealFiles() throws Exception {
    Path files = RealData.folder().resolve("strider_books_movies_luizamboni");
    warehouse =
        new RawWarehouse(
            SANDBOX, new JobJar(SANDBOX, FOLDER.newFolder().toPath()), "streaming_answers_it");
    for (Map.Entry<String, String> file : FILES.entrySet()) {
      String feed = file.getKey();
      byte[] content = Files.readAllBytes(files.resolve(file.getValue()));
      warehouse.put(feed + "/arrival=2022-01-01/" + file.getValue(), content);
      warehouse.cleanDayByDay(feed);
    }
  }

  @Test
  public void theAnswersAreThoseOfTheOldSystemAndTheRightOnes() throws Exception {
    warehouse.refresh();
    assertEquals(
        """
        question_number,question,old_answer,right_answer,unit,old_detail,right_detail
        1,Percentage of streamed movies that are based on books,1.09,93.41,%,1 of 92,85 of 91
        2,Users affected by the outage on 2021-12-25 from 07:00 to 12:00 (+01:00) while watching \
        Unforgiven,3.0,4.0,users,3 sessions,4 sessions
        3,Movies based on books by Singaporeans that were streamed in 2021-12,0.0,3.0,movies,,\
        "Dog Day Afternoon, Double Indemnity, The Bridge on the River Kwai"
        4,Average duration of a session,722.26,722.2668,minutes,9652 sessions,9652 sessions
        5,Median size of a session,0.94,0.9359,GB,9652 sessions,9652 sessions
        6,Users who watched at least 0.5 of a movie in the last 7 days,234.0,714.0,users,234 of 723,714 of 723
        """,
        warehouse.tables.dump("streaming_answers"));
  }

  @Test
  public void otherParametersGiveOtherAnswers() throws Exception {
    Sandbox.Outcome refreshed =
        warehouse.tables.run(
            Map.of(
                "warehouse.mart.outage_from", "06:30",
                "warehouse.mart.question_zone", "America/New_York",
                "warehouse.mart.outage_movie", "Rush",
                "warehouse.mart.nationality", "Comorians",
                "warehouse.mart.last_days", "3",
                "warehouse.mart.watched_share", "2.5"),
            "refresh",
            "--root",
            warehouse.tables.root);
    assertEquals(refreshed.err(), 0, refreshed.code());
    assertEquals(
        """
        question_number,question,old_answer,right_answer,unit,old_detail,right_detail
        1,Percentage of streamed movies that are based on books,1.09,93.41,%,1 of 92,85 of 91
        2,Users affected by the outage on 2021-12-25 from 06:30 to 12:00 (America/New_York) while watching \
        Rush,3.0,3.0,users,3 sessions,3 sessions
        3,Movies based on books by Comorians that were streamed in 2021-12,0.0,3.0,movies,,\
        "Stalker, Star Wars, Unforgiven"
        4,Average duration of a session,722.26,722.2668,minutes,9652 sessions,9652 sessions
        5,Median size of a session,0.94,0.9359,GB,9652 sessions,9652 sessions
        6,Users who watched at least 2.5 of a movie in the last 3 days,22.0,381.0,users,\
        22 of 433,381 of 433
        """,
        warehouse.tables.dump("streaming_answers"));
  }
}

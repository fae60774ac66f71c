package org.reviewwarehouse.mapreduce.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.RealData;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;

/** Real CSV files. Their rows were counted by another program. */
public class CsvRealFilesTest {
  private static final long ARRIVAL = LocalDate.of(2022, 4, 30).toEpochDay();

  @Test
  public void readsEveryFileAsCommonsCsvDoes() throws Exception {
    int files = 0;
    for (Path file : files("")) {
      byte[] bytes = Files.readAllBytes(file);
      String text = new String(bytes, UTF_8);
      List<List<String>> expected = new ArrayList<>();
      try (CSVParser parser =
          CSVParser.parse(
              text.startsWith("\uFEFF") ? text.substring(1) : text, CSVFormat.DEFAULT)) {
        for (CSVRecord record : parser) {
          List<String> fate = new ArrayList<>(List.of("valid"));
          record.forEach(fate::add);
          expected.add(fate);
        }
      }
      List<String> names = expected.get(0).subList(1, expected.get(0).size());
      expected.set(0, List.of("skipped"));
      CsvFramer framer = new CsvFramer(new ByteArrayInputStream(bytes), ',', 1 << 20);
      assertEquals(
          file.toString(), expected, CsvTable.read(framer, CsvTable.contract(names, ','), ARRIVAL));
      files++;
    }
    assertEquals(18, files);
  }

  @Test
  public void keepsEveryRowOfTheRetailersReviews() throws Exception {
    assertRows("retailer_reviews", "datafiniti", "{skipped=1, valid=5000}");
  }

  @Test
  public void keepsEveryRowOfTheStreams() throws Exception {
    assertRows("streams", "luizamboni/streams.csv", "{skipped=1, valid=9652}");
    assertRows("users", "luizamboni/users.csv", "{skipped=1, valid=783}");
    assertRows("movies", "luizamboni/movies.csv", "{skipped=1, valid=92}");
    assertRows("streams", "rafaelleinio/streams.csv", "{skipped=1, valid=9652}");
    assertRows("users", "rafaelleinio/users.csv", "{skipped=1, valid=783}");
    assertRows("movies", "rafaelleinio/movies.csv", "{skipped=1, valid=91}");
  }

  @Test
  public void keepsEveryRowOfTheAppsReviews() throws Exception {
    assertRows("app_ratings", "result__ADisney_app_review_android.csv", "{skipped=1, valid=400}");
    assertRows("app_ratings", "result__ADisney_app_review_ios.csv", "{skipped=1, valid=500}");
    assertRows("app_ratings", "result__ANetflix_app_review_android.csv", "{skipped=1, valid=400}");
    assertRows("app_ratings", "result__ANetflix_app_review_ios.csv", "{skipped=1, valid=500}");
    assertRows("app_ratings", "update__ADisney_app_review_android.csv", "{skipped=1, valid=400}");
    assertRows(
        "app_ratings", "update__ADisney_app_review_android_updated.csv", "{skipped=1, valid=17}");
    assertRows("app_ratings", "update__ADisney_app_review_ios.csv", "{skipped=1, valid=500}");
    assertRows("app_ratings", "update__ANetflix_app_review_android.csv", "{skipped=1, valid=400}");
    assertRows(
        "app_ratings", "update__ANetflix_app_review_android_updated.csv", "{skipped=1, valid=46}");
    assertRows("app_ratings", "update__ANetflix_app_review_ios.csv", "{skipped=1, valid=500}");
    assertRows(
        "app_ratings", "update__ANetflix_app_review_ios_updated.csv", "{skipped=1, valid=14}");
  }

  private static void assertRows(String feed, String file, String expected) throws IOException {
    Contract contract;
    try (InputStream in = CsvRealFilesTest.class.getResourceAsStream("/feeds/" + feed + ".avsc")) {
      contract = ContractReader.read(feed, new String(in.readAllBytes(), UTF_8));
    }
    List<Path> files = files(file);
    assertEquals(file, 1, files.size());
    Map<String, Integer> kinds = new TreeMap<>();
    try (InputStream in = Files.newInputStream(files.get(0))) {
      CsvFramer framer = new CsvFramer(in, ',', contract.maxRecordBytes());
      for (List<String> fate : CsvTable.read(framer, contract, ARRIVAL)) {
        kinds.merge(fate.get(0), 1, Integer::sum);
      }
    }
    assertEquals(file, expected, kinds.toString());
  }

  /** CSV files with that in their path. */
  private static List<Path> files(String part) throws IOException {
    File data = RealData.folder();
    try (Stream<Path> files = Files.walk(data.toPath())) {
      return files
          .filter(file -> file.toString().endsWith(".csv") && file.toString().contains(part))
          .sorted()
          .toList();
    }
  }
}

package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.SortedMap;
import java.util.zip.GZIPInputStream;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class SameFilesTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void oneMapperWritesTheSameDirectoriesAsFour() throws Exception {
    SortedMap<String, String> one = generate("one", 1, false);
    SortedMap<String, String> four = generate("four", 4, false);
    assertEquals(one, four);
    assertEquals(
        List.of(
            "raw/product_reviews/arrival=2015-08-25/part-00000.tsv",
            "raw/product_reviews/arrival=2015-08-25/part-00001.tsv",
            "raw/product_reviews/arrival=2015-08-26/part-00000.tsv",
            "raw/product_reviews/arrival=2015-08-26/part-00001.tsv",
            "raw/product_reviews/arrival=2015-08-27/part-00000.tsv",
            "raw/product_reviews/arrival=2015-08-27/part-00001.tsv",
            "raw/product_reviews/truth-2015-08-25.json",
            "raw/product_reviews/truth-2015-08-26.json",
            "raw/product_reviews/truth-2015-08-27.json"),
        List.copyOf(one.keySet()));
  }

  @Test
  public void gzippedFilesHoldTheSameAsPlainOnes() throws Exception {
    SortedMap<String, String> plain = generate("plain", 2, false);
    SortedMap<String, String> gzipped = generate("gzipped", 2, true);
    for (String name : plain.keySet()) {
      String content = name.endsWith(".tsv") ? unzip(gzipped.get(name + ".gz")) : gzipped.get(name);
      assertEquals(name, plain.get(name), content);
    }
  }

  @Test
  public void aFileIsTheSameWhicheverWasWrittenBefore() throws Exception {
    GenerateRequest request = request("any", 3);
    long day = Generated.FIRST_DAY + 1;
    FileWriter writer = new FileWriter(request);
    ByteArrayOutputStream last = new ByteArrayOutputStream();
    writer.write(day, 0, new ByteArrayOutputStream());
    writer.write(day + 1, 1, new ByteArrayOutputStream());
    writer.write(day, 2, last);
    assertArrayEquals(Generated.file(request, day, 2), last.toByteArray());
  }

  @Test
  public void theRowsOfADayAreTheSameInAnyNumberOfFiles() throws IOException {
    assertEquals(sorted(request("one", 1)), sorted(request("seven", 7)));
  }

  @Test
  public void anotherSeedMakesOtherRows() throws IOException {
    GenerateRequest one = request("one", 1);
    GenerateRequest other =
        new GenerateRequest(
            one.contract(),
            one.contractText(),
            one.layout(),
            one.root(),
            one.from(),
            3,
            one.rows(),
            2,
            1,
            false);
    List<String> both = new ArrayList<>(new HashSet<>(Generated.lines(one, one.from())));
    int rows = both.size();
    both.removeAll(new HashSet<>(Generated.lines(other, one.from())));
    assertEquals(rows, both.size());
    assertNotEquals(0, rows);
    assertNotEquals(kinds(one), kinds(other));
  }

  private SortedMap<String, String> generate(String name, int mapSlots, boolean gzip)
      throws Exception {
    Path root = folder.newFolder(name).toPath();
    GenerateRequest plain = Generated.request(Generated.productReviews(), root, 700, 2);
    GenerateRequest request =
        new GenerateRequest(
            plain.contract(),
            plain.contractText(),
            plain.layout(),
            plain.root(),
            plain.from(),
            plain.days(),
            plain.rows(),
            plain.seed(),
            plain.files(),
            gzip);
    Generated.run(request, mapSlots);
    return Generated.contents(root);
  }

  private GenerateRequest request(String name, int files) {
    Path root = folder.getRoot().toPath().resolve(name);
    return Generated.request(Generated.productReviews(), root, 700, files);
  }

  private static List<Kind> kinds(GenerateRequest request) {
    Plan plan = new Plans(request).of(request.from());
    Draft draft = new Draft();
    List<Kind> kinds = new ArrayList<>();
    for (int row = 0; row < request.rows(); row++) {
      plan.decide(row, draft);
      kinds.add(draft.kind);
    }
    return kinds;
  }

  private static List<String> sorted(GenerateRequest request) throws IOException {
    return Generated.lines(request, request.from() + 1).stream().sorted().toList();
  }

  private static String unzip(String gzipped) throws IOException {
    byte[] bytes = gzipped.getBytes(StandardCharsets.ISO_8859_1);
    try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(bytes))) {
      return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }
  }
}

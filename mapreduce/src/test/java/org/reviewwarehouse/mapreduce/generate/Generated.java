package org.reviewwarehouse.mapreduce.generate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.reviewwarehouse.mapreduce.clean.CleanRequest;
import org.reviewwarehouse.mapreduce.clean.CleanRun;
import org.reviewwarehouse.mapreduce.clean.Mode;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** Generated rows for tests, and the ways to make and to read them. */
final class Generated {
  static final long FIRST_DAY = LocalDate.of(2015, 8, 25).toEpochDay();

  private Generated() {}

  static String productReviews() {
    return contract("product_reviews");
  }

  /** The text of a contract that ships with the job jar. */
  static String contract(String feed) {
    try (InputStream in = Generated.class.getResourceAsStream("/feeds/" + feed + ".avsc")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** Three days from {@link #FIRST_DAY} on. */
  static GenerateRequest request(String contract, Path root, int rows, int files) {
    return request(contract, null, root, rows, files);
  }

  /** The same in a layout. */
  static GenerateRequest request(String text, String layout, Path root, int rows, int files) {
    Contract contract = ContractReader.read("test.avsc", text);
    return new GenerateRequest(
        contract,
        text,
        GenerateRequest.layout(contract, layout),
        new org.apache.hadoop.fs.Path(root.toUri()),
        FIRST_DAY,
        3,
        rows,
        1,
        files,
        false);
  }

  /** Of the local job runner with so many map slots, all of which are used. */
  static Configuration local(int mapSlots) {
    Configuration conf = new Configuration(false);
    conf.addResource("core-default.xml");
    conf.addResource("mapred-default.xml");
    conf.setInt("mapreduce.local.map.tasks.maximum", mapSlots);
    conf.setInt(GenerateRun.LEAST_ROWS_PER_MAPPER, 1);
    conf.setInt("mapreduce.client.completion.pollinterval", 20);
    conf.setInt("mapreduce.client.progressmonitor.pollinterval", 20);
    return conf;
  }

  /** Runs the job. */
  static GenerateRun.Generated run(GenerateRequest request, int mapSlots)
      throws IOException, InterruptedException {
    return new GenerateRun(request, local(mapSlots), silent()).execute();
  }

  /** Cleans all that was generated. */
  static LedgerEntry clean(GenerateRequest generated, boolean backfill)
      throws IOException, InterruptedException {
    List<LocalDate> arrivals = generated.arrivals().stream().map(LocalDate::ofEpochDay).toList();
    CleanRequest request =
        new CleanRequest(
            generated.contract(),
            generated.contractText(),
            generated.root(),
            backfill ? Mode.BACKFILL : Mode.DAILY,
            arrivals,
            null,
            null);
    return new CleanRun(request, local(2), silent(), java.time.Clock.systemUTC())
        .execute()
        .orElseThrow();
  }

  static PrintStream silent() {
    return new PrintStream(PrintStream.nullOutputStream());
  }

  /** The bytes of a file of a day, without any job. */
  static byte[] file(GenerateRequest request, long arrival, int file) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new FileWriter(request).write(arrival, file, out);
    return out.toByteArray();
  }

  /** Every line of a day, without its line end, headers left out. */
  static List<String> lines(GenerateRequest request, long arrival) throws IOException {
    List<String> lines = new ArrayList<>();
    for (int file = 0; file < request.files(); file++) {
      String text = new String(file(request, arrival, file), StandardCharsets.ISO_8859_1);
      List<String> all = List.of(text.split("\n"));
      lines.addAll(
          all.subList(
              request.contract().layouts().get(request.contract().layouts().size() - 1).hasHeader()
                  ? 1
                  : 0,
              all.size()));
    }
    return lines;
  }

  /** The content of every file below a directory, by its path within it. */
  static SortedMap<String, String> contents(Path directory) throws IOException {
    SortedMap<String, String> contents = new TreeMap<>();
    try (Stream<Path> all = Files.walk(directory)) {
      for (Path path : all.filter(Files::isRegularFile).toList()) {
        contents.put(
            directory.relativize(path).toString(),
            Files.readString(path, StandardCharsets.ISO_8859_1));
      }
    }
    return contents;
  }
}

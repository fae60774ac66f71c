package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.example.data.simple.SimpleGroupFactory;
import org.apache.parquet.hadoop.ParquetWriter;
import org.apache.parquet.hadoop.example.ExampleParquetWriter;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.MessageTypeParser;

/** Writes what a run of the cleaning job leaves on HDFS: small, by hand, whole. */
final class CleanZone {
  private static final MessageType REVIEW =
      MessageTypeParser.parseMessageType(
          "message review { required binary marketplace (UTF8); required binary customer_id (UTF8);"
              + " required binary review_id (UTF8); required binary product_id (UTF8);"
              + " required binary product_parent (UTF8); required binary product_title (UTF8);"
              + " required binary product_category (UTF8); required int32 star_rating;"
              + " required int32 helpful_votes; required int32 total_votes; required boolean vine;"
              + " required boolean verified_purchase; required binary review_headline (UTF8);"
              + " required binary review_body (UTF8); required int32 review_date (DATE);"
              + " required int64 row_hash; }");
  private static final MessageType REJECTED =
      MessageTypeParser.parseMessageType(
          "message rejected { required binary record; required int64 record_length;"
              + " required binary reason (UTF8); optional binary field (UTF8);"
              + " required binary file (UTF8); required int64 position;"
              + " optional int32 arrival (DATE); }");

  private final FileSystem files;
  private final Configuration configuration;
  private final Path root;
  private final SortedMap<String, Part> live = new TreeMap<>();
  private final SortedMap<String, Integer> waiting = new TreeMap<>();
  private final Map<String, State> states = new HashMap<>();
  private int sequence;

  CleanZone(FileSystem files, Path root) {
    this.files = files;
    this.configuration = files.getConf();
    this.root = root;
  }

  private record Part(String run, List<String> reviews) {}

  private record State(SortedMap<String, Part> live, SortedMap<String, Integer> waiting) {}

  /** The reviews that are live. */
  List<String> reviews() {
    return live.values().stream().flatMap(part -> part.reviews().stream()).toList();
  }

  /**
   * Commits a run that writes these reviews into the periods their months say.
   *
   * @param reviews {@code review product category stars helpful total day}, separated by blanks
   * @return the run id
   */
  String commit(List<String> reviews) throws IOException {
    return commit(reviews, List.of(), 0);
  }

  /**
   * As {@link #commit(List)}, with periods that vanish and lines that were rejected, of which the
   * directory is written.
   */
  String commit(List<String> reviews, List<String> vanished, int rejected) throws IOException {
    String run = write(reviews);
    live.keySet().removeAll(vanished);
    if (rejected > 0) {
      writeRejected(run);
    }
    writeEntry(run, "backfill", null, reviews.size(), rejected, 0);
    return run;
  }

  /** Commits a run that sets some reviews aside. */
  String commitLate(List<String> reviews, List<String> late) throws IOException {
    return commitLate(reviews, late, 0);
  }

  /** As {@link #commitLate(List, List)}, with lines that were rejected. */
  String commitLate(List<String> reviews, List<String> late, int rejected) throws IOException {
    String run = write(reviews);
    if (rejected > 0) {
      writeRejected(run);
    }
    writeReviews(new Path(root, "late/product_reviews/run=" + run + "/part-0.parquet"), late);
    waiting.put(run, late.size());
    writeEntry(run, "daily", null, reviews.size(), rejected, late.size());
    return run;
  }

  /** Commits a run that has merged what these runs set aside. */
  String reconcile(List<String> reviews, List<String> merged) throws IOException {
    String run = write(reviews);
    waiting.keySet().removeAll(merged);
    writeEntry(run, "reconcile", null, reviews.size(), 0, 0);
    return run;
  }

  /** Commits the state that a run left. */
  String rollBackTo(String target) throws IOException {
    String run = write(List.of());
    live.clear();
    live.putAll(states.get(target).live());
    waiting.clear();
    waiting.putAll(states.get(target).waiting());
    writeEntry(run, "rollback", target, 0, 0, 0);
    return run;
  }

  /** The runs of which late rows wait. */
  List<String> waiting() {
    return List.copyOf(waiting.keySet());
  }

  /** What runs wrote and nobody deleted, as Hive names partitions, in order. */
  List<String> directories() throws IOException {
    List<String> directories = new ArrayList<>();
    Path pattern = new Path(root, "clean/product_reviews/period=*/run=*");
    for (FileStatus folder : files.globStatus(pattern)) {
      Path path = folder.getPath();
      directories.add(path.getName() + "/" + path.getParent().getName());
    }
    Collections.sort(directories);
    return directories;
  }

  /** Deletes what a run wrote of a period, as {@code expire} does. */
  void delete(String run, String period) throws IOException {
    files.delete(new Path(root, "clean/product_reviews/period=" + period + "/run=" + run), true);
  }

  private String write(List<String> reviews) throws IOException {
    sequence++;
    String run = String.format("%06d-20151120T085644Z-1a2b3c4d", sequence);
    SortedMap<String, List<String>> periods = new TreeMap<>();
    for (String review : reviews) {
      String day = review.substring(review.lastIndexOf(' ') + 1);
      periods.computeIfAbsent(day.substring(0, 7), p -> new ArrayList<>()).add(review);
    }
    for (String period : periods.keySet()) {
      Path folder = new Path(root, "clean/product_reviews/period=" + period + "/run=" + run);
      writeReviews(new Path(folder, "part-00000.parquet"), periods.get(period));
      live.put(period, new Part(run, periods.get(period)));
    }
    return run;
  }

  private void writeReviews(Path file, List<String> reviews) throws IOException {
    SimpleGroupFactory factory = new SimpleGroupFactory(REVIEW);
    try (ParquetWriter<Group> writer = writer(file, REVIEW)) {
      for (String review : reviews) {
        String[] field = review.split(" ");
        writer.write(
            factory
                .newGroup()
                .append("marketplace", "US")
                .append("customer_id", "c" + field[0])
                .append("review_id", field[0])
                .append("product_id", field[1])
                .append("product_parent", field[1])
                .append("product_title", "Title of " + field[1])
                .append("product_category", field[2])
                .append("star_rating", Integer.parseInt(field[3]))
                .append("helpful_votes", Integer.parseInt(field[4]))
                .append("total_votes", Integer.parseInt(field[5]))
                .append("vine", false)
                .append("verified_purchase", true)
                .append("review_headline", "22\" monitor, \\good\\")
                .append("review_body", "line one\nline two, ünïcode 😀")
                .append("review_date", (int) LocalDate.parse(field[6]).toEpochDay())
                .append("row_hash", Long.MIN_VALUE + review.hashCode()));
      }
    }
  }

  private void writeRejected(String run) throws IOException {
    Path file = new Path(root, "rejected/product_reviews/run=" + run + "/part-0.parquet");
    try (ParquetWriter<Group> writer = writer(file, REJECTED)) {
      writer.write(
          new SimpleGroupFactory(REJECTED)
              .newGroup()
              .append("record", "US\tbad")
              .append("record_length", 6L)
              .append("reason", "wrong_number_of_fields")
              .append("file", "part-0.tsv")
              .append("position", 116L));
    }
  }

  private ParquetWriter<Group> writer(Path file, MessageType type) throws IOException {
    return ExampleParquetWriter.builder(file).withType(type).withConf(configuration).build();
  }

  private void writeEntry(
      String run, String mode, String target, int accepted, int rejected, int late)
      throws IOException {
    states.put(run, new State(new TreeMap<>(live), new TreeMap<>(waiting)));
    List<String> waits = new ArrayList<>();
    waiting.forEach(
        (waiter, rows) -> waits.add(String.format("{\"run\":\"%s\",\"rows\":%d}", waiter, rows)));
    List<String> parts = new ArrayList<>();
    live.forEach(
        (period, part) ->
            parts.add(
                String.format(
                    "{\"period\":\"%s\",\"run\":\"%s\",\"rows\":%d,\"files\":1,\"bytes\":900}",
                    period, part.run(), part.reviews().size())));
    String counts =
        String.format(
            "\"read\":%d,\"accepted\":%d,\"duplicate\":1,\"superseded\":2,\"rejected\":%d,\"late\":%d,"
                + "\"replaced\":0",
            accepted + 3 + rejected + late, accepted, rejected, late);
    LocalDate day = LocalDate.of(2015, 11, 19).plusDays(sequence);
    String entry =
        String.format(
            "{\"sequence\":%d,\"run\":\"%s\",\"feed\":\"product_reviews\",\"mode\":\"%s\","
                + "\"rolled_back_to\":%s,"
                + "\"contract\":\"ab12\",\"grain\":\"month\",\"started\":\"%sT08:56:44.123Z\","
                + "\"committed\":\"%sT08:57:10.001Z\",\"watermark_days\":null,"
                + "\"arrivals\":[],\"inputs\":[{\"path\":\"hdfs://h/in-%d.tsv\",\"arrival\":null,"
                + "\"length\":123,\"checksum\":\"crc32c:0a1b2c3d\",%s}],%s,\"bytes_read\":123,"
                + "\"bytes_written\":456,\"rejections\":[%s],"
                + "\"steps\":[{\"step\":\"resolve\",\"millis\":1200}],\"partitions\":[%s],"
                + "\"waiting\":[%s]}%n",
            sequence,
            run,
            mode,
            target == null ? null : "\"" + target + "\"",
            day,
            day,
            sequence,
            counts,
            counts,
            rejected == 0
                ? ""
                : "{\"reason\":\"wrong_number_of_fields\",\"field\":null,\"rows\":"
                    + rejected
                    + "}",
            String.join(",", parts),
            String.join(",", waits));
    Path file = new Path(root, String.format("ledger/product_reviews/%06d.json", sequence));
    try (OutputStream out = files.create(file, false)) {
      out.write(entry.getBytes(StandardCharsets.UTF_8));
    }
  }
}

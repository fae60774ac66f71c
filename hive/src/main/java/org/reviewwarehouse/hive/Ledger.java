package org.reviewwarehouse.hive;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Reads the ledger of one feed: {@code ROOT/ledger/<feed>/000001.json} and so on, one entry a run.
 */
final class Ledger {
  private static final Pattern FILE = Pattern.compile("[0-9]{6,9}\\.json");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileSystem files;
  private final Path folder;
  private final String feed;
  private final Map<Integer, Entry> read = new TreeMap<>();

  Ledger(FileSystem files, Path root, String feed) {
    this.files = files;
    this.feed = Names.FEED.check(feed);
    this.folder = new Path(root, "ledger/" + feed);
  }

  /** One period as a run left it: {@code rows} of it are in that run's directory. */
  record Part(String period, String run, long rows) {
    static final Comparator<Part> ORDER =
        Comparator.comparing(Part::run).thenComparing(Part::period);
  }

  /**
   * What one run committed.
   *
   * @param rolledBackTo the run whose state a rollback brought back, or null
   * @param live the whole live state after the run: every period, also those of older runs
   * @param rejected rows; more than 0 if the rejected zone has a directory of the run
   * @param waiting the runs whose late rows still wait after the run: the late zone has a directory
   *     of each
   */
  record Entry(
      int sequence,
      String run,
      String rolledBackTo,
      List<Part> live,
      long rejected,
      List<String> waiting) {
    /** Which run each period is read from; periods without rows are left out. */
    SortedMap<String, String> liveRuns() {
      SortedMap<String, String> runs = new TreeMap<>();
      for (Part part : live) {
        if (part.rows() > 0) {
          runs.put(part.period(), part.run());
        }
      }
      return runs;
    }
  }

  Path folder() {
    return folder;
  }

  /** The sequences there are, ascending; empty if the feed has no ledger. */
  TreeSet<Integer> sequences() throws IOException {
    TreeSet<Integer> sequences = new TreeSet<>();
    try {
      for (FileStatus file : files.listStatus(folder)) {
        String name = file.getPath().getName();
        if (file.isFile() && FILE.matcher(name).matches()) {
          sequences.add(Integer.parseInt(name.substring(0, name.length() - ".json".length())));
        }
      }
    } catch (FileNotFoundException e) {
      return sequences;
    }
    return sequences;
  }

  /**
   * One entry; read once, as entries never change.
   *
   * @throws WarehouseException if it is missing or not what an entry must be
   */
  Entry entry(int sequence) throws IOException {
    Entry entry = read.get(sequence);
    if (entry == null) {
      Path file = new Path(folder, String.format("%06d.json", sequence));
      try (InputStream in = files.open(file)) {
        entry = parse(new String(in.readAllBytes(), StandardCharsets.UTF_8), sequence, file);
      } catch (FileNotFoundException e) {
        throw new WarehouseException(
            "Cannot read ledger entry: " + file + ", because there is no such file", e);
      }
      read.put(sequence, entry);
    }
    return entry;
  }

  /**
   * The entries that made what the newest says is live, the newest first: from a rollback it goes
   * on with the run that was gone back to.
   *
   * @throws WarehouseException if a rollback names a run that the ledger does not have
   */
  List<Entry> lineage() throws IOException {
    List<Entry> lineage = new ArrayList<>();
    TreeSet<Integer> sequences = sequences();
    Integer at = sequences.isEmpty() ? null : sequences.last();
    while (at != null) {
      Entry entry = entry(at);
      lineage.add(entry);
      at = entry.rolledBackTo() == null ? sequences.lower(at) : before(entry);
    }
    return lineage;
  }

  /**
   * The sequence of the run to which a rollback went back: every run's name begins with its own.
   */
  private Integer before(Entry rollback) throws IOException {
    String run = rollback.rolledBackTo();
    int sequence = Integer.parseInt(run.substring(0, run.indexOf('-')));
    if (sequence >= rollback.sequence() || !entry(sequence).run().equals(run)) {
      throw broken(
          new Path(folder, String.format("%06d.json", rollback.sequence())),
          "no run before it is " + run,
          null);
    }
    return sequence;
  }

  private Entry parse(String text, int sequence, Path file) {
    try {
      JsonNode json = JSON.readTree(text);
      if (json.path("sequence").asInt() != sequence || !json.path("feed").asText().equals(feed)) {
        throw broken(file, "it is of another sequence or feed than its place says", null);
      }
      String run = Names.RUN.check(json.path("run").textValue());
      if (!json.path("partitions").isArray()) {
        throw broken(file, "it has no partitions", null);
      }
      List<Part> live = new ArrayList<>();
      for (JsonNode part : json.path("partitions")) {
        live.add(
            new Part(
                Names.PERIOD.check(part.path("period").textValue()),
                Names.RUN.check(part.path("run").textValue()),
                part.path("rows").asLong()));
      }
      List<String> waiting = new ArrayList<>();
      for (JsonNode late : json.path("waiting")) {
        waiting.add(Names.RUN.check(late.path("run").textValue()));
      }
      String rolledBackTo = json.path("rolled_back_to").textValue();
      return new Entry(
          sequence,
          run,
          rolledBackTo == null ? null : Names.RUN.check(rolledBackTo),
          List.copyOf(live),
          json.path("rejected").asLong(),
          List.copyOf(waiting));
    } catch (JsonProcessingException e) {
      throw broken(file, "it is not JSON: " + e.getOriginalMessage(), e);
    } catch (WarehouseException e) {
      throw e.getMessage().startsWith("Cannot read") ? e : broken(file, e.getMessage(), e);
    }
  }

  private static WarehouseException broken(Path file, String reason, Exception cause) {
    return new WarehouseException(
        "Cannot read ledger entry: " + file + ", because " + reason, cause);
  }
}

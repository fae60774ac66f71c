package org.reviewwarehouse.mapreduce.ledger;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;

/**
 * The runs of one feed, one file each: {@code <root>/ledger/<feed>/<sequence>.json}. The file is a
 * single line, so that Hive reads the directory as a table. Its name is only the sequence, so that
 * of two runs that both follow the same one, the first to create the file commits and the other
 * cannot. {@link FeedLock} commits.
 */
public final class Ledger {
  private static final Pattern NAME = Pattern.compile("(\\d{6,})\\.json");
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  private final Path directory;
  private final Configuration conf;

  public Ledger(Zones zones, Configuration conf) {
    directory = zones.ledger();
    this.conf = conf;
  }

  /** All runs in their order; none if the feed has no ledger. */
  public List<LedgerEntry> entries() throws IOException {
    List<LedgerEntry> entries = new ArrayList<>();
    for (Path file : files()) {
      entries.add(read(file));
    }
    return entries;
  }

  /** The newest run. */
  public Optional<LedgerEntry> last() throws IOException {
    List<Path> files = files();
    return files.isEmpty() ? Optional.empty() : Optional.of(read(files.get(files.size() - 1)));
  }

  /**
   * The entries that made what the last of some entries says is live, the oldest first: a rollback
   * goes on from the run that it went back to.
   *
   * @param entries of a feed, all up to the last
   */
  public static List<LedgerEntry> lineage(List<LedgerEntry> entries) {
    Map<String, Integer> places = new HashMap<>();
    for (int i = 0; i < entries.size(); i++) {
      places.put(entries.get(i).run(), i);
    }
    Deque<LedgerEntry> lineage = new ArrayDeque<>();
    int at = entries.size() - 1;
    while (at >= 0) {
      LedgerEntry entry = entries.get(at);
      lineage.addFirst(entry);
      at = entry.rolledBackTo() == null ? at - 1 : places.get(entry.rolledBackTo());
    }
    return List.copyOf(lineage);
  }

  /** The run of one sequence, if it has committed. */
  Optional<LedgerEntry> entry(int sequence) throws IOException {
    try {
      return Optional.of(read(file(sequence)));
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
  }

  /** Where the entry of a sequence is. */
  public Path file(int sequence) {
    return new Path(directory, String.format(Locale.ROOT, "%06d.json", sequence));
  }

  /** The entry as one line of JSON. */
  public static String json(LedgerEntry entry) {
    try {
      return JSON.writeValueAsString(entry);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a ledger entry is plain data", e);
    }
  }

  /**
   * The run that a file of the ledger tells of.
   *
   * @throws IOException if it cannot be read or is damaged
   */
  public LedgerEntry read(Path file) throws IOException {
    try (InputStream in = file.getFileSystem(conf).open(file)) {
      return JSON.readValue(in, LedgerEntry.class);
    } catch (JsonProcessingException e) {
      throw new IOException(
          "Cannot read ledger entry: "
              + file
              + ", because it is damaged: "
              + e.getOriginalMessage(),
          e);
    }
  }

  /** The file of each run, in the order of the runs; none if the feed has no ledger. */
  public List<Path> files() throws IOException {
    List<Path> files = new ArrayList<>();
    try {
      for (FileStatus status : directory.getFileSystem(conf).listStatus(directory)) {
        if (NAME.matcher(status.getPath().getName()).matches()) {
          files.add(status.getPath());
        }
      }
    } catch (FileNotFoundException e) {
      return files;
    }
    files.sort(Comparator.comparingLong(Ledger::sequence));
    return files;
  }

  private static long sequence(Path file) {
    Matcher name = NAME.matcher(file.getName());
    return name.matches() ? Long.parseLong(name.group(1)) : 0;
  }
}

package org.reviewwarehouse.mapreduce.verify;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.input.FileChecksum;
import org.reviewwarehouse.mapreduce.input.Framing;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.input.RawNames;
import org.reviewwarehouse.mapreduce.ledger.Ledger;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/** The raw files: those that were read are still there, and none was overlooked. */
final class RawZone {
  private final Check read = new Check("raw files that were read");
  private final Check overlooked = new Check("raw zone read");
  private final List<String> notes = new ArrayList<>();
  private final VerifyRequest request;
  private final Configuration conf;
  private final FileSystem fs;

  /** The inputs of each path: a file may have been sent again, and the earlier one put back. */
  private final Map<String, List<LedgerEntry.Input>> inputs = new LinkedHashMap<>();

  /** Lengths of the files in the zone. */
  private final Map<String, Long> lengths = new HashMap<>();

  private RawZone(VerifyRequest request, Configuration conf) throws IOException {
    this.request = request;
    this.conf = conf;
    fs = request.zones().raw().getFileSystem(conf);
  }

  static RawZone read(VerifyRequest request, List<LedgerEntry> entries, Configuration conf)
      throws IOException {
    RawZone zone = new RawZone(request, conf);
    zone.addInputs(Ledger.lineage(entries));
    zone.lookForOverlooked();
    zone.lookForRead();
    return zone;
  }

  List<Check> checks() {
    return List.of(read, overlooked);
  }

  List<String> notes() {
    return notes;
  }

  private void addInputs(List<LedgerEntry> lineage) {
    int sentAgain = 0;
    for (LedgerEntry entry : lineage) {
      if (!entry.mode().equals(LedgerEntry.RECONCILE)) { // its files are late ones, not raw
        for (LedgerEntry.Input input : entry.inputs()) {
          List<LedgerEntry.Input> contents =
              inputs.computeIfAbsent(input.path(), path -> new ArrayList<>());
          sentAgain += contents.isEmpty() ? 0 : 1;
          contents.add(input);
        }
      }
    }
    if (sentAgain > 0) {
      notes.add(
          String.format("%,d files were sent again with another content, and read", sentAgain));
    }
  }

  private void lookForRead() throws IOException {
    for (Map.Entry<String, List<LedgerEntry.Input>> each : inputs.entrySet()) {
      String path = each.getKey();
      LedgerEntry.Input last = each.getValue().get(each.getValue().size() - 1);
      read.lookAt(1);
      Long length = length(path);
      if (length == null) {
        read.find("%s does not exist", path);
      } else if (each.getValue().stream().noneMatch(input -> input.length() == length)) {
        read.find("%s has %,d bytes, and %,d were read", path, length, last.length());
      } else if (request.checksums()) {
        compareChecksum(path, length, each.getValue(), last.checksum());
      }
    }
  }

  private void compareChecksum(
      String path, long length, List<LedgerEntry.Input> contents, String last) {
    RawFile file = RawFile.raw(0, path, length, RawFile.NO_ARRIVAL, 0, Framing.LINES);
    String checksum;
    try {
      checksum = FileChecksum.label(FileChecksum.of(file, conf));
    } catch (IOException e) {
      read.find("%s cannot be read, because %s", path, e.getMessage());
      return;
    }
    if (contents.stream().noneMatch(input -> input.checksum().equals(checksum))) {
      read.find("%s has checksum %s, and %s was read", path, checksum, last);
    }
  }

  /** Null if there is no such file. */
  private Long length(String name) throws IOException {
    if (lengths.containsKey(name)) {
      return lengths.get(name);
    }
    Path path = new Path(name);
    try {
      FileStatus status = path.getFileSystem(conf).getFileStatus(path);
      return status.isFile() ? status.getLen() : null;
    } catch (FileNotFoundException e) {
      return null;
    }
  }

  private void lookForOverlooked() throws IOException {
    Zones zones = request.zones();
    Map<LocalDate, Integer> unread = new TreeMap<>();
    SortedSet<LocalDate> arrivals = arrivals();
    for (FileStatus day : visible(zones.raw())) {
      if (!day.isDirectory()) {
        continue; // what generate planted
      }
      Optional<LocalDate> arrival = RawNames.arrival(day.getPath());
      for (FileStatus file : visible(day.getPath())) {
        String path = file.getPath().toString();
        lengths.put(path, file.getLen());
        boolean isKnown = inputs.containsKey(path);
        if (!isKnown && arrival.isPresent() && isToCome(arrival.get(), arrivals)) {
          unread.merge(arrival.get(), 1, Integer::sum);
          continue;
        }
        overlooked.lookAt(1);
        if (!isKnown) {
          overlooked.find(
              "%s was overlooked: %s",
              path,
              arrival.isPresent()
                  ? "run clean --arrival " + arrival.get()
                  : "its directory is not arrival=YYYY-MM-DD");
        }
      }
    }
    unread.forEach(
        (arrival, files) ->
            notes.add(String.format("%,d files of arrival %s are not read yet", files, arrival)));
  }

  /**
   * Whether files of a day may still be read by a run that is not late yet.
   *
   * @param arrivals the days of which a file was read
   */
  private boolean isToCome(LocalDate arrival, SortedSet<LocalDate> arrivals) {
    if (arrivals.isEmpty() || arrival.isAfter(arrivals.last())) {
      return true;
    }
    return request.scheduled()
        && (!arrivals.contains(arrival) || !arrival.isBefore(arrivals.last().minusDays(1)));
  }

  /** The days of the raw zone of which a file was read. */
  private SortedSet<LocalDate> arrivals() {
    String zone = request.zones().raw() + "/";
    return inputs.keySet().stream()
        .filter(path -> path.startsWith(zone))
        .flatMap(path -> RawNames.arrival(new Path(path)).stream())
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private List<FileStatus> visible(Path directory) throws IOException {
    List<FileStatus> visible = new ArrayList<>();
    try {
      for (FileStatus each : fs.listStatus(directory)) {
        if (!RawNames.isHidden(each.getPath())) {
          visible.add(each);
        }
      }
    } catch (FileNotFoundException e) {
      return visible;
    }
    visible.sort(null);
    return visible;
  }
}

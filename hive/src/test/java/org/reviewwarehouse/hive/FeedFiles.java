package org.reviewwarehouse.hive;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.TreeSet;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;

/** The zones of a feed as they lie on HDFS, read by other code than the warehouse's own. */
final class FeedFiles {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final FileSystem files;
  private final Path root;
  private final String feed;

  FeedFiles(FileSystem files, Path root, String feed) {
    this.files = files;
    this.root = files.makeQualified(root);
    this.feed = feed;
  }

  private Path zone(String name) {
    return new Path(root, name + "/" + feed);
  }

  /** The entries of the ledger, the oldest first. */
  List<JsonNode> ledger() throws IOException {
    List<JsonNode> entries = new ArrayList<>();
    Path file = entry(1);
    while (files.exists(file)) {
      try (InputStream in = files.open(file)) {
        entries.add(JSON.readTree(in));
      }
      file = entry(entries.size() + 1);
    }
    return entries;
  }

  private Path entry(int sequence) {
    return new Path(zone("ledger"), String.format("%06d.json", sequence));
  }

  /** What the ledger says, without names, times and sizes, which no two warehouses share. */
  List<String> history() throws IOException {
    List<String> history = new ArrayList<>();
    for (JsonNode entry : ledger()) {
      ObjectNode same = entry.deepCopy();
      same.remove(List.of("run", "started", "committed", "steps", "bytes_read", "bytes_written"));
      same.put("rolled_back_to", entry.path("rolled_back_to").asText().split("-")[0]);
      for (JsonNode input : same.path("inputs")) {
        String path = input.path("path").asText().replace(root.toString(), "");
        ((ObjectNode) input).put("path", path.replaceAll("/run=.*", ""));
        if (path.contains("/run=")) {
          ((ObjectNode) input).remove(List.of("length", "checksum"));
        }
      }
      for (JsonNode partition : same.path("partitions")) {
        ((ObjectNode) partition).remove(List.of("run", "files", "bytes"));
      }
      for (JsonNode waiting : same.path("waiting")) {
        ((ObjectNode) waiting).remove("run");
      }
      history.add(same.toString());
    }
    return history;
  }

  /** All columns of all rows of the table, of what waits and of what was rejected, in order. */
  List<String> rows() throws IOException {
    List<String> rows = new ArrayList<>();
    for (Path directory : named(ledger())) {
      String zone = directory.getParent().getName();
      for (FileStatus file : files.listStatus(directory)) {
        try (ParquetReader<Group> reader =
            ParquetReader.builder(new GroupReadSupport(), file.getPath())
                .withConf(files.getConf())
                .build()) {
          for (Group row = reader.read(); row != null; row = reader.read()) {
            rows.add(zone + " " + row.toString().replace(root.toString(), ""));
          }
        }
      }
    }
    Collections.sort(rows);
    return rows;
  }

  /** The directories of runs that the ledger says are needed. */
  private List<Path> named(List<JsonNode> ledger) {
    List<Path> named = new ArrayList<>();
    JsonNode newest = ledger.get(ledger.size() - 1);
    for (JsonNode partition : newest.path("partitions")) {
      Path period = new Path(zone("clean"), "period=" + partition.path("period").asText());
      named.add(new Path(period, "run=" + partition.path("run").asText()));
    }
    for (JsonNode waiting : newest.path("waiting")) {
      named.add(new Path(zone("late"), "run=" + waiting.path("run").asText()));
    }
    int at = ledger.size();
    while (at > 0) {
      JsonNode entry = ledger.get(at - 1);
      if (entry.path("rejected").asLong() > 0) {
        named.add(new Path(zone("rejected"), "run=" + entry.path("run").asText()));
      }
      String target = entry.path("rolled_back_to").textValue();
      at = target == null ? at - 1 : Integer.parseInt(target.split("-")[0]);
    }
    return named;
  }

  /** Files and directories below the zones that the ledger does not name. */
  List<String> orphans() throws IOException {
    List<JsonNode> ledger = ledger();
    TreeSet<Path> known = new TreeSet<>();
    for (int sequence = 1; sequence <= ledger.size(); sequence++) {
      known.add(entry(sequence));
    }
    for (Path directory : named(ledger)) {
      for (FileStatus file : files.listStatus(directory)) {
        known.add(file.getPath());
      }
    }
    for (Path path : new TreeSet<>(known)) {
      for (Path up = path.getParent(); !up.equals(root); up = up.getParent()) {
        known.add(up);
      }
    }
    known.add(zone("late")); // stays when nothing waits any more
    List<String> orphans = new ArrayList<>();
    for (String zone : List.of("clean", "late", "rejected", "work", "ledger")) {
      collect(zone(zone), known, orphans);
    }
    return orphans;
  }

  private void collect(Path path, TreeSet<Path> known, List<String> orphans) throws IOException {
    FileStatus status;
    try {
      status = files.getFileStatus(path);
    } catch (FileNotFoundException e) {
      return;
    }
    if (!known.contains(path)) {
      orphans.add(path.toString());
    }
    if (status.isDirectory()) {
      for (FileStatus child : files.listStatus(path)) {
        collect(child.getPath(), known, orphans);
      }
    }
  }
}

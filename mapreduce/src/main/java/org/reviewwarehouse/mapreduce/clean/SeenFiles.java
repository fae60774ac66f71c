package org.reviewwarehouse.mapreduce.clean;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.reviewwarehouse.mapreduce.input.FileChecksum;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.ledger.Ledger;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/**
 * The raw files that the runs of a feed have read: known by path, length and checksum, never by
 * time.
 */
final class SeenFiles {
  private final Map<String, List<LedgerEntry.Input>> byPath = new HashMap<>();
  private final Configuration conf;

  private SeenFiles(Configuration conf) {
    this.conf = conf;
  }

  static SeenFiles of(Ledger ledger, Configuration conf) throws IOException {
    SeenFiles seen = new SeenFiles(conf);
    for (LedgerEntry entry : Ledger.lineage(ledger.entries())) {
      for (LedgerEntry.Input input : entry.inputs()) {
        seen.byPath.computeIfAbsent(input.path(), any -> new ArrayList<>()).add(input);
      }
    }
    return seen;
  }

  /** Those of the files that no run has read, numbered from 0. */
  List<RawFile> unseen(List<RawFile> files) throws IOException {
    List<RawFile> unseen = new ArrayList<>();
    for (RawFile file : files) {
      if (!contains(file)) {
        unseen.add(file);
      }
    }
    return InputFiles.numbered(unseen);
  }

  private boolean contains(RawFile file) throws IOException {
    for (LedgerEntry.Input input : byPath.getOrDefault(file.path(), List.of())) {
      if (input.length() == file.length()
          && input.checksum().equals(FileChecksum.label(FileChecksum.of(file, conf)))) {
        return true;
      }
    }
    return false;
  }
}

package org.reviewwarehouse.mapreduce.verify;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.ledger.Ledger;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.RunName;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/** The ledger itself: every entry can be read and follows the one before. */
final class LedgerFiles {
  private final Check check = new Check("ledger entries");
  private final List<LedgerEntry> entries = new ArrayList<>();
  private final Set<String> runs = new HashSet<>();
  private final Zones zones;
  private boolean isReadable = true;

  private LedgerFiles(Zones zones) {
    this.zones = zones;
  }

  static LedgerFiles read(Zones zones, Configuration conf) throws IOException {
    LedgerFiles read = new LedgerFiles(zones);
    Ledger ledger = new Ledger(zones, conf);
    List<Path> files = ledger.files();
    for (Path file : files) {
      read.check.lookAt(1);
      try {
        LedgerEntry entry = ledger.read(file);
        read.add(file, ledger.file(entry.sequence()), entry);
      } catch (IOException e) {
        read.check.find("%s", e.getMessage());
        read.isReadable = false;
      }
    }
    return read;
  }

  Check check() {
    return check;
  }

  /** The entries tell what is live and which runs made it. */
  boolean isReadable() {
    return isReadable;
  }

  List<LedgerEntry> entries() {
    return entries;
  }

  /**
   * @param due where an entry of its sequence is
   */
  private void add(Path file, Path due, LedgerEntry entry) {
    String name = file.getName();
    if (isIncomplete(entry)) {
      check.find("%s lacks what every entry has", file);
      isReadable = false;
      return;
    }
    int expected = entries.isEmpty() ? 1 : entries.get(entries.size() - 1).sequence() + 1;
    if (entry.sequence() != expected) {
      check.find("%s has sequence %d where %d is due", name, entry.sequence(), expected);
    } else if (!name.equals(due.getName())) {
      check.find("%s has sequence %d", name, entry.sequence());
    }
    if (!RunName.fits(entry.run(), entry.sequence())) {
      check.find("%s: run %s has no name of sequence %d", name, entry.run(), entry.sequence());
    }
    if (!entry.feed().equals(zones.feed())) {
      check.find("%s is of feed %s", name, entry.feed());
    }
    if (!entry.addsUp()) {
      check.find("%s: rows read are not the sum of what became of them", name);
    }
    checkRollback(name, entry);
    if (!runs.add(entry.run())) {
      check.find("%s: run %s is in the ledger already", name, entry.run());
      isReadable = false;
    }
    entries.add(entry);
  }

  private void checkRollback(String name, LedgerEntry entry) {
    boolean isRollback = entry.mode().equals(LedgerEntry.ROLLBACK);
    if (isRollback != (entry.rolledBackTo() != null)) {
      check.find("%s: mode %s and rolled_back_to %s", name, entry.mode(), entry.rolledBackTo());
    }
    if (entry.rolledBackTo() != null && !runs.contains(entry.rolledBackTo())) {
      check.find("%s: no run before is %s, that it goes back to", name, entry.rolledBackTo());
      isReadable = false;
    }
  }

  private static boolean isIncomplete(LedgerEntry entry) {
    return Stream.of(
            entry.run(),
            entry.feed(),
            entry.mode(),
            entry.inputs(),
            entry.partitions(),
            entry.waiting())
        .anyMatch(Objects::isNull);
  }
}

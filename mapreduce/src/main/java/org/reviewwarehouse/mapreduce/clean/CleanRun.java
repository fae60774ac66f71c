package org.reviewwarehouse.mapreduce.clean;

import java.io.IOException;
import java.io.PrintStream;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.reviewwarehouse.mapreduce.Advice;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.ledger.FeedLock;
import org.reviewwarehouse.mapreduce.ledger.Ledger;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** A run over raw files that no run has read, or over the rows that wait in the late zone. */
public final class CleanRun {
  private final CleanRequest request;
  private final Configuration conf;
  private final PrintStream progress;
  private final Clock clock;
  private final Ledger ledger;

  /**
   * @param progress what people see while it goes on
   * @param clock by which the run is named and says when it was; may jump
   */
  public CleanRun(CleanRequest request, Configuration conf, PrintStream progress, Clock clock) {
    this.request = request;
    this.conf = conf;
    this.progress = progress;
    this.clock = clock;
    ledger = new Ledger(request.zones(), conf);
  }

  /** Whether there is a raw file of the days that are asked for, new or not. */
  public boolean anyArrived() throws IOException {
    return InputFiles.any(request.zones().raw(), request.arrivals(), conf);
  }

  /**
   * Does the run, while no other run of the feed can.
   *
   * @return what it committed; nothing if there is nothing to read
   * @throws WarehouseException if it cannot be done: nothing is committed then, unless the message
   *     says that nobody can tell
   */
  public Optional<LedgerEntry> execute() throws IOException, InterruptedException {
    try (FeedLock lock =
        FeedLock.acquire(request.zones(), "clean, a " + request.mode().label() + " run", conf)) {
      Optional<LedgerEntry> before = ledger.last();
      Contract contract = request.contract().withGrain(TableGrain.of(request, before));
      List<RawFile> files = unseen(contract, before);
      return files.isEmpty()
          ? Optional.empty()
          : Optional.of(
              new LockedRun(request, contract, before, lock, conf, progress, clock).execute(files));
    } catch (IOException e) {
      throw new WarehouseException(
          "Cannot clean feed: " + request.feed() + ", because " + Advice.of(e), e);
    }
  }

  /**
   * The files asked for that no run has read: known by path, length and checksum. Of the late zone
   * those that wait.
   */
  private List<RawFile> unseen(Contract contract, Optional<LedgerEntry> before) throws IOException {
    if (request.mode() == Mode.RECONCILE) {
      List<LedgerEntry.Waiting> waiting = before.map(LedgerEntry::waiting).orElse(List.of());
      return InputFiles.ofLateZone(contract, request.zones(), waiting, conf);
    }
    List<RawFile> files;
    if (request.input() != null) {
      LocalDate arrival = request.arrivals().isEmpty() ? null : request.arrivals().get(0);
      files = InputFiles.ofPattern(contract, request.input(), arrival, conf);
    } else if (request.arrivals().isEmpty()) {
      files = InputFiles.ofZone(contract, request.zones().raw(), conf);
    } else {
      files = InputFiles.ofArrivals(contract, request.zones().raw(), request.arrivals(), conf);
    }
    return SeenFiles.of(ledger, conf).unseen(files);
  }
}

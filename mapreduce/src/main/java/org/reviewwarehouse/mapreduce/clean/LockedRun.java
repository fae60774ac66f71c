package org.reviewwarehouse.mapreduce.clean;

import java.io.IOException;
import java.io.PrintStream;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.Counters;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.output.FileOutputCommitter;
import org.reviewwarehouse.mapreduce.FaultPoint;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.input.Compression;
import org.reviewwarehouse.mapreduce.input.FileChecksum;
import org.reviewwarehouse.mapreduce.input.RawFile;
import org.reviewwarehouse.mapreduce.input.RawInputFormat;
import org.reviewwarehouse.mapreduce.input.RawSplit;
import org.reviewwarehouse.mapreduce.input.SplitPlan;
import org.reviewwarehouse.mapreduce.ledger.Commit;
import org.reviewwarehouse.mapreduce.ledger.FeedLock;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.RunName;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/**
 * One run: resolve, match, write, commit. Nothing is visible before the ledger's entry is there,
 * and everything is after.
 */
final class LockedRun {
  private final CleanRequest request;
  private final Contract contract;
  private final Optional<LedgerEntry> before;
  private final FeedLock lock;
  private final Configuration conf;
  private final PrintStream progress;
  private final Clock clock;
  private final Instant started;
  private final String run;
  private final Path work;
  private final List<LedgerEntry.Step> steps = new ArrayList<>();
  private final List<Path> moved = new ArrayList<>();

  /**
   * @param contract the request's, with the grain of the table
   * @param before the newest entry of the ledger
   * @param lock of the feed, held while the run goes on
   */
  LockedRun(
      CleanRequest request,
      Contract contract,
      Optional<LedgerEntry> before,
      FeedLock lock,
      Configuration conf,
      PrintStream progress,
      Clock clock) {
    this.request = request;
    this.contract = contract;
    this.before = before;
    this.lock = lock;
    this.conf = new Configuration(conf);
    this.progress = progress;
    this.clock = clock;
    started = now();
    run = RunName.of(sequence(), started);
    work = new Path(request.zones().work(), run);
    TaskContract.set(
        this.conf,
        request.contractText(),
        contract,
        run,
        LocalDate.ofInstant(started, ZoneOffset.UTC).toEpochDay(),
        request.mode(),
        new SecureRandom().nextLong());
    // A task's files appear all at once: the newer algorithm moves them one by one.
    this.conf.setInt(FileOutputCommitter.FILEOUTPUTCOMMITTER_ALGORITHM_VERSION, 1);
    TaskFailure.setDirectory(this.conf, new Path(work, "failures"));
  }

  /** Does the run and commits it. */
  LedgerEntry execute(List<RawFile> files) throws IOException, InterruptedException {
    FileSystem fs = work.getFileSystem(conf);
    try (WorkDirectory directory = new WorkDirectory(fs, work)) {
      return execute(files, fs);
    }
  }

  private LedgerEntry execute(List<RawFile> files, FileSystem fs)
      throws IOException, InterruptedException {
    TableFiles table =
        new TableFiles(
            before.map(LedgerEntry::partitions).orElse(List.of()),
            request.zones(),
            files.size(),
            conf);
    LocalJobs.choose(conf, plainBytes(files) + table.bytes());
    keepText(files);
    MapSlots slots = MapSlots.of(conf);
    List<RawSplit> splits = plan(files, 0, slots);
    List<RawSplit> live = plan(table.files(), pieces(splits), slots);
    progress.printf(
        "run %s: %,d files, %,d bytes, %d splits%n",
        run, files.size(), files.stream().mapToLong(RawFile::length).sum(), splits.size());

    ResolvePlan plan = ResolvePlan.of(contract, plainBytes(files), splits.size(), slots, conf);
    Pass resolve = resolve(splits, plan, !live.isEmpty());
    if (request.mode() != Mode.RECONCILE) {
      new QualityGate(contract, files, resolve.counted).check();
    }
    FaultPoint.AFTER_RESOLVE.reach(conf);

    boolean meets = !resolve.counted.won.isEmpty() && !live.isEmpty();
    Pass match = meets ? match(live, resolve, plan.rowsPerPass(), openFrom(files)) : Pass.NONE;
    resolve.counted.add(match.counted);
    Set<String> changed = table.changed(resolve.counted.won, match.counted, contract.grain());

    List<RawSplit> rewritten =
        SplitPlan.with(splits, TableFiles.changed(live, changed), slots.count(), leastSplit());
    int open = resolve.mostPeriods + TableFiles.mostPeriods(rewritten);
    WritePlan writing = WritePlan.of(open, changed.size(), rewritten, slots, conf);
    Pass write = write(rewritten, resolve, match, writing);
    LedgerEntry entry =
        draft()
            .entry(
                files, checksums(files, resolve.counted), write.counted, table.unchanged(changed));
    Accounting.check(
        resolve.counted,
        match.counted,
        Accounting.Decided.of(resolve.counters, match.counters, match.counted),
        write.counted,
        entry,
        table.rows());

    FaultPoint.AFTER_WRITE.reach(conf);
    commit(entry, write.output, fs);
    return entry;
  }

  /**
   * What a job left.
   *
   * @param output null if the job was not needed
   * @param mostPeriods that one of its tasks met
   */
  private record Pass(Path output, Counters counters, TaskReport counted, int mostPeriods) {
    static final Pass NONE = new Pass(null, new Counters(), new TaskReport(), 0);
  }

  private Pass resolve(List<RawSplit> splits, ResolvePlan plan, boolean keepWinners)
      throws IOException, InterruptedException {
    setPlan("resolve-plan", splits);
    Path output = new Path(work, "resolve");
    return run(
        ResolveJob.create(conf, plan.reducers(), plan.sortMegabytes(), keepWinners, output),
        output);
  }

  private Pass match(List<RawSplit> live, Pass resolve, long rowsPerPass, String openFrom)
      throws IOException, InterruptedException {
    setPlan("match-plan", live);
    Path output = new Path(work, "match");
    return run(MatchJob.create(conf, resolve.output, rowsPerPass, openFrom, output), output);
  }

  private Pass write(List<RawSplit> splits, Pass resolve, Pass match, WritePlan plan)
      throws IOException, InterruptedException {
    setPlan("write-plan", splits);
    Path output = new Path(work, "write");
    return run(
        WriteJob.create(
            conf, resolve.output, match.output, plan.reducers(), plan.rowGroupBytes(), output),
        output);
  }

  private void setPlan(String name, List<RawSplit> splits) throws IOException {
    RawInputFormat.setPlan(conf, new Path(work, name), splits, contract.maxRecordBytes());
  }

  private Pass run(Job job, Path output) throws IOException, InterruptedException {
    steps.add(Step.run(job, progress));
    lock.check();
    List<TaskReport> tasks = TaskReport.read(output, conf);
    int mostPeriods = tasks.stream().mapToInt(task -> task.periods.size()).max().orElse(0);
    return new Pass(output, job.getCounters(), TaskReport.sum(tasks), mostPeriods);
  }

  private void commit(LedgerEntry entry, Path written, FileSystem fs)
      throws IOException, InterruptedException {
    Commit commit;
    try {
      move(written, fs);
      FaultPoint.BEFORE_ENTRY.reach(conf);
      lock.check();
      commit = lock.commit(entry);
    } catch (IOException | InterruptedException | RuntimeException e) {
      deleteMoved(fs);
      throw e;
    }
    if (commit.outcome() == Commit.Outcome.NOT_DONE) {
      deleteMoved(fs);
    }
    commit.orThrow();
    FaultPoint.AFTER_ENTRY.reach(conf);
  }

  /** What can be deleted now: nobody will ever name it, and the rest waits to be expired. */
  private void deleteMoved(FileSystem fs) {
    for (Path directory : moved) {
      try {
        fs.delete(directory, true);
      } catch (IOException e) {
        progress.println("Cannot delete directory: " + directory + ", because " + e.getMessage());
      }
    }
  }

  private List<RawSplit> plan(List<RawFile> files, int firstPiece, MapSlots slots) {
    return files.isEmpty()
        ? List.of()
        : SplitPlan.of(files, firstPiece, slots.count(), leastSplit());
  }

  /**
   * On a cluster the text would go over the network, and on a busy disk be slower than to unpack it
   * twice.
   */
  private void keepText(List<RawFile> files) {
    long most = conf.getLong(Settings.KEPT_TEXT_MOST_BYTES, Settings.KEPT_TEXT_MOST_BYTES_DEFAULT);
    List<RawFile> packed =
        files.stream().filter(file -> file.compression() != Compression.NONE).toList();
    if (LocalJobs.runsInThisProcess(conf) && plainBytes(packed) <= most) {
      RawInputFormat.keepText(conf, new Path(work, "text"));
    }
  }

  private long leastSplit() {
    return conf.getLong(Settings.LEAST_SPLIT_BYTES, Settings.LEAST_SPLIT_BYTES_DEFAULT);
  }

  private static int pieces(List<RawSplit> splits) {
    return splits.stream().mapToInt(split -> split.pieces().size()).sum();
  }

  /**
   * The first period whose rows are replaced at once: that of the day so long before the newest
   * arrival as the contract says; null if all are.
   */
  private String openFrom(List<RawFile> files) {
    if (request.mode() != Mode.DAILY || contract.eventDay() == null) {
      return null;
    }
    long newest = files.stream().mapToLong(RawFile::arrival).max().orElse(RawFile.NO_ARRIVAL);
    return newest == RawFile.NO_ARRIVAL
        ? null
        : contract.grain().period(newest - contract.restateDays());
  }

  private List<Integer> checksums(List<RawFile> files, TaskReport counted) throws IOException {
    List<Integer> checksums = new ArrayList<>();
    for (RawFile file : files) {
      checksums.add(file.isTable() ? FileChecksum.of(file, conf) : counted.checksum(file));
    }
    return checksums;
  }

  private static long plainBytes(List<RawFile> files) {
    return files.stream().mapToLong(RawFile::plainBytes).sum();
  }

  private EntryDraft draft() {
    return new EntryDraft(
        sequence(),
        run,
        contract,
        request.mode(),
        started,
        now(),
        List.copyOf(steps),
        before.map(LedgerEntry::waiting).orElse(List.of()));
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  private int sequence() {
    return before.map(LedgerEntry::sequence).orElse(0) + 1;
  }

  /** Puts the run's directories where they stay; nobody knows of them before the commit. */
  private void move(Path written, FileSystem fs) throws IOException {
    Zones zones = request.zones();
    moveIfThere(fs, new Path(written, ZoneFiles.REJECTED), zones.rejected(run));
    moveIfThere(fs, new Path(written, ZoneFiles.LATE), zones.late(run));
    Path clean = new Path(written, ZoneFiles.CLEAN);
    if (fs.exists(clean)) {
      for (FileStatus period : fs.listStatus(clean)) {
        Path to = new Path(new Path(zones.clean(), period.getPath().getName()), "run=" + run);
        moveIfThere(fs, period.getPath(), to);
      }
    }
  }

  private void moveIfThere(FileSystem fs, Path from, Path to) throws IOException {
    if (!fs.exists(from)) {
      return;
    }
    fs.mkdirs(to.getParent());
    moved.add(to);
    if (!fs.rename(from, to)) {
      throw new IOException(
          "Cannot move directory: " + from + ", because " + to + " is in its way");
    }
  }
}

package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.Packers;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.contract.Contracts;
import org.reviewwarehouse.mapreduce.contract.Grain;
import org.reviewwarehouse.mapreduce.ledger.Ledger;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.Zones;
import org.reviewwarehouse.mapreduce.parquet.ParquetRows;

/**
 * A warehouse with the settings of {@code conf/local}: its jobs run inside the test, its files are
 * in a folder or on any other file system.
 */
final class Warehouse {

  private static final Configuration LOCAL = local();

  /** Of a warehouse in a folder; null of any other. */
  final File root;

  final Path path;
  final Configuration conf = new Configuration(LOCAL);
  Clock clock = Clock.systemUTC();
  private final String contractText;
  private final Contract contract;

  /** A warehouse of product reviews. */
  Warehouse(File folder) {
    this(folder, Reviews.CONTRACT_TEXT);
  }

  Warehouse(File folder, String contractText) {
    this.contractText = contractText;
    contract = ContractReader.read("test", contractText);
    root = new File(folder, "root");
    path = new Path(root.toURI().toString().replaceAll("/$", ""));
    conf.set("hadoop.tmp.dir", new File(folder, "tmp").getPath());
  }

  /**
   * A warehouse of product reviews on another file system.
   *
   * @param folder for what jobs need locally
   */
  Warehouse(File folder, Path path) {
    contractText = Reviews.CONTRACT_TEXT;
    contract = Reviews.CONTRACT;
    root = null;
    this.path = path;
    conf.set("hadoop.tmp.dir", new File(folder, "tmp").getPath());
  }

  /** A warehouse of a feed whose contract is in the job jar. */
  static Warehouse of(String feed, File folder) throws IOException {
    return new Warehouse(folder, Contracts.find(feed, null, new Configuration(false)).text());
  }

  private static Configuration local() {
    Configuration conf = new Configuration();
    File directory = new File(System.getProperty("basedir", "."), "../conf/local");
    for (String name : new String[] {"core-site.xml", "mapred-site.xml", "warehouse-site.xml"}) {
      conf.addResource(new Path(new File(directory, name).toURI()));
    }
    conf.size(); // reads them once, for all copies
    return conf;
  }

  /** Writes a raw file of an arrival day; by its name it is compressed. */
  File raw(String arrival, String name, String... lines) throws IOException {
    return raw(arrival, name, Packers.packed(name, text(lines)));
  }

  File raw(String arrival, String name, byte[] content) throws IOException {
    File file = new File(root, "raw/" + contract.feed() + "/arrival=" + arrival + "/" + name);
    file.getParentFile().mkdirs();
    Files.write(file.toPath(), content);
    return file;
  }

  /** Writes a raw file wherever the warehouse is. */
  Path put(String arrival, String name, String... lines) throws IOException {
    if (root != null) {
      return new Path(raw(arrival, name, text(lines)).toURI());
    }
    // Not parsed, as a colon would be taken for the end of a scheme.
    Path file = new Path(new Path(at().raw(), "arrival=" + arrival), new Path(null, null, name));
    try (OutputStream out = fs().create(file, true)) {
      out.write(text(lines));
    }
    return file;
  }

  private static byte[] text(String... lines) {
    return (String.join("\n", lines) + "\n").getBytes(UTF_8);
  }

  CleanRequest daily(String... arrivals) {
    return request(Mode.DAILY, Stream.of(arrivals).map(LocalDate::parse).toList(), null, null);
  }

  CleanRequest backfill() {
    return request(Mode.BACKFILL, List.of(), null, null);
  }

  CleanRequest reconcile() {
    return request(Mode.RECONCILE, List.of(), null, null);
  }

  CleanRequest backfill(Grain grain) {
    return request(Mode.BACKFILL, List.of(), null, grain);
  }

  CleanRequest input(String glob) {
    return request(Mode.BACKFILL, List.of(), glob, null);
  }

  private CleanRequest request(Mode mode, List<LocalDate> arrivals, String input, Grain grain) {
    return new CleanRequest(contract, contractText, path, mode, arrivals, input, grain);
  }

  Optional<LedgerEntry> clean(CleanRequest request) throws IOException, InterruptedException {
    return clean(request, new PrintStream(OutputStream.nullOutputStream(), false, UTF_8));
  }

  Optional<LedgerEntry> clean(CleanRequest request, PrintStream progress)
      throws IOException, InterruptedException {
    return new CleanRun(request, conf, progress, clock).execute();
  }

  FileSystem fs() throws IOException {
    return path.getFileSystem(conf);
  }

  /** Where the zones of its feed are. */
  Zones at() {
    return new Zones(path, contract.feed());
  }

  Ledger ledger() {
    return new Ledger(at(), conf);
  }

  /** The rows of the table's live partitions, sorted; none where no run has committed. */
  List<String> table() throws IOException {
    List<String> rows = new ArrayList<>();
    Optional<LedgerEntry> last = ledger().last();
    if (last.isPresent()) {
      for (LedgerEntry.Partition partition : last.get().partitions()) {
        rows.addAll(ParquetRows.below(at().clean(partition), conf));
      }
    }
    rows.sort(null);
    return rows;
  }

  /** The rows of the last run in the late or the rejected zone, sorted. */
  List<String> zone(String zone) throws IOException {
    String run = ledger().last().orElseThrow().run();
    Path directory = zone.equals("late") ? at().late(run) : at().rejected(run);
    List<String> rows = ParquetRows.below(directory, conf);
    rows.sort(null);
    return rows;
  }

  LedgerEntry last() throws IOException {
    return ledger().last().orElseThrow();
  }

  /** All files below the root, hidden ones too, without checksums; RUN for the name of a run. */
  List<String> files() throws IOException {
    List<String> files = new ArrayList<>();
    addFiles(path, files);
    files.sort(null);
    return files;
  }

  private void addFiles(Path directory, List<String> files) throws IOException {
    for (FileStatus status : fs().listStatus(directory)) {
      if (status.isDirectory()) {
        addFiles(status.getPath(), files);
      } else {
        String file = status.getPath().toUri().getPath().substring(path.toUri().getPath().length());
        files.add(file.substring(1).replaceAll("run=[0-9TZa-f-]+", "run=RUN"));
      }
    }
  }

  /** What stands directly below the root. */
  List<String> zones() {
    try {
      return Stream.of(fs().listStatus(path))
          .map(status -> status.getPath().getName())
          .sorted()
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

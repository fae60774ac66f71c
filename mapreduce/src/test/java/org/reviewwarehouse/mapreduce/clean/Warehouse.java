package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
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

/** A warehouse in a folder, with the settings of {@code conf/local}. */
final class Warehouse {

  private static final Configuration LOCAL = local();

  final File root;
  private final String contractText;
  private final Contract contract;
  final Configuration conf = new Configuration(LOCAL);

  /** A warehouse of product reviews. */
  Warehouse(File folder) {
    this(folder, Reviews.CONTRACT_TEXT);
  }

  Warehouse(File folder, String contractText) {
    this.contractText = contractText;
    contract = ContractReader.read("test", contractText);
    root = new File(folder, "root");
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
    byte[] text = (String.join("\n", lines) + "\n").getBytes(UTF_8);
    return raw(arrival, name, Packers.packed(name, text));
  }

  File raw(String arrival, String name, byte[] content) throws IOException {
    File file = new File(root, "raw/" + contract.feed() + "/arrival=" + arrival + "/" + name);
    file.getParentFile().mkdirs();
    Files.write(file.toPath(), content);
    return file;
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
    return new CleanRequest(
        contract,
        contractText,
        new Path(root.toURI().toString().replaceAll("/$", "")),
        mode,
        arrivals,
        input,
        grain);
  }

  Optional<LedgerEntry> clean(CleanRequest request) throws IOException, InterruptedException {
    PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, UTF_8);
    return new CleanRun(request, conf, nowhere).execute();
  }

  /** The rows of the table's live partitions, sorted. */
  List<String> table() throws IOException {
    List<String> rows = new ArrayList<>();
    for (LedgerEntry.Partition partition : last().partitions()) {
      rows.addAll(
          ParquetRows.below(
              new File(
                  root,
                  "clean/"
                      + contract.feed()
                      + "/period="
                      + partition.period()
                      + "/run="
                      + partition.run())));
    }
    rows.sort(null);
    return rows;
  }

  /** The rows of the last run in the late or the rejected zone, sorted. */
  List<String> zone(String zone) throws IOException {
    List<String> rows =
        ParquetRows.below(new File(root, zone + "/" + contract.feed() + "/run=" + last().run()));
    rows.sort(null);
    return rows;
  }

  LedgerEntry last() throws IOException {
    return new Ledger(new Zones(new Path(root.toURI()), contract.feed()), conf)
        .last()
        .orElseThrow();
  }

  /** All files below the root, hidden ones too, without checksums; RUN for the name of a run. */
  List<String> files() throws IOException {
    try (Stream<java.nio.file.Path> all = Files.walk(root.toPath())) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.toPath().relativize(file).toString())
          .filter(file -> !file.endsWith(".crc"))
          .map(file -> file.replaceAll("run=[0-9TZa-f-]+", "run=RUN"))
          .sorted()
          .toList();
    }
  }

  /** What stands directly below the root. */
  List<String> zones() {
    return Stream.of(root.list()).sorted().toList();
  }
}

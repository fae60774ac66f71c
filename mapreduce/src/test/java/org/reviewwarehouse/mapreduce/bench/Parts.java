package org.reviewwarehouse.mapreduce.bench;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.Locale;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileUtil;
import org.apache.hadoop.fs.Path;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.generate.GenerateRequest;
import org.reviewwarehouse.mapreduce.generate.GenerateRun;
import org.reviewwarehouse.mapreduce.input.Framer;
import org.reviewwarehouse.mapreduce.input.Framing;
import org.reviewwarehouse.mapreduce.input.RecordBlock;
import org.reviewwarehouse.mapreduce.parquet.ParquetFiles;
import org.reviewwarehouse.mapreduce.parquet.RowFile;
import org.reviewwarehouse.mapreduce.resolve.RowVersion;
import org.reviewwarehouse.mapreduce.resolve.WinnerTable;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.Row;

/**
 * The parts of a clean run, each alone on one core with its input in memory: a generated file of
 * 50,000 rows. Run by {@link PartsBenchmark}.
 */
public class Parts {
  private static final long DAY = LocalDate.of(2015, 8, 25).toEpochDay();
  private static final int ROWS = 50_000;

  /** What was done, which JMH divides by the time. */
  @AuxCounters
  @State(Scope.Thread)
  public static class Work {
    public long bytes;
    public long rows;
  }

  /** A file of a feed in one of its layouts. */
  @State(Scope.Thread)
  public static class Input {
    @Param({
      "product_reviews.tsv",
      "product_reviews.jsonl",
      "retailer_reviews.csv",
      "game_events.jsonl"
    })
    public String file;

    Contract contract;
    byte[] bytes;
    RecordParser parser;
    private Framing framing;
    private File directory;

    /** Takes a row of the input. */
    interface Each {
      void row(Row row, long number) throws IOException;
    }

    @Setup(Level.Trial)
    public void generate() throws Exception {
      String feed = file.substring(0, file.indexOf('.'));
      String text;
      try (var in = Parts.class.getResourceAsStream("/feeds/" + feed + ".avsc")) {
        text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      }
      contract = ContractReader.read(feed, text);
      Layout layout =
          GenerateRequest.layout(
              contract, file.substring(file.indexOf('.') + 1).toLowerCase(Locale.ROOT));
      directory = Files.createTempDirectory("parts").toFile();
      GenerateRequest request =
          new GenerateRequest(
              contract, text, layout, new Path(directory.toURI()), DAY, 1, ROWS, 1, 1, false);
      new GenerateRun(request, new Configuration(), new PrintStream(PrintStream.nullOutputStream()))
          .execute();
      try (var files = Files.walk(directory.toPath())) {
        bytes =
            Files.readAllBytes(
                files
                    .filter(
                        path -> path.getParent().getFileName().toString().startsWith("arrival="))
                    .filter(path -> !path.getFileName().toString().startsWith("."))
                    .findFirst()
                    .orElseThrow());
      }
      framing = Framing.of(layout);
      parser = RecordParser.of(contract, layout);
    }

    @TearDown(Level.Trial)
    public void delete() {
      FileUtil.fullyDelete(directory);
    }

    void read(Work work, Each each) throws IOException {
      Framer framer =
          Framer.of(
              framing,
              new ByteArrayInputStream(bytes),
              0,
              Long.MAX_VALUE,
              contract.maxRecordBytes());
      RecordBlock block = new RecordBlock();
      parser.begin(DAY);
      Row row = parser.row();
      long number = 0;
      while (framer.next(block)) {
        if (block.isCut()) {
          for (int i = 0; i < block.count(); i++) {
            parser.parse(block.bytes(), block.from(i), block.to(i));
            number = hand(row, number, each);
          }
        } else {
          int at = 0;
          while (at < block.length()) {
            at = parser.parse(block.bytes(), at, block.length());
            number = hand(row, number, each);
          }
        }
      }
      work.bytes += bytes.length;
      work.rows += number;
    }

    private static long hand(Row row, long number, Each each) throws IOException {
      if (!row.isSkipped() && row.reason() == null) {
        each.row(row, number);
      }
      return number + 1;
    }
  }

  /** Cuts records out of a file, reads every field and holds it against every rule. */
  @Benchmark
  public long parse(Input input, Work work) throws IOException {
    long[] days = new long[1];
    input.read(work, (row, number) -> days[0] += row.eventDay());
    return days[0];
  }

  /** Parses, and finds the winner of each key. */
  @Benchmark
  public int resolve(Input input, Work work) throws IOException {
    RowVersion version = new RowVersion(input.contract, 7);
    WinnerTable winners = new WinnerTable(RowVersion.size(input.contract), 7);
    input.read(work, (row, number) -> winners.add(version.of(row, RowVersion.place(0, number)), 0));
    return winners.losers().length;
  }

  /** Parses, and writes all rows to one Parquet file. */
  @Benchmark
  public long write(Input input, Work work) throws IOException {
    Path path = new Path(new File(input.directory, "part.parquet").toURI());
    Configuration conf = new Configuration();
    try (ParquetFiles files = new ParquetFiles(conf, input.contract, "run", 128 << 20);
        RowFile file = files.rows(path)) {
      input.read(work, (row, number) -> file.write(row));
    }
    long length = path.getFileSystem(conf).getFileStatus(path).getLen();
    path.getFileSystem(conf).delete(path, false);
    return length;
  }
}

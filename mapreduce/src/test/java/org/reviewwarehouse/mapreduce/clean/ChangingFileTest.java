package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.io.File;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** A raw file that others write while a run reads it. */
public class ChangingFileTest {
  private static final String[] LINES = lines(0, 50);

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void isReadAsFarAsItWentWhenTheRunBegan() throws Exception {
    Warehouse warehouse = new Warehouse(folder.getRoot());
    File file = warehouse.raw("2015-08-31", "a.tsv", LINES);
    LedgerEntry entry =
        warehouse
            .clean(
                warehouse.backfill(),
                Progress.beforeResolve(() -> append(file, text(lines(50, 60)))))
            .orElseThrow();
    assertReadPrefix(entry, LINES);
    entry =
        warehouse
            .clean(warehouse.backfill(), Progress.afterResolve(() -> append(file, "half a li")))
            .orElseThrow();
    assertEquals("60 = 10 + 50 + 0 of 60", accounting(entry));
    append(file, "ne\n" + text(lines(60, 70)));
    entry = warehouse.clean(warehouse.backfill()).orElseThrow();
    assertEquals("71 = 10 + 60 + 1 of 71", accounting(entry));
    assertEquals(undisturbed(lines(0, 70)), warehouse.table());
    assertEquals(Optional.empty(), warehouse.clean(warehouse.backfill()));
  }

  @Test
  public void isReadAsFarAsItWentWhileAnotherWriterHoldsItOnHdfs() throws Exception {
    Configuration conf = new Configuration();
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.newFolder("hdfs").getPath());
    conf.setInt("dfs.replication", 1);
    try (MiniDFSCluster cluster = new MiniDFSCluster.Builder(conf).build()) {
      cluster.waitActive();
      Warehouse warehouse = new Warehouse(folder.newFolder(), new Path(cluster.getURI() + "/root"));
      warehouse.conf.setInt("dfs.replication", 1);
      Path file = warehouse.put("2015-08-31", "a.tsv", LINES);
      try (FSDataOutputStream out = warehouse.fs().append(file)) {
        out.write(text(lines(50, 60)).getBytes(UTF_8));
        out.hflush();
        LedgerEntry entry =
            warehouse
                .clean(
                    warehouse.backfill(),
                    Progress.afterResolve(
                        () -> {
                          out.write(text(lines(60, 70)).getBytes(UTF_8));
                          out.hflush();
                        }))
                .orElseThrow();
        assertReadPrefix(entry, lines(0, 60));
        assertEquals(
            "as long as the NameNode knows of no more",
            Optional.empty(),
            warehouse.clean(warehouse.backfill()));
      }
      LedgerEntry entry = warehouse.clean(warehouse.backfill()).orElseThrow();
      assertEquals("70 = 10 + 60 + 0 of 70", accounting(entry));
      assertEquals(undisturbed(lines(0, 70)), warehouse.table());
      assertEquals(Optional.empty(), warehouse.clean(warehouse.backfill()));
    }
  }

  @Test
  public void isReadWhileLinesAreAppendedAllTheTime() throws Exception {
    Warehouse warehouse = new Warehouse(folder.getRoot());
    File file = warehouse.raw("2015-08-31", "a.tsv", LINES);
    List<String> all = new ArrayList<>(List.of(LINES));
    Thread writer =
        new Thread(
            () -> {
              try (OutputStream out =
                  Files.newOutputStream(file.toPath(), StandardOpenOption.APPEND)) {
                for (int i = 50; i < 5_000 || !Thread.currentThread().isInterrupted(); i++) {
                  String line = lines(i, i + 1)[0];
                  all.add(line);
                  out.write((line + "\n").getBytes(UTF_8));
                  if (i > 50_000) {
                    return;
                  }
                }
              } catch (java.io.IOException e) {
                throw new AssertionError(e);
              }
            });
    writer.start();
    LedgerEntry entry = warehouse.clean(warehouse.backfill()).orElseThrow();
    writer.interrupt();
    writer.join();
    LedgerEntry.Input input = entry.inputs().get(0);
    byte[] read = java.util.Arrays.copyOf(Files.readAllBytes(file.toPath()), (int) input.length());
    assertEquals(checksum(read), input.checksum());
    assertTrue(entry.addsUp());
    warehouse.clean(warehouse.backfill());
    assertEquals(undisturbed(all.toArray(String[]::new)), warehouse.table());
  }

  @Test
  public void stopsTheRunWhereTheSecondPassReadsOtherBytes() throws Exception {
    Warehouse warehouse = new Warehouse(folder.getRoot());
    warehouse.raw("2015-08-31", "a.tsv", review("A", "2015-08-31").line());
    File file = warehouse.raw("2015-08-31", "b\n.tsv", LINES);
    String other = text(LINES).replace("Five Stars", "Four Stars");
    List<String> files = warehouse.files();
    WarehouseException e = stopped(warehouse, () -> Files.writeString(file.toPath(), other));
    assertEquals(
        "Cannot commit run: RUN, because raw file "
            + warehouse.at().raw()
            + "/arrival=2015-08-31/b\\u000A.tsv changed while it was read; run again when nobody"
            + " writes it",
        e.getMessage().replaceAll("\\d{6}-\\d{8}T\\d{6}Z-[0-9a-f]{8}", "RUN"));
    assertEquals(WarehouseException.Code.FAILED, e.code());
    assertEquals(files, warehouse.files());
    assertEquals(51, warehouse.clean(warehouse.backfill()).orElseThrow().accepted());
    assertEquals(50, warehouse.table().stream().filter(row -> row.contains("Four Stars")).count());
  }

  @Test
  public void stopsTheRunWhereThePackedBytesAreOthersThoughTheirTextWasKept() throws Exception {
    Warehouse warehouse = new Warehouse(folder.getRoot());
    File file = warehouse.raw("2015-08-31", "a.tsv.gz", LINES);
    byte[] other = Files.readAllBytes(file.toPath());
    other[4]++; // in the time of the gzip header
    List<String> whileItRuns = new ArrayList<>();
    WarehouseException e =
        stopped(
            warehouse,
            () -> {
              whileItRuns.addAll(warehouse.files());
              Files.write(file.toPath(), other);
            });
    assertTrue(
        whileItRuns.toString(), whileItRuns.stream().anyMatch(name -> name.endsWith("/text/0")));
    assertTrue(e.getMessage(), e.getMessage().contains("changed while it was read"));
    assertEquals(List.of("raw"), warehouse.zones());
  }

  @Test
  public void stopsTheRunWhereItHasBecomeShorter() throws Exception {
    Warehouse warehouse = new Warehouse(folder.getRoot());
    File file = warehouse.raw("2015-08-31", "a.tsv", LINES);
    WarehouseException e = stopped(warehouse, () -> Files.writeString(file.toPath(), LINES[0]));
    assertEquals(
        "Cannot finish step: write, because Cannot read raw file: "
            + file.toURI()
            + ", because it has "
            + LINES[0].length()
            + " bytes, and had "
            + text(LINES).length()
            + " when the run began",
        e.getMessage());
    assertEquals(List.of("raw"), warehouse.zones());
  }

  /** What ends a run that meets this after its first pass. */
  private static WarehouseException stopped(Warehouse warehouse, Progress.Event event) {
    return assertThrows(
        WarehouseException.class,
        () -> warehouse.clean(warehouse.backfill(), Progress.afterResolve(event)));
  }

  private static void assertReadPrefix(LedgerEntry entry, String... lines) {
    byte[] prefix = text(lines).getBytes(UTF_8);
    assertEquals(
        List.of(
            new LedgerEntry.Input(
                entry.inputs().get(0).path(),
                "2015-08-31",
                prefix.length,
                checksum(prefix),
                lines.length,
                lines.length,
                0,
                0,
                0,
                0)),
        entry.inputs());
  }

  private static String checksum(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return String.format("crc32c:%08x", crc.getValue());
  }

  private static String accounting(LedgerEntry entry) {
    assertTrue(entry.addsUp());
    return String.format(
        "%d = %d + %d + %d of %d",
        entry.read(),
        entry.accepted(),
        entry.duplicate(),
        entry.rejected(),
        entry.inputs().get(0).read());
  }

  private List<String> undisturbed(String... lines) throws Exception {
    Warehouse warehouse = new Warehouse(folder.newFolder());
    warehouse.raw("2015-08-31", "a.tsv", lines);
    warehouse.clean(warehouse.backfill());
    return warehouse.table();
  }

  private static void append(File file, String text) throws Exception {
    Files.writeString(file.toPath(), text, StandardOpenOption.APPEND);
  }

  private static String text(String... lines) {
    return String.join("\n", lines) + "\n";
  }

  private static String[] lines(int from, int to) {
    String[] lines = new String[to - from];
    for (int i = from; i < to; i++) {
      lines[i - from] = review("R" + i, "2015-08-31").line();
    }
    return lines;
  }
}

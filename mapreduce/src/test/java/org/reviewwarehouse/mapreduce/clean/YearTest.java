package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.file.Files;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Seed;
import org.reviewwarehouse.mapreduce.contract.Contracts;
import org.reviewwarehouse.mapreduce.generate.GenerateRequest;
import org.reviewwarehouse.mapreduce.generate.GenerateRun;
import org.reviewwarehouse.mapreduce.ledger.Expiry;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;
import org.reviewwarehouse.mapreduce.ledger.Rollback;
import org.reviewwarehouse.mapreduce.verify.Check;
import org.reviewwarehouse.mapreduce.verify.Verification;
import org.reviewwarehouse.mapreduce.verify.VerifyRequest;

/**
 * A year of daily runs, with all that happens in one: late rows, files that come late or again, old
 * reviews that are edited, reruns, a rollback, two reconciliations. Every day the accounting adds
 * up and the ledger holds; in the end the table is that of one backfill of all files.
 */
public class YearTest {
  /** A year by {@code -Dyear.days=365}; the edits of old reviews need more than 62 days. */
  private static final int DAYS = Integer.getInteger("year.days", 10);

  private static final LocalDate FIRST = LocalDate.of(2014, 9, 1);
  private static final int ROWS = 150;
  private static final int FILES = 2;
  private static final int EDIT_AGE = 80;

  @Rule public final Seed seed = new Seed();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream());
  private Random random;
  private Contracts.Source source;
  private File sent;
  private Warehouse warehouse;
  private long runs;
  private long waited;
  private long resent;
  private long reruns;

  @Test
  public void ofProductReviews() throws Exception {
    year("product_reviews");
  }

  @Test
  public void ofAppRatings() throws Exception {
    year("app_ratings");
  }

  private void year(String feed) throws Exception {
    random = seed.random();
    source = Contracts.find(feed, null, new Configuration(false));
    sent = generate();
    warehouse = Warehouse.of(feed, folder.newFolder());
    TreeSet<String> unread = new TreeSet<>();
    for (int number = 0; number < DAYS; number++) {
      String day = FIRST.plusDays(number).toString();
      deliver(number);
      if (arrival(warehouse.root, day).exists()) {
        unread.add(day);
        clean(warehouse.daily(unread.toArray(String[]::new)));
        unread.clear();
      }
      if (random.nextInt(8) == 0 && arrival(warehouse.root, day).exists()) {
        reruns++;
        assertEquals(Optional.empty(), warehouse.clean(warehouse.daily(day)));
      }
      if (number == DAYS * 2 / 5) {
        unread.addAll(rollback(3));
      }
      if (number == DAYS / 2 || number == DAYS - 1) {
        reconcile();
        new Expiry(warehouse.at(), warehouse.conf, Clock.systemUTC()).delete(0);
        verify(day + " after the expiry");
      }
    }
    assertEquals("what a rollback undid is read again", new TreeSet<>(), unread);
    Warehouse once = Warehouse.of(feed, folder.newFolder());
    FileUtils.copyDirectory(new File(warehouse.root, "raw"), new File(once.root, "raw"));
    LedgerEntry backfill = once.clean(once.backfill()).orElseThrow();
    assertEquals(once.table(), warehouse.table());
    assertEquals(periods(backfill), periods(warehouse.last()));
    System.out.printf(
        "%s: %d days, %d runs, %d reruns, %d files sent again, %,d rows waited and were merged, the"
            + " table of %,d rows is that of one backfill%n",
        feed, DAYS, runs, reruns, resent, waited, once.table().size());
  }

  private File generate() throws Exception {
    File root = folder.newFolder();
    new GenerateRun(
            new GenerateRequest(
                source.contract(),
                source.text(),
                GenerateRequest.layout(source.contract(), null),
                new Path(root.toURI()),
                FIRST.toEpochDay(),
                DAYS,
                ROWS,
                random.nextLong(),
                FILES,
                false),
            warehouseConf(root),
            nowhere)
        .execute();
    return root;
  }

  private Configuration warehouseConf(File root) throws IOException {
    return Warehouse.of(source.contract().feed(), root).conf;
  }

  /** The files of a day come on it or up to three days later; some of before come again. */
  private void deliver(int number) throws IOException {
    String day = FIRST.plusDays(number).toString();
    for (File file : files(arrival(sent, day))) {
      int late = random.nextInt(10) == 0 ? 1 + random.nextInt(3) : 0;
      String on = FIRST.plusDays(Math.min(DAYS - 1, number + late)).toString();
      Files.copy(file.toPath(), target(on, day + "-" + file.getName()));
    }
    if (random.nextInt(8) == 0) {
      String before = FIRST.plusDays(random.nextInt(number + 1)).toString();
      for (File file : files(arrival(sent, before))) {
        resent++;
        Files.copy(file.toPath(), target(day, "again-" + before + "-" + file.getName()));
      }
    }
    if (number >= EDIT_AGE && source.contract().feed().equals("product_reviews")) {
      edit(day, arrival(sent, FIRST.plusDays(number - EDIT_AGE).toString()));
    }
  }

  /** A review of long ago gets the date of today. */
  private void edit(String day, File from) throws IOException {
    List<String> edited = new ArrayList<>();
    for (String line : Files.readAllLines(files(from).get(0).toPath(), ISO_8859_1)) {
      String[] fields = line.split("\t", -1);
      if (fields.length == 15 && fields[14].startsWith("201") && random.nextInt(40) == 0) {
        fields[14] = day;
        edited.add(String.join("\t", fields));
      }
    }
    Files.write(target(day, "edited.tsv"), edited, ISO_8859_1);
  }

  private java.nio.file.Path target(String day, String name) {
    File directory = arrival(warehouse.root, day);
    directory.mkdirs();
    return new File(directory, name).toPath();
  }

  private static List<File> files(File directory) {
    return Stream.of(
            directory.listFiles((in, name) -> !name.startsWith("truth") && !name.startsWith(".")))
        .sorted()
        .toList();
  }

  private File arrival(File root, String day) {
    return new File(root, "raw/" + source.contract().feed() + "/arrival=" + day);
  }

  private void clean(CleanRequest request) throws Exception {
    runs++;
    LedgerEntry entry = warehouse.clean(request).orElseThrow();
    assertTrue(entry.run(), entry.addsUp());
    verify(entry.run());
  }

  private void reconcile() throws Exception {
    LedgerEntry entry = warehouse.clean(warehouse.reconcile()).orElseThrow();
    assertTrue(entry.run(), entry.addsUp());
    assertEquals(List.of(), entry.waiting());
    waited += entry.read();
    verify(entry.run());
  }

  /** Undoes some runs, and says which days must be read again. */
  private List<String> rollback(int back) throws Exception {
    List<LedgerEntry> entries = warehouse.ledger().entries();
    List<LedgerEntry> undone = entries.subList(entries.size() - back, entries.size());
    String to = entries.get(entries.size() - back - 1).run();
    new Rollback(warehouse.at(), warehouse.conf).to(to);
    verify("rollback to " + to);
    return undone.stream().flatMap(entry -> entry.arrivals().stream()).toList();
  }

  private void verify(String when) throws Exception {
    Verification.Report report =
        new Verification(
                new VerifyRequest(source, warehouse.at(), false, false), warehouse.conf, nowhere)
            .report();
    List<String> findings =
        report.checks().stream().map(Check::findings).flatMap(List::stream).toList();
    assertTrue(when + ": " + findings, report.holds());
  }

  private static List<String> periods(LedgerEntry entry) {
    return entry.partitions().stream().map(each -> each.period() + " " + each.rows()).toList();
  }
}

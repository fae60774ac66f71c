package org.reviewwarehouse.mapreduce;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class GenerateProgramTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private String out;
  private String err;

  @Test
  public void rowsFilesAndKindsAreTold() throws Exception {
    assertEquals(0, generate());
    String table = out.replaceAll(" +", " ");
    assertTrue(out, table.contains("| generated | 600 | 100.00 % |"));
    assertTrue(out, table.contains("| duplicates | 15 | 2.50 % |"));
    assertTrue(out, table.contains("| not_a_day review_date | 1 | 0.17 % |"));
    assertTrue(out, out.contains("2 days of 4 files, "));
    assertTrue(out, out.contains("raw/product_reviews/arrival=*"));
    assertTrue(err, err.contains("generate done in "));
  }

  @Test
  public void wrongUsageSaysWhatAndHow() throws Exception {
    refuse("--from", "yesterday", "it is not a day like 2015-08-25");
    refuse("--days", "0", "it is not a whole number from 1 to 3,660");
    refuse("--rows", "many", "it is not a whole number from 1 to 2,000,000,000");
    refuse("--rows", "-5", "it is not a whole number from 1 to 2,000,000,000");
    refuse("--files", "0", "it is not a whole number from 1 to 10,000");
    refuse("--compress", "lzo", "it is neither none nor gz");
    refuse("--seed", "x", "it is not a whole number from");
  }

  @Test
  public void aLayoutIsChosenByNumberOrFormat() throws Exception {
    assertEquals(0, generate("--layout", "jsonl"));
    assertEquals(0, generate("--layout", "2", "--from", "2015-09-01"));
    String raw = folder.getRoot() + "/raw/product_reviews/arrival=";
    assertTrue(new File(raw + "2015-08-25/part-00003.jsonl").isFile());
    assertTrue(new File(raw + "2015-09-01/part-00003.tsv").isFile());
    assertEquals(2, generate("--layout", "csv", "--from", "2015-10-01"));
    assertEquals(
        "Cannot choose layout: csv, because product_reviews has none of that number or format that"
            + " takes a file of its own; it has 1 jsonl, 2 tsv",
        firstLine());
  }

  @Test
  public void filesOfTooManyRowsAreRefused() throws Exception {
    assertEquals(2, generate("--rows", "2000000000", "--files", "10"));
    assertEquals(
        "Cannot read --files: 10, because a file would have more than 20,000,000 rows",
        firstLine());
  }

  @Test
  public void aMissingOptionIsNamed() throws Exception {
    assertEquals(2, call(new String[] {"--feed", "product_reviews", "--from", "2015-08-25"}));
    assertEquals(
        "Cannot understand call of generate, because missing required options: days, rows",
        firstLine());
  }

  @Test
  public void aFeedWithoutContractIsAFailure() throws Exception {
    assertEquals(1, generate("--feed", "weather"));
    assertTrue(err, firstLine().startsWith("Cannot find contract of feed: weather, because "));
  }

  private void refuse(String option, String value, String reason) throws Exception {
    assertEquals(2, generate(option, value));
    String said = "Cannot read " + option + ": " + value + ", because " + reason;
    assertTrue(err, firstLine().startsWith(said));
    assertTrue(err, err.contains("usage: generate"));
    assertEquals(0, folder.getRoot().list().length);
  }

  /** A sound call, but for the options given. */
  private int generate(String... options) throws Exception {
    List<String> args = new ArrayList<>(List.of(options));
    String[][] sound = {
      {"--feed", "product_reviews"},
      {"--root", folder.getRoot().toString()},
      {"--from", "2015-08-25"},
      {"--days", "2"},
      {"--rows", "300"}
    };
    for (String[] option : sound) {
      if (!args.contains(option[0])) {
        args.addAll(List.of(option));
      }
    }
    return call(args.toArray(String[]::new));
  }

  private int call(String[] args) throws Exception {
    PrintStream realOut = System.out;
    PrintStream realErr = System.err;
    ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
    ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
    System.setOut(new PrintStream(outBytes, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(errBytes, true, StandardCharsets.UTF_8));
    try {
      GenerateProgram program = new GenerateProgram();
      program.setConf(new Configuration());
      return program.run(args);
    } finally {
      System.setOut(realOut);
      System.setErr(realErr);
      out = outBytes.toString(StandardCharsets.UTF_8);
      err = errBytes.toString(StandardCharsets.UTF_8);
    }
  }

  private String firstLine() {
    return err.lines().findFirst().orElse("");
  }
}

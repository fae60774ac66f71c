package org.reviewwarehouse.mapreduce;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.util.ToolRunner;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.tables.ColumnTable;
import org.reviewwarehouse.mapreduce.tables.FeedTables;

/** The program {@code contract} as it is called: what it prints and returns. */
public class ContractProgramTest {
  private static final String SONGS =
      """
      {"type": "record", "name": "songs", "layouts": [{"format": "csv", "header": true}], "key": ["name"],
       "fields": [{"name": "name", "type": "string"}, {"name": "size", "type": "int"}]}
      """;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private String out;
  private String err;

  @Test
  public void aNewFeedAndOneThatIsTheSamePass() throws Exception {
    String contract = file("songs.avsc", SONGS);
    assertEquals(0, call("check", "--feed", "songs", "--contract", contract));
    assertEquals("songs: a new feed, nothing of it is released\n", out);
    String empty = folder.newFolder().getPath();
    assertEquals(0, call("check", "--feed", "songs", "--contract", contract, "--released", empty));
    assertEquals("songs: a new feed, nothing of it is released\n", out);

    String directory = folder.getRoot().getPath();
    assertEquals(
        0, call("check", "--feed", "songs", "--contract", contract, "--released", directory));
    assertEquals("songs: the same as released\n", out);
    assertEquals("", err);
  }

  @Test
  public void changesThatAreAllowedAreTold() throws Exception {
    String released = file("songs.avsc", SONGS);
    String contract =
        file(
            "new.avsc",
            SONGS.replace(
                "\"int\"}",
                "\"int\", \"min\": 0}, {\"name\": \"genre\", \"type\": [\"null\", \"string\"]}"));
    assertEquals(
        0, call("check", "--feed", "songs", "--contract", contract, "--released", released));
    assertEquals(
        """
        songs: goes on with the released contract
          changes field size, attribute min
          adds optional column genre STRING
        """,
        out);
  }

  @Test
  public void changesThatBreakTheTableAreAFailure() throws Exception {
    String released = file("songs.avsc", SONGS);
    String contract =
        file("new.avsc", SONGS.replace("\"int\"", "\"long\"").replace("[\"name\"]", "[\"size\"]"));
    assertEquals(
        1, call("check", "--feed", "songs", "--contract", contract, "--released", released));
    assertEquals(
        """
        Cannot accept contract of feed: songs, because it does not go on with the released one:
          attribute key: it was [name], and is [size]
          field size, attribute type: it was INT, and is BIGINT
        """,
        err);
    assertEquals("", out);
  }

  @Test
  public void aContractThatCannotBeReadIsAFailure() throws Exception {
    String contract = file("songs.avsc", SONGS.replace("\"key\"", "\"keys\""));
    assertEquals(1, call("check", "--feed", "songs", "--contract", contract));
    assertTrue(
        err, err.startsWith("Cannot read contract: " + contract + ", because attribute key"));
    assertEquals(
        1, call("check", "--feed", "product_reviews", "--released", contract + ".nowhere"));
    assertEquals(
        "Cannot find released contract of feed: product_reviews, because there is no "
            + contract
            + ".nowhere\n",
        err);
  }

  @Test
  public void ddlAndDocsPrintWhatTheyMake() throws Exception {
    for (Contract contract : Checkout.contracts().values()) {
      assertEquals(0, call("ddl", "--feed", contract.feed()));
      assertEquals(
          String.join(";\n\n", FeedTables.statements(contract, "${hivevar:root}")) + ";\n", out);
      assertEquals(
          0, call("ddl", "--feed", contract.feed(), "--root", "hdfs://127.0.0.1:1/warehouse/"));
      assertTrue(
          out,
          out.contains("\nLOCATION 'hdfs://127.0.0.1:1/warehouse/clean/" + contract.feed() + "'"));
      assertEquals(0, call("docs", "--feed", contract.feed()));
      assertEquals(ColumnTable.markdown(contract), out);
      assertEquals("", err);
    }
  }

  @Test
  public void wrongUsageSaysWhatAndHow() throws Exception {
    refuse("Cannot understand call of contract, because none of check, ddl, docs is given");
    refuse("Cannot understand call of contract, because nothing is called show", "show");
    refuse("Cannot understand call of contract, because nothing is called docs", "ddl", "docs");
    refuse("Cannot use --root, because docs does not take it", "docs", "--root", "/x");
    refuse("Cannot use --released, because ddl does not take it", "ddl", "--released", "x");
    assertEquals(0, call("--help"));
    for (String word : new String[] {"check|ddl|docs", "  check ", "  ddl ", "  docs "}) {
      assertTrue(word, out.contains(word));
    }
  }

  private void refuse(String message, String... args) throws Exception {
    String[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--feed";
    all[args.length + 1] = "movies";
    assertEquals(2, call(all));
    assertEquals(message, err.lines().findFirst().orElse(""));
    assertTrue("the usage follows", err.contains("usage: contract "));
    assertEquals("", out);
  }

  private String file(String name, String text) throws Exception {
    File file = folder.newFile(name);
    Files.writeString(file.toPath(), text);
    return file.getPath();
  }

  private int call(String... args) throws Exception {
    PrintStream stdout = System.out;
    PrintStream stderr = System.err;
    ByteArrayOutputStream toOut = new ByteArrayOutputStream();
    ByteArrayOutputStream toErr = new ByteArrayOutputStream();
    System.setOut(new PrintStream(toOut, true, UTF_8));
    System.setErr(new PrintStream(toErr, true, UTF_8));
    try {
      return ToolRunner.run(new Configuration(), new ContractProgram(), args);
    } finally {
      System.setOut(stdout);
      System.setErr(stderr);
      out = toOut.toString(UTF_8);
      err = toErr.toString(UTF_8);
    }
  }
}

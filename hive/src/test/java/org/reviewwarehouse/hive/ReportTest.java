package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class ReportTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  @Before
  public void twoDays() throws Exception {
    File ledger = folder.newFolder("ledger", "f");
    entry(ledger, 1, "2015-08-30", 10, 9);
    entry(ledger, 2, "2015-08-31", 1200, 1198);
  }

  private static void entry(File ledger, int sequence, String arrival, int read, int accepted)
      throws Exception {
    String text =
        """
        {"sequence":%1$d,"run":"00000%1$d-20151120T085644Z-1a2b3c4d","feed":"f","mode":"daily",
        "started":"2015-11-20T08:56:44Z","committed":"2015-11-20T08:56:49Z","arrivals":["%2$s"],
        "inputs":[{"path":"a"},{"path":"b"}],"read":%3$d,"accepted":%4$d,"duplicate":1,
        "superseded":0,"rejected":0,"late":0,"replaced":0,"bytes_read":7,"bytes_written":6,
        "rejections":[],"partitions":[],"waiting":[]}
        """;
    Files.writeString(
        ledger.toPath().resolve("00000" + sequence + ".json"),
        String.format(text, sequence, arrival, read, accepted));
  }

  @Test
  public void theRunsOfADayAreReportedTwice() throws Exception {
    for (int again = 0; again < 2; again++) {
      assertEquals(0, run("--arrival", "2015-08-31"));
      assertEquals(
          """
          +----------------------------------+-------+-------+-------+----------+-----------+------------+------+----------+----------+-------------+
          | run                              | mode  | files |  read | accepted | duplicate | superseded | late | rejected | replaced | unaccounted |
          +----------------------------------+-------+-------+-------+----------+-----------+------------+------+----------+----------+-------------+
          | 000002-20151120T085644Z-1a2b3c4d | daily |     2 | 1,200 |    1,198 |         1 |          0 |    0 |        0 |        0 |           1 |
          +----------------------------------+-------+-------+-------+----------+-----------+------------+------+----------+----------+-------------+
          file:ROOT/reports/f/2015-08-31.json
          """,
          out.toString(StandardCharsets.UTF_8).replace(folder.getRoot().getPath(), "ROOT"));
      assertEquals(
          """
          {
            "feed" : "f",
            "arrival" : "2015-08-31",
            "runs" : [ {
              "sequence" : 2,
              "run" : "000002-20151120T085644Z-1a2b3c4d",
              "mode" : "daily",
              "started" : "2015-11-20T08:56:44Z",
              "committed" : "2015-11-20T08:56:49Z",
              "bytes_read" : 7,
              "bytes_written" : 6,
              "files" : 2,
              "read" : 1200,
              "accepted" : 1198,
              "duplicate" : 1,
              "superseded" : 0,
              "late" : 0,
              "rejected" : 0,
              "replaced" : 0,
              "unaccounted" : 1,
              "rejections" : [ ]
            } ]
          }
          """,
          Files.readString(folder.getRoot().toPath().resolve("reports/f/2015-08-31.json")));
    }
  }

  @Test
  public void aDayThatNoRunHasReadIsAFailure() {
    assertEquals(1, run("--arrival", "2015-09-01"));
    assertEquals(
        "Cannot report arrival: 2015-09-01 of f, because no run in the ledger file:ROOT/ledger/f"
            + " has read it\n",
        out.toString(StandardCharsets.UTF_8).replace(folder.getRoot().getPath(), "ROOT"));
  }

  private int run(String... more) {
    out.reset();
    Configuration configuration = new Configuration(false);
    configuration.set(Settings.ROOT, folder.getRoot().getPath());
    PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
    String[] args = {"report", "--feed", "f", more[0], more[1]};
    return Main.run(args, configuration, stream, stream);
  }
}

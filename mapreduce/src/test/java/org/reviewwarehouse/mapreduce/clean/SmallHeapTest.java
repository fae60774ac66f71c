package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;

import java.io.BufferedOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.contract.Contracts;

/**
 * Files much larger than the heap, read as a map task reads them, in a Java of its own with 48 MiB.
 */
public class SmallHeapTest {
  private static final String HEAP = "-Xmx48m";
  private static final int MIB = 1 << 20;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  /** Writes a text that is long and compresses well. */
  private interface Text {
    void write(OutputStream out) throws IOException;
  }

  @Test
  public void oneJsonArray() throws Exception {
    String book =
        "{\"name\": \"Book %08d\", \"pages\": 7, \"author\": \"" + "x".repeat(900) + "\"}";
    File file =
        gz(
            "books.json",
            out -> {
              out.write('[');
              for (int i = 0; i < 300_000; i++) {
                out.write(((i == 0 ? "" : ",\n ") + book.formatted(i)).getBytes(UTF_8));
              }
              out.write(']');
            });
    assertEquals("read 300000, valid 300000, rejected {}", read("books", file));
  }

  @Test
  public void oneCsvWithLineBreaks() throws Exception {
    String row = "\"Movie\n%08d\",120,\"" + "Any \"\"language\"\"\n".repeat(50) + "\",900\n";
    File file =
        gz(
            "movies.csv",
            out -> {
              out.write("title,duration_mins,original_language,size_mb\n".getBytes(UTF_8));
              for (int i = 0; i < 300_000; i++) {
                out.write(row.formatted(i).getBytes(UTF_8));
              }
            });
    assertEquals("read 300000, valid 300000, rejected {}", read("movies", file));
  }

  @Test
  public void bombsOfOneRecordThatNeverEnds() throws Exception {
    byte[] zeros = new byte[MIB];
    Text bomb =
        out -> {
          for (int i = 0; i < 500; i++) {
            out.write(zeros);
          }
        };
    assertEquals(
        "read 1, valid 0, rejected {record_too_long=1}",
        read("product_reviews", gz("bomb.tsv", bomb)));
    assertEquals(
        "read 1, valid 0, rejected {record_too_long=1}",
        read("game_events", gz("bomb.jsonl", bomb)));
    assertEquals(
        "read 1, valid 0, rejected {record_too_long=1}", read("users", gz("bomb.csv", bomb)));
  }

  @Test
  public void jsonThatIsNestedWithoutEnd() throws Exception {
    for (String opening : List.of("[", "{\"name\":")) {
      String deep = opening.repeat(100_000);
      assertEquals(
          "read 1, valid 0, rejected {not_json=1}",
          read("game_events", gz("deep.jsonl", out -> out.write((deep + "\n").getBytes(UTF_8)))));
      assertEquals(
          "read 1, valid 0, rejected {not_json=1}",
          read("books", gz("deep.json", out -> out.write(("[" + deep).getBytes(UTF_8)))));
    }
    byte[] endless = "[".repeat(MIB).getBytes(UTF_8);
    assertEquals(
        "read 1, valid 0, rejected {record_too_long=1}",
        read(
            "books",
            gz(
                "endless.json",
                out -> {
                  for (int i = 0; i < 200; i++) {
                    out.write(endless);
                  }
                })));
  }

  private File gz(String name, Text text) throws IOException {
    File file = new File(folder.newFolder(), name + ".gz");
    try (OutputStream out =
        new BufferedOutputStream(new GZIPOutputStream(Files.newOutputStream(file.toPath())), MIB)) {
      text.write(out);
    }
    return file;
  }

  /** What becomes of the records of a file. */
  private static String read(String feed, File file) throws Exception {
    Process child =
        new ProcessBuilder(
                System.getProperty("java.home") + "/bin/java",
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                SmallHeapTest.class.getName(),
                feed,
                file.getPath())
            .redirectErrorStream(true)
            .start();
    String printed = new String(child.getInputStream().readAllBytes(), UTF_8).strip();
    assertEquals(printed, 0, child.waitFor());
    return printed.lines().reduce((first, last) -> last).orElse("");
  }

  /** The child: a feed and a file. */
  public static void main(String[] args) throws Exception {
    Contracts.Source source = Contracts.find(args[0], null, new Configuration(false));
    Reading reading = new Reading(source.contract(), source.text());
    reading.read(new File(args[1]), 0);
    System.out.printf(
        "read %d, valid %d, rejected %s%n",
        reading.rows.read, reading.valid, reading.rows.rejected);
  }
}

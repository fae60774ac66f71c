package org.reviewwarehouse.mapreduce.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Packers;
import org.reviewwarehouse.mapreduce.Seed;

public class KeptTextTest {
  private static final int MAX_LINE_BYTES = 1 << 20;
  private static final String[] SUFFIXES = {".gz", ".bz2", ".zst", ".lzo", ".lz4"};

  @Rule public final Seed seed = new Seed();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Configuration conf = new Configuration();
  private File directory;

  @Before
  public void keepText() {
    directory = new File(folder.getRoot(), "text");
    RawInputFormat.keepText(conf, new Path(directory.toURI()));
  }

  @Test
  public void theTextIsKeptAsItWasAndReadInsteadTheNextTime() throws Exception {
    for (int i = 0; i < SUFFIXES.length; i++) {
      byte[] text = RawText.random(seed.random(), 2_000, 3_000);
      RawFile file = file(i, SUFFIXES[i], Packers.packed(SUFFIXES[i], text));
      RawText.Read first = read(file);
      assertEquals(RawText.lines(text, MAX_LINE_BYTES), first.lines());
      assertArrayEquals(text, Files.readAllBytes(kept(i).toPath()));
      Files.writeString(kept(i).toPath(), "what was kept\n");
      RawText.Read second = read(file);
      assertEquals("0:what was kept", second.lines().get(0).toString());
      assertEquals(first.ends().get(0).crc(), second.ends().get(0).crc());
    }
  }

  @Test
  public void whatIsNotPackedIsNotKept() throws Exception {
    read(file(0, ".tsv", "a\nb\n".getBytes(UTF_8)));
    read(file(1, ".gz", new byte[0]));
    assertEquals(false, directory.exists());
  }

  @Test
  public void aTextThatWasNotReadToItsEndIsNotKept() throws Exception {
    byte[] text = RawText.random(seed.random(), 2_000, 3_000);
    RawFile file = file(0, ".gz", Packers.packed(".gz", text));
    try (RawInputFormat.BlockReader reader = new RawInputFormat.BlockReader()) {
      reader.initialize(split(file), new TaskAttemptContextImpl(conf, new TaskAttemptID()));
      reader.nextKeyValue();
    }
    assertEquals(List.of(), List.of(directory.list()));
    assertEquals(RawText.lines(text, MAX_LINE_BYTES), read(file).lines());
  }

  @Test
  public void aTextMuchLongerThanExpectedIsReadAndNotKept() throws Exception {
    byte[] text = "same line\n".repeat(500_000).getBytes(UTF_8);
    RawFile file = file(0, ".gz", Packers.packed(".gz", text));
    assertEquals(500_000, read(file).lines().size());
    assertEquals(List.of(), List.of(directory.list()));
    assertEquals(500_000, read(file).lines().size());
  }

  @Test
  public void aTextForWhichThereIsNoRoomIsReadAllTheSame() throws Exception {
    Files.writeString(directory.toPath(), "in the way of the directory");
    byte[] text = RawText.random(seed.random(), 200, 3_000);
    RawFile file = file(0, ".gz", Packers.packed(".gz", text));
    assertEquals(RawText.lines(text, MAX_LINE_BYTES), read(file).lines());
    assertEquals(RawText.lines(text, MAX_LINE_BYTES), read(file).lines());
  }

  private RawText.Read read(RawFile file) throws IOException {
    return RawText.read(split(file), MAX_LINE_BYTES, conf);
  }

  private static RawSplit split(RawFile file) {
    return new RawSplit().add(new RawSplit.Piece(0, file, 0, file.length()));
  }

  private File kept(int number) {
    return new File(directory, Integer.toString(number));
  }

  private RawFile file(int number, String suffix, byte[] bytes) throws IOException {
    File file = folder.newFile(number + suffix);
    Files.write(file.toPath(), bytes);
    return RawFile.raw(
        number, file.toURI().toString(), bytes.length, RawFile.NO_ARRIVAL, 0, Framing.LINES);
  }
}

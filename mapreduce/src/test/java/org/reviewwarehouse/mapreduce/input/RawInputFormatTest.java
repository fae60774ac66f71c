package org.reviewwarehouse.mapreduce.input;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.zip.CRC32C;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.mapreduce.InputSplit;
import org.apache.hadoop.mapreduce.Job;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Packers;
import org.reviewwarehouse.mapreduce.Seed;
import org.reviewwarehouse.mapreduce.input.RawSplit.Piece;

public class RawInputFormatTest {
  private static final int MAX_LINE_BYTES = 1 << 20;
  private static final String[] SUFFIXES = {".gz", ".bz2", ".zst", ".lzo", ".lz4"};

  @Rule public final Seed seed = new Seed();
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void readsEachLineOnceByEveryPlan() throws Exception {
    Random random = seed.random();
    for (int i = 0; i < 40; i++) {
      List<RawFile> files = new ArrayList<>();
      List<byte[]> texts = new ArrayList<>();
      for (int count = 1 + random.nextInt(4); count > 0; count--) {
        byte[] text = RawText.random(random, random.nextInt(60), 2_000);
        files.add(file(i + "-" + files.size() + ".tsv", text, files.size()));
        texts.add(text);
      }
      List<RawSplit> splits =
          SplitPlan.of(files, 0, 1 + random.nextInt(8), 1 + random.nextInt(5_000));
      List<List<RawText.Line>> lines = new ArrayList<>();
      int[] checksums = new int[files.size()];
      files.forEach(file -> lines.add(new ArrayList<>()));
      for (RawSplit split : splits) {
        for (RawSplit.Piece piece : split.pieces()) {
          RawSplit one = new RawSplit().add(piece);
          RawText.Read read = RawText.read(one, 1_500);
          int number = piece.file().number();
          lines.get(number).addAll(read.lines());
          assertEquals(1, read.ends().size());
          assertEquals(piece.offset(), read.ends().get(0).position());
          checksums[number] =
              FileChecksum.join(checksums[number], read.ends().get(0).crc(), piece.length());
        }
      }
      for (int number = 0; number < files.size(); number++) {
        assertEquals(
            splits.get(0).pieces().toString(),
            RawText.lines(texts.get(number), 1_500),
            lines.get(number));
        assertEquals(crc32c(texts.get(number)), checksums[number]);
      }
    }
  }

  @Test
  public void readsThePiecesOfASplitOneAfterTheOther() throws Exception {
    RawFile first = file("first.tsv", "a\nb\nc".getBytes(UTF_8), 0);
    RawFile empty = file("empty.tsv", new byte[0], 1);
    RawFile second = file("second.tsv", "d\n".getBytes(UTF_8), 2);
    RawSplit split =
        split(
            new Piece(3, first, 2, 3),
            new Piece(1, empty, 0, 0),
            new Piece(4, second, 0, 2),
            new Piece(0, first, 0, 2));
    RawText.Read read = RawText.read(split, MAX_LINE_BYTES);
    assertEquals(
        List.of("2:b", "4:c", "0:d", "0:a"), read.lines().stream().map(Object::toString).toList());
    assertEquals(
        List.of("0 2", "1 0", "2 0", "0 0"),
        read.ends().stream().map(end -> end.file().number() + " " + end.position()).toList());
    assertEquals(crc32c(new byte[0]), read.ends().get(1).crc());
  }

  @Test
  public void readsCompressedFilesAndTheirChecksums() throws Exception {
    Random random = seed.random();
    for (String suffix : SUFFIXES) {
      for (int i = 0; i < 6; i++) {
        byte[] text = RawText.random(random, random.nextInt(300), 3_000);
        byte[] packed = Packers.packed(suffix, text);
        RawFile file = file(i + suffix, packed, 0);
        RawText.Read read = RawText.read(whole(file), MAX_LINE_BYTES);
        assertEquals(suffix, RawText.lines(text, MAX_LINE_BYTES), read.lines());
        assertEquals(suffix, crc32c(packed), read.ends().get(0).crc());
        assertEquals(suffix, crc32c(packed), FileChecksum.of(file, new Configuration()));
      }
    }
  }

  @Test
  public void readsEveryMemberOfACompressedFile() throws Exception {
    byte[] first = "one\ntwo, cut in".getBytes(UTF_8);
    byte[] second = " the middle\nthree\n".getBytes(UTF_8);
    for (String suffix : SUFFIXES) {
      byte[] packed =
          join(
              Packers.packed(suffix, first),
              Packers.packed(suffix, new byte[0]),
              Packers.packed(suffix, second));
      RawFile file = file("members" + suffix, packed, 0);
      RawText.Read read = RawText.read(whole(file), MAX_LINE_BYTES);
      assertEquals(suffix, RawText.lines(join(first, second), MAX_LINE_BYTES), read.lines());
      assertEquals(suffix, crc32c(packed), read.ends().get(0).crc());
    }
  }

  @Test
  public void readsAnEmptyFileOfAnyKind() throws Exception {
    for (String suffix : new String[] {".tsv", ".gz", ".bz2", ".zst", ".lzo", ".lz4", ".snappy"}) {
      RawText.Read read =
          RawText.read(whole(file("nothing" + suffix, new byte[0], 0)), MAX_LINE_BYTES);
      assertEquals(List.of(), read.lines());
      assertEquals(crc32c(new byte[0]), read.ends().get(0).crc());
    }
  }

  @Test
  public void namesATruncatedFileWhereverItIsCut() throws Exception {
    byte[] text = RawText.random(seed.random(), 40, 300);
    for (String suffix : SUFFIXES) {
      byte[] packed = Packers.packed(suffix, text);
      List<Integer> unnoticed = new ArrayList<>();
      for (int left = 1; left < packed.length; left += isNearAnEnd(left, packed) ? 1 : 97) {
        RawFile file = file("cut-" + left + suffix, Arrays.copyOf(packed, left), 0);
        try {
          RawText.read(whole(file), 1_000);
          unnoticed.add(left);
        } catch (UnreadableFileException e) {
          assertRefusal(file, e);
        }
      }
      assertEquals(suffix + " of " + packed.length, List.of(), unnoticed);
    }
  }

  @Test
  public void namesAFileThatIsNotWhatItsNameSays() throws Exception {
    for (String suffix : SUFFIXES) {
      assertUnreadable(file("plain" + suffix, "no archive at all\n".getBytes(UTF_8), 0), suffix);
    }
  }

  @Test
  public void namesADamagedFile() throws Exception {
    byte[] text = RawText.random(seed.random(), 400, 300);
    for (String suffix : new String[] {".gz", ".bz2"}) {
      byte[] packed = Packers.packed(suffix, text);
      packed[packed.length / 2] ^= 0x55;
      assertUnreadable(file("damaged" + suffix, packed, 0), suffix);
    }
  }

  @Test
  public void namesAFileThatIsGoneOrHasShrunk() throws Exception {
    RawFile gone =
        RawFile.raw(
            0, new File(folder.getRoot(), "gone.tsv").toURI().toString(), 5, 0, 0, Framing.LINES);
    UnreadableFileException e =
        assertThrows(UnreadableFileException.class, () -> RawText.read(whole(gone), 100));
    assertEquals(
        "Cannot read raw file: "
            + gone.path()
            + ", because File "
            + new Path(gone.path())
            + " does not exist",
        e.getMessage());

    RawFile file = file("shrunk.tsv", "abc\n".getBytes(UTF_8), 0);
    RawFile planned = RawFile.raw(0, file.path(), 10, 0, 0, Framing.LINES);
    e = assertThrows(UnreadableFileException.class, () -> RawText.read(whole(planned), 100));
    assertEquals(
        "Cannot read raw file: "
            + file.path()
            + ", because it has 4 bytes, and had 10 when the run began",
        e.getMessage());
  }

  @Test
  public void readsAFileThatGrewToItsPlannedLength() throws Exception {
    byte[] planned = "a\nb".getBytes(UTF_8);
    RawFile file = file("grows.tsv", planned, 0);
    append("grows.tsv", "bb\nc\n".getBytes(UTF_8));
    RawText.Read read = RawText.read(whole(file), MAX_LINE_BYTES);
    assertEquals(RawText.lines(planned, MAX_LINE_BYTES), read.lines());
    assertEquals(crc32c(planned), read.ends().get(0).crc());
    assertEquals(crc32c(planned), FileChecksum.of(file, new Configuration()));

    byte[] packed = Packers.packed(".gz", planned);
    RawFile gz = file("grows.gz", packed, 0);
    append("grows.gz", Packers.packed(".gz", "more\n".getBytes(UTF_8)));
    read = RawText.read(whole(gz), MAX_LINE_BYTES);
    assertEquals(RawText.lines(planned, MAX_LINE_BYTES), read.lines());
    assertEquals(crc32c(packed), read.ends().get(0).crc());
  }

  @Test
  public void handsTheSplitsOfThePlanToEveryJob() throws Exception {
    RawFile one = RawFile.raw(0, "file:/a", 100, 16_678, 0, Framing.LINES);
    RawFile two = RawFile.raw(1, "file:/b.gz", 50, RawFile.NO_ARRIVAL, 0, Framing.LINES);
    List<RawSplit> plan =
        List.of(
            split(new Piece(1, one, 0, 60)),
            split(new Piece(0, two, 0, 50), new Piece(2, one, 60, 40)));
    Configuration conf = new Configuration();
    RawInputFormat.setPlan(conf, new Path(folder.getRoot().getPath(), "plan"), plan, 99);
    for (int job = 0; job < 2; job++) {
      List<InputSplit> splits = new RawInputFormat().getSplits(Job.getInstance(conf));
      for (int i = 0; i < plan.size(); i++) {
        RawSplit split = (RawSplit) splits.get(i);
        assertEquals(plan.get(i).pieces(), split.pieces());
      }
      assertEquals(plan.size(), splits.size());
    }
    assertEquals(90, plan.get(1).getLength());
  }

  private static boolean isNearAnEnd(int at, byte[] bytes) {
    return at < 30 || at >= bytes.length - 120;
  }

  private static void assertUnreadable(RawFile file, String what) {
    assertRefusal(
        file,
        assertThrows(
            what, UnreadableFileException.class, () -> RawText.read(whole(file), MAX_LINE_BYTES)));
  }

  private static void assertRefusal(RawFile file, UnreadableFileException e) {
    String beginning =
        "Cannot read raw file: "
            + file.path()
            + ", because it is truncated or no "
            + file.compression().name().toLowerCase(Locale.ROOT)
            + " file: ";
    assertTrue(e.getMessage(), e.getMessage().startsWith(beginning));
    assertFalse(e.getMessage(), e.getMessage().endsWith("null"));
  }

  private RawFile file(String name, byte[] content, int number) throws IOException {
    File file = new File(folder.getRoot(), name);
    Files.write(file.toPath(), content);
    return RawFile.raw(
        number, file.toURI().toString(), content.length, RawFile.NO_ARRIVAL, 0, Framing.LINES);
  }

  private void append(String name, byte[] content) throws IOException {
    Files.write(new File(folder.getRoot(), name).toPath(), content, StandardOpenOption.APPEND);
  }

  private static RawSplit whole(RawFile file) {
    return split(new Piece(0, file, 0, file.length()));
  }

  private static RawSplit split(Piece... pieces) {
    RawSplit split = new RawSplit();
    for (Piece piece : pieces) {
      split.add(piece);
    }
    return split;
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static int crc32c(byte[] bytes) {
    CRC32C crc = new CRC32C();
    crc.update(bytes);
    return (int) crc.getValue();
  }
}

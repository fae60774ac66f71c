package org.reviewwarehouse.mapreduce.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import com.github.luben.zstd.ZstdOutputStream;
import com.sun.management.ThreadMXBean;
import io.airlift.compress.snappy.SnappyFramedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.management.ManagementFactory;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;
import org.apache.hadoop.conf.Configuration;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Packers;
import org.reviewwarehouse.mapreduce.Seed;

public class CompressionTest {
  private static final Configuration CONF = new Configuration(); // reading it takes long
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private static final long MIB = 1 << 20;
  private static final String LZ4_END = "00000000";
  private static final String LZ4_HEADER = "04224d18604082";
  private static final String SNAPPY_HEADER = "ff060000734e61507059";

  @Rule public final Seed seed = new Seed();

  @Test
  public void isKnownByTheEndOfTheName() {
    String[][] names = {
      {"NONE", "a", "a.tsv", "gz", "a.gz.tsv", "a.lzo.index", "lz4", "a.LZ4"},
      {"GZIP", "a.gz", "a.tsv.gz"},
      {"BZIP2", "a.bz2"},
      {"ZSTD", "a.zst"},
      {"LZOP", "a.lzo", "a.lzop"},
      {"LZ4", "a.lz4"},
      {"SNAPPY", "a.snappy", "a.sz"}
    };
    for (String[] row : names) {
      Compression compression = Compression.valueOf(row[0]);
      for (String name : Arrays.copyOfRange(row, 1, row.length)) {
        assertEquals(name, compression, Compression.of(name));
      }
      assertEquals(compression == Compression.NONE, compression.isSplittable());
      long plain = compression.plainBytes(100);
      assertTrue(row[0], compression.isSplittable() ? plain == 100 : plain >= 200 && plain <= 400);
    }
    assertEquals(names.length, Compression.values().length);
  }

  @Test
  public void readsWhatOthersPack() throws Exception {
    Random random = seed.random();
    for (String suffix : Packers.SUFFIXES) {
      for (int length : new int[] {0, 1, 13, 65_535, 65_536, 65_537, 200_000}) {
        byte[] text = noise(random, length);
        assertArrayEquals(suffix + " " + length, text, read(suffix, Packers.packed(suffix, text)));
      }
      for (int length : new int[] {200, 70_000}) {
        byte[] text = prose(random, length);
        assertArrayEquals(suffix + " " + length, text, read(suffix, Packers.packed(suffix, text)));
      }
    }
    byte[] text = prose(random, 200_000);
    ByteArrayOutputStream framed = new ByteArrayOutputStream();
    try (OutputStream out = new SnappyFramedOutputStream(framed)) {
      out.write(text);
    }
    assertArrayEquals(text, read(".sz", framed.toByteArray()));
  }

  @Test
  public void readsWhatTheCommandsWrite() throws Exception {
    byte[] text = "one\ttwo\ttwo\ttwo\ttwo\ttwo\nthree\ttwo\ttwo\ttwo\n".getBytes(UTF_8);
    String[][] files = {
      { // lzop 1.04 -1
        ".lzo",
        "894c5a4f000d0a1a0a104020a0094002010300000d000081a46b0039280000000000315c035e0000002a"
            + "000000253d280e87066f6e650974776f09742c0c0000010a74687265650974776f0974776f0974776f0a"
            + "11000000000000"
      },
      { // lzop 1.04 -9
        ".lzop",
        "894c5a4f000d0a1a0a104020a0094003090300000d000081a46b003928000000000031ff03670000002a"
            + "000000183d280e87186f6e650974776f2e0c00020a746872652b65000a11000000000000"
      },
      { // lz4 1.9.4 -BD --content-size
        ".lz4",
        "04224d186c402a000000000000006d180000007c6f6e650974776f0400550a746872651a00500974776f"
            + "0a00000000a58d1f20"
      }
    };
    for (String[] file : files) {
      assertArrayEquals(file[0], text, read(file[0], hex(file[1])));
    }
  }

  @Test
  public void readsEveryStreamOfAFile() throws Exception {
    Random random = seed.random();
    for (String suffix : Packers.SUFFIXES) {
      byte[] first = prose(random, 70_000);
      byte[] second = noise(random, 500);
      byte[] packed =
          join(
              Packers.packed(suffix, first),
              Packers.packed(suffix, new byte[0]),
              Packers.packed(suffix, second));
      assertArrayEquals(suffix, join(first, second), read(suffix, packed));
    }
  }

  /**
   * Hadoop's blocks and Snappy's frames have no end mark: cut between two of them, or between two
   * streams, a file is a whole one by its format. Everywhere else a cut is seen.
   */
  @Test
  public void refusesAFileCutAnywhereButBetweenBlocksWithoutAnEndMark() throws Exception {
    Random random = seed.random();
    for (String suffix : Packers.SUFFIXES) {
      byte[] small = prose(random, 400);
      byte[] large = join(prose(random, 40_000), noise(random, 50_000));
      assertEveryCutIsSeen(suffix, small, Packers.packed(suffix, small));
      assertEveryCutIsSeen(suffix, large, Packers.packed(suffix, large));
      assertEveryCutIsSeen(
          suffix,
          join(small, small, large),
          Packers.packed(suffix, small),
          Packers.packed(suffix, new byte[0]),
          Packers.packed(suffix, small),
          Packers.packed(suffix, large));
    }
    byte[] text = prose(random, 400);
    byte[] skippable = hex("502a4d18" + "02000000" + "ffff");
    assertEveryCutIsSeen(".zst", text, skippable, Packers.packed(".zst", text), skippable);
  }

  private static void assertEveryCutIsSeen(String suffix, byte[] text, byte[]... streams)
      throws IOException {
    byte[] packed = join(streams);
    TreeSet<Integer> whole = wholeLengths(suffix, packed);
    int end = 0;
    for (byte[] stream : Arrays.copyOf(streams, streams.length - 1)) {
      end += stream.length;
      whole.add(end);
    }
    TreeSet<Integer> cuts = new TreeSet<>(whole);
    for (int cut = 1; cut < packed.length; cut += cut < 1_000 ? 1 : 1_777) {
      cuts.add(cut);
    }
    for (int last = 1; last < 60; last++) {
      cuts.add(packed.length - last);
    }
    TreeSet<Integer> unnoticed = new TreeSet<>();
    for (int cut : cuts) {
      try {
        byte[] read = read(suffix, Arrays.copyOf(packed, cut));
        assertArrayEquals(suffix + " " + cut, Arrays.copyOf(text, read.length), read);
        unnoticed.add(cut);
      } catch (IOException e) {
        assertReason(suffix, e);
      }
    }
    assertEquals(suffix + " of " + packed.length, whole, unnoticed);
  }

  /**
   * Where every packed byte has a checksum, each bit is seen. Elsewhere some mean nothing, as a
   * time in a header, and do not change the text. Hadoop's blocks have no checksum at all.
   */
  @Test
  public void refusesAFlippedBitWhereTheFormatShowsIt() throws Exception {
    byte[] text = prose(seed.random(), 300);
    for (String suffix : Packers.SUFFIXES) {
      byte[] packed = Packers.packed(suffix, text);
      boolean wholly = List.of(".lzo", ".lz4").contains(suffix);
      for (int bit = 0; bit < packed.length * 8; bit++) {
        byte[] flipped = packed.clone();
        flipped[bit / 8] ^= (byte) (1 << bit % 8);
        try {
          byte[] read = readSparingly(suffix, flipped);
          assertFalse(suffix + " bit " + bit, wholly);
          if (!suffix.startsWith(".hadoop") && !skipsItsChunk(suffix, flipped)) {
            assertArrayEquals(suffix + " bit " + bit, text, read);
          }
        } catch (IOException e) {
          assertReason(suffix, e);
        }
      }
    }
  }

  /** With its highest bit a Snappy chunk's type says that readers may skip the chunk. */
  private static boolean skipsItsChunk(String suffix, byte[] packed) {
    return suffix.equals(".snappy") && packed[hex(SNAPPY_HEADER).length] < 0;
  }

  @Test
  public void makesTextOrARefusalOfWhatever() throws Exception {
    Random random = seed.random();
    for (String suffix : Packers.SUFFIXES) {
      byte[][] seeds = {
        Packers.packed(suffix, prose(random, 200)),
        Packers.packed(suffix, noise(random, 100)),
        join(Packers.packed(suffix, prose(random, 90)), Packers.packed(suffix, noise(random, 9))),
        noise(random, 60)
      };
      // A reader of bzip2 needs some MiB.
      for (int i = suffix.equals(".bz2") ? 600 : 4_000; i > 0; i--) {
        byte[] mutant = mutant(random, seeds[random.nextInt(seeds.length)]);
        try {
          readSparingly(suffix, mutant);
        } catch (IOException e) {
          assertReason(suffix, e);
        }
      }
    }
  }

  @Test
  public void doesNotBelieveAHeader() throws Exception {
    byte[] lzop = Packers.lzopHeader(Packers.ADLER32_OF_PLAIN, 1, 0x0940);
    String[] claims = {"ffffffff", "80000000", "7fffffff", "7ffffff7", "04000001"};
    for (String claim : claims) {
      String most = "a block claims " + Long.parseLong(claim, 16) + " bytes, and may have ";
      String little = claim.replaceAll("(..)(..)(..)(..)", "$4$3$2$1");
      assertRefusal(most + (64 * MIB), ".lzo", join(lzop, hex(claim), new byte[40]));
      assertRefusal(
          most + 0x01000000, ".lzo", join(lzop, hex("01000000"), hex(claim), new byte[40]));
      for (String suffix : new String[] {".lz4", ".snappy"}) {
        assertRefusal(most + (64 * MIB), suffix, hex("00000010" + claim + "00000000"));
      }
      if (claim.compareTo("80000000") < 0) {
        assertRefusal(most + (64 << 10), ".lz4", hex(LZ4_HEADER + little + "00000000"));
        // To be skipped: it ends before.
        assertRefusal("its end is missing", ".lz4", hex("502a4d18" + little + "0000"));
      } else {
        assertRefusal(null, ".lz4", hex("502a4d18" + little + "0000"));
        assertRefusal(null, ".lz4", hex(claim + "0000000401020304"));
      }
    }
    // As long as allowed, and nothing behind it.
    String allowed = "04000000";
    assertRefusal("its end is missing", ".lzo", join(lzop, hex(allowed + allowed), new byte[40]));
    assertRefusal("its end is missing", ".lz4", hex("7fffffff" + allowed + "00000000"));
    assertRefusal("its end is missing", ".snappy", hex("7fffffff" + allowed + "00000000"));
    byte[] some = new byte[100_000];
    assertRefusal("its end is missing", ".lzo", join(lzop, hex(allowed + allowed), some));
    assertRefusal("its end is missing", ".lz4", join(hex("7fffffff" + allowed), some));
    assertRefusal(
        "a block claims 67108864 bytes, and may have 1020",
        ".lzo",
        join(lzop, hex(allowed + "00000004" + "00000000" + "01020304")));
    // Snappy's own length within its block, 2^31 - 1 and 2^32 - 1.
    for (String preamble : new String[] {"ffffffff07", "ffffffff0f"}) {
      assertRefusal(null, ".snappy", hex("7fffffff" + "00000006" + preamble + "00"));
      assertRefusal(
          null, ".snappy", hex(SNAPPY_HEADER + "00" + "0a0000" + "00000000" + preamble + "00"));
    }
    assertRefusal("its end is missing", ".sz", hex(SNAPPY_HEADER + "00ffffff" + "00000000"));
    assertRefusal("its end is missing", ".sz", hex(SNAPPY_HEADER + "feffffff" + "00000000"));
    // A window of 2^31, and one of 2^28 bytes.
    for (String window : new String[] {"a8", "90"}) {
      assertRefusal(
          "Frame requires too much memory for decoding",
          ".zst",
          hex("28b52ffd" + "00" + window + "010000"));
    }
    // A header of gzip with an extra field and a name without end.
    assertRefusal(null, ".gz", hex("1f8b080c" + "000000000003" + "ffff" + "41".repeat(70_000)));
  }

  @Test
  public void readsABombInLittleMemory() throws Exception {
    byte[] zeros = new byte[1 << 20];
    ByteArrayOutputStream gz = new ByteArrayOutputStream();
    ByteArrayOutputStream zst = new ByteArrayOutputStream();
    try (OutputStream first = new GZIPOutputStream(gz);
        OutputStream second = new ZstdOutputStream(zst)) {
      for (int i = 0; i < 200; i++) {
        first.write(zeros);
        second.write(zeros);
      }
    }
    for (String suffix : new String[] {".gz", ".zst"}) {
      byte[] packed = (suffix.equals(".gz") ? gz : zst).toByteArray();
      long before = allocated();
      long length = 0;
      try (InputStream in = open(suffix, packed)) {
        byte[] buffer = new byte[8192];
        for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
          length += read;
        }
      }
      assertEquals(suffix, 200 * MIB, length);
      assertTrue(suffix, allocated() - before < 8 * MIB);
    }
  }

  @Test
  public void goesOnBehindEmptyBlocksHoweverMany() throws Exception {
    byte[] text = "text\n".getBytes(UTF_8);
    String emptyFrame = LZ4_HEADER + LZ4_END;
    String skippable = "522a4d18" + "02000000" + "ffff";
    byte[] frame = Packers.packed(".lz4", text);
    byte[] frames = hex((emptyFrame + skippable).repeat(50_000));
    assertArrayEquals(text, read(".lz4", join(frames, frame)));
    // A block that holds no literal, and one as it is with five.
    String blocks = "01000000" + "00" + "05000080" + "746578740a" + "01000000" + "00";
    assertArrayEquals(text, read(".lz4", hex(LZ4_HEADER + blocks + LZ4_END)));

    byte[] skipped = hex("fe000000".repeat(50_000) + "80010000ff".repeat(50_000));
    byte[] chunks = Packers.packed(".sz", text);
    assertArrayEquals(text, read(".sz", join(hex(SNAPPY_HEADER), skipped, chunks)));
    byte[] nothing = hex("01040000" + "d8ea82a2");
    assertArrayEquals(text, read(".sz", join(hex(SNAPPY_HEADER), nothing, chunks)));

    for (String suffix : new String[] {".hadoop.lz4", ".hadoop.snappy"}) {
      byte[] blocksOfNone = hex("00000000".repeat(50_000));
      assertArrayEquals(text, read(suffix, join(blocksOfNone, Packers.packed(suffix, text))));
    }
    byte[] noFile = Packers.packed(".lzo", new byte[0]);
    byte[][] files = new byte[50_000][];
    Arrays.fill(files, noFile);
    assertArrayEquals(text, read(".lzo", join(join(files), Packers.packed(".lzo", text))));
  }

  @Test
  public void refusesMoreEmptyBlocksOfBzip2ThanItsReaderCanTake() throws Exception {
    String block = bits(Packers.packed(".bz2", new byte[] {'a'}));
    block = block.substring(0, block.indexOf(bits(hex("177245385090"))));
    String empty =
        bits(hex("314159265359" + "00000000")) // and the checksum of nothing
            + "0".repeat(1 + 24) // not randomised, begins at 0
            + ("1" + "0".repeat(15)).repeat(2) // one byte in use
            + "010" // tables
            + "000000000000001" // selectors
            + "0"
            + "00010000".repeat(2) // two bits for each symbol
            + "10"; // the end of the block
    String all = block + empty.repeat(40_000);
    byte[] packed = new byte[all.length() / 8];
    for (int bit = 0; bit < packed.length * 8; bit++) {
      packed[bit / 8] |= (byte) (all.charAt(bit) - '0' << 7 - bit % 8);
    }
    assertRefusal("it makes no sense, java.lang.StackOverflowError", ".bz2", packed);
  }

  @Test
  public void staysRefused() throws Exception {
    for (String suffix : Packers.SUFFIXES) {
      byte[] packed = Packers.packed(suffix, prose(seed.random(), 1_000));
      assertStaysRefused(suffix, Arrays.copyOf(packed, packed.length - 1));
    }
    byte[] packed = Packers.packed(".sz", prose(seed.random(), 1_000));
    packed[hex(SNAPPY_HEADER).length + 4] ^= 1; // the checksum of what is unpacked by then
    assertStaysRefused(".sz", packed);
  }

  private static void assertStaysRefused(String suffix, byte[] packed) throws IOException {
    try (InputStream in = open(suffix, packed)) {
      assertThrows(suffix, IOException.class, in::readAllBytes);
      assertThrows(suffix, IOException.class, in::read);
    }
  }

  @Test
  public void refusesAFileThatIsNotWhatItsNameSays() throws Exception {
    byte[] text = prose(seed.random(), 2_000);
    for (String suffix : Packers.SUFFIXES) {
      for (String other : new String[] {"a\tb\n", "\uFEFFid\n", "\n\n\n", "\t", " ".repeat(99)}) {
        assertRefusal(null, suffix, other.getBytes(UTF_8));
      }
      assertRefusal(null, suffix, text);
      for (String other : Packers.SUFFIXES) {
        if (Compression.of(suffix) != Compression.of(other)) {
          assertRefusal(null, suffix, Packers.packed(other, text));
        }
      }
      assertRefusal(null, suffix, join(Packers.packed(suffix, text), "garbage\n".getBytes(UTF_8)));
    }
    assertRefusal("it begins as none", ".lzo", text);
  }

  @Test
  public void verifiesEachChecksumOfLzop() throws Exception {
    byte[] text = join(prose(seed.random(), 600), noise(seed.random(), 50));
    int[] flags = {
      Packers.ADLER32_OF_PLAIN,
      Packers.ADLER32_OF_PACKED,
      Packers.CRC32_OF_PLAIN,
      Packers.CRC32_OF_PACKED,
    };
    for (int flag = 0; flag < 1 << flags.length; flag++) {
      int all = Packers.CRC32_OF_HEADER;
      for (int i = 0; i < flags.length; i++) {
        all |= (flag >> i & 1) * flags[i];
      }
      for (int method = 1; method <= 3; method++) {
        byte[] packed = Packers.lzop(text, all, method, 64);
        assertArrayEquals(text, read(".lzo", packed));
        int header = Packers.lzopHeader(all, method, 0x0940).length;
        for (int sum = 0; sum < Integer.bitCount(flag); sum++) {
          byte[] damaged = packed.clone();
          damaged[header + 8 + 4 * sum] ^= 1;
          assertRefusal("a checksum is wrong", ".lzo", damaged);
        }
      }
    }
    byte[] packed = Packers.lzop(text, 0, 1, 64);
    packed[20] ^= 1;
    assertRefusal("a checksum is wrong", ".lzo", packed);
  }

  @Test
  public void refusesABlockOfLz4ThatRefersToNothing() throws Exception {
    // A literal, then four bytes from so far back, then a literal; packed as Hadoop does.
    String block = "00000006" + "00000006" + "1061" + "%s" + "1062";
    assertArrayEquals("aaaaab".getBytes(UTF_8), read(".lz4", hex(block.formatted("0100"))));
    for (String offset : new String[] {"0000", "0200", "ffff"}) {
      assertRefusal("a block is damaged", ".lz4", hex(block.formatted(offset)));
    }
  }

  @Test
  public void refusesWhatItDoesNotSupport() throws Exception {
    String method = "its method is not supported";
    for (int unsupported : new int[] {0, 4, 0x80, 0x82}) {
      assertRefusal(method, ".lzo", Packers.lzop(new byte[9], 0, unsupported, 64));
    }
    for (int flag : new int[] {0x40, 0x400, 0x800}) {
      assertRefusal(method, ".lzo", Packers.lzop(new byte[9], flag, 1, 64));
    }
    assertRefusal("its identifier is damaged", ".sz", hex(SNAPPY_HEADER.replace("59", "58")));
    assertRefusal("it has a chunk of unknown type 2", ".sz", hex(SNAPPY_HEADER + "02000000"));
    byte[] newer = Packers.lzopHeader(0, 1, 0x1041);
    assertRefusal("its version is not supported", ".lzo", join(newer, new byte[4]));
    // Version 2, a reserved flag, a reserved bit, a block of 16 KiB, each with its checksum.
    for (String descriptor : new String[] {"a0400f", "6240f0", "6041bd", "6030d4"}) {
      assertRefusal("its version is not supported", ".lz4", hex("04224d18" + descriptor + LZ4_END));
    }
    assertRefusal("it needs a dictionary", ".lz4", hex("04224d18" + "614001000000d0" + LZ4_END));
    assertRefusal(
        "it has 0 bytes of text, and claims 1",
        ".lz4",
        hex("04224d18" + "68400100000000000000" + "2c" + LZ4_END));
  }

  private static byte[] read(String suffix, byte[] packed) throws IOException {
    try (InputStream in = open(suffix, packed)) {
      return in.readAllBytes();
    }
  }

  private static InputStream open(String suffix, byte[] packed) throws IOException {
    return Compression.of("a" + suffix).open(new ByteArrayInputStream(packed), CONF);
  }

  /** Reads a little of what may be much, and looks at the memory that takes. */
  private static byte[] readSparingly(String suffix, byte[] packed) throws IOException {
    long before = allocated();
    try (InputStream in = open(suffix, packed)) {
      return in.readNBytes(1 << 20);
    } finally {
      assertTrue(suffix, allocated() - before < 16 * MIB);
    }
  }

  private static long allocated() {
    return THREADS.getThreadAllocatedBytes(Thread.currentThread().getId());
  }

  private static void assertRefusal(String message, String suffix, byte[] packed) {
    IOException e = assertThrows(suffix, IOException.class, () -> readSparingly(suffix, packed));
    assertReason(suffix, e);
    if (message != null) {
      assertEquals(suffix, message, e.getMessage());
    }
  }

  private static void assertReason(String suffix, IOException e) {
    assertTrue(suffix + ": " + e, e.getMessage() != null && !e.getMessage().isBlank());
    assertFalse(suffix + ": " + e, e.getMessage().endsWith("null"));
  }

  /** Where a file may be cut and is still a whole one by its format. */
  private static TreeSet<Integer> wholeLengths(String suffix, byte[] packed) {
    TreeSet<Integer> lengths = new TreeSet<>();
    ByteBuffer in = ByteBuffer.wrap(packed);
    if (suffix.equals(".snappy")) {
      while (in.hasRemaining()) {
        int length = Integer.reverseBytes(in.getInt()) >>> 8;
        in.position(in.position() + length);
        lengths.add(in.position());
      }
    } else if (suffix.startsWith(".hadoop")) {
      byte[] plain = new byte[1 << 20];
      while (in.hasRemaining()) {
        for (int left = in.getInt(); left > 0; ) {
          byte[] chunk = new byte[in.getInt()];
          in.get(chunk);
          left -= unpacked(suffix, chunk, plain);
        }
        lengths.add(in.position());
      }
    }
    lengths.remove(packed.length);
    return lengths;
  }

  private static int unpacked(String suffix, byte[] chunk, byte[] plain) {
    return suffix.endsWith("snappy")
        ? new io.airlift.compress.snappy.SnappyDecompressor()
            .decompress(chunk, 0, chunk.length, plain, 0, plain.length)
        : new io.airlift.compress.lz4.Lz4Decompressor()
            .decompress(chunk, 0, chunk.length, plain, 0, plain.length);
  }

  private static byte[] mutant(Random random, byte[] packed) {
    byte[] mutant = packed.clone();
    for (int changes = 1 + random.nextInt(4); changes > 0 && mutant.length > 4; changes--) {
      int at = random.nextInt(mutant.length - 4);
      switch (random.nextInt(6)) {
        case 0 -> mutant[at] = (byte) random.nextInt();
        case 1 -> mutant[at] = (byte) (random.nextBoolean() ? 0xFF : 0x00);
        case 2 -> ByteBuffer.wrap(mutant).putInt(at, -1 >>> random.nextInt(32));
        case 3 -> mutant = Arrays.copyOf(mutant, at + 1);
        case 4 ->
            mutant = join(Arrays.copyOf(mutant, at), noise(random, random.nextInt(9)), mutant);
        default ->
            mutant =
                join(Arrays.copyOf(mutant, at), Arrays.copyOfRange(mutant, at + 1, mutant.length));
      }
    }
    return mutant;
  }

  private static byte[] noise(Random random, int length) {
    byte[] noise = new byte[length];
    random.nextBytes(noise);
    return noise;
  }

  private static byte[] prose(Random random, int length) {
    String[] words = {"great", "book", "for", "the", "a", "aaaaaaaaaaaaaaaaaaaaaaa", "\n", "\t"};
    StringBuilder prose = new StringBuilder();
    while (prose.length() < length) {
      prose.append(words[random.nextInt(words.length)]).append((char) ('a' + random.nextInt(26)));
    }
    return Arrays.copyOf(prose.toString().getBytes(ISO_8859_1), length);
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream joined = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      joined.writeBytes(part);
    }
    return joined.toByteArray();
  }

  private static byte[] hex(String hex) {
    return HexFormat.of().parseHex(hex);
  }

  private static String bits(byte[] bytes) {
    String bits = new BigInteger(1, bytes).toString(2);
    return "0".repeat(bytes.length * 8 - bits.length()) + bits;
  }
}

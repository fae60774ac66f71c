package org.reviewwarehouse.mapreduce.input;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Seed;

public class SplitPlanTest {
  @Rule public final Seed seed = new Seed();

  @Test
  public void cutsPlainFilesIntoEqualShares() {
    assertPlan("0: a 0+50 | 1: a 50+50", 2, 1, plain("a", 100));
    assertPlan("0: a 0+60, b 0+7 | 1: b 7+67 | 2: b 74+66", 3, 1, plain("a", 60), plain("b", 140));
    assertPlan("0: a 0+100", 1, 1, plain("a", 100));
  }

  @Test
  public void keepsCompressedFilesWholeTheLargestFirst() {
    assertPlan(
        "0: c.gz 0+50 | 1: b.gz 0+30, a.gz 0+10",
        2,
        1,
        plain("a.gz", 10),
        plain("b.gz", 30),
        plain("c.gz", 50));
  }

  @Test
  public void makesNoSplitSmallerThanTheLeast() {
    assertPlan("0: a 0+100", 8, 60, plain("a", 100));
    assertPlan("0: a 0+50 | 1: a 50+50", 8, 50, plain("a", 100));
  }

  @Test
  public void holdsEmptyFilesToo() {
    assertPlan("0: a 0+0, b 0+0", 4, 1, plain("a", 0), plain("b", 0));
  }

  @Test
  public void addsFilesOfTheTableWhereLeastIsToRead() {
    List<RawSplit> raw = SplitPlan.of(List.of(plain("a", 90), plain("b.gz", 5)), 0, 2, 40);
    assertEquals("0: b.gz 0+5, a 0+38 | 1: a 38+52", describe(raw));
    List<RawSplit.Piece> live =
        SplitPlan.of(List.of(live("small", 10), live("large", 20)), 3, 2, 30).stream()
            .flatMap(split -> split.pieces().stream())
            .toList();
    assertEquals(
        List.of("large 3", "small 4"),
        live.stream().map(piece -> piece.file().path() + " " + piece.number()).toList());
    assertEquals(
        "0: b.gz 0+5, a 0+38, small 0+10 | 1: a 38+52, large 0+20",
        describe(SplitPlan.with(raw, live, 2, 40)));
    assertEquals(
        "a split of their own, where slots are free",
        "0: b.gz 0+5, a 0+38 | 1: a 38+52, small 0+10 | 2: large 0+20",
        describe(SplitPlan.with(raw, live, 4, 60)));
    assertEquals("0: large 0+20 | 1: small 0+10", describe(SplitPlan.with(List.of(), live, 2, 40)));
    assertEquals(describe(raw), describe(SplitPlan.with(raw, List.of(), 2, 1_000)));
  }

  private static RawFile live(String name, long length) {
    return RawFile.live(0, name, length, "2015-08");
  }

  @Test
  public void putsEveryByteInExactlyOneSplit() {
    Random random = seed.random();
    for (int i = 0; i < 20_000; i++) {
      List<RawFile> files = new ArrayList<>();
      String[] suffixes = {"", ".gz", ".bz2", ".zst", ".lzo", ".lz4", ".snappy"};
      for (int count = 1 + random.nextInt(6); count > 0; count--) {
        String name = "f" + files.size() + suffixes[random.nextInt(suffixes.length)];
        long length = (long) (random.nextInt(5) * Math.pow(10, random.nextInt(12)));
        files.add(RawFile.raw(files.size(), name, length, RawFile.NO_ARRIVAL, 0, Framing.LINES));
      }
      int slots = 1 + random.nextInt(9);
      List<RawSplit> splits = SplitPlan.of(files, 0, slots, random.nextInt(1000));
      String plan = slots + " slots: " + describe(splits);
      assertTrue(plan, splits.size() <= slots);
      int number = 0;
      for (RawSplit split : splits) {
        assertTrue(plan, !split.pieces().isEmpty());
        for (RawSplit.Piece piece : split.pieces()) {
          assertEquals(plan, number++, piece.number());
        }
      }
      for (RawFile file : files) {
        List<RawSplit.Piece> pieces =
            splits.stream()
                .flatMap(split -> split.pieces().stream())
                .filter(piece -> piece.file().equals(file))
                .sorted(Comparator.comparingLong(RawSplit.Piece::offset))
                .toList();
        assertTrue(plan, pieces.size() == 1 || file.compression().isSplittable());
        long end = 0;
        for (RawSplit.Piece piece : pieces) {
          assertEquals(plan, end, piece.offset());
          assertTrue(plan, piece.length() > 0 || file.length() == 0);
          end += piece.length();
        }
        assertEquals(plan, file.length(), end);
        assertTrue(plan, !pieces.isEmpty());
      }
      assertBalanced(plan, files, splits, slots);
    }
  }

  /** Of plain files alone, no split has more than its share. */
  private static void assertBalanced(
      String plan, List<RawFile> files, List<RawSplit> splits, int slots) {
    if (files.stream().allMatch(file -> file.compression().isSplittable())) {
      long all = files.stream().mapToLong(RawFile::length).sum();
      long largest = splits.stream().mapToLong(RawSplit::getLength).max().orElseThrow();
      long share = (all + splits.size() - 1) / splits.size();
      assertTrue(plan, largest <= share + slots);
    }
  }

  private static RawFile plain(String name, long length) {
    return RawFile.raw(0, name, length, RawFile.NO_ARRIVAL, 0, Framing.LINES);
  }

  private static void assertPlan(String expected, int slots, long least, RawFile... files) {
    assertEquals(expected, describe(SplitPlan.of(List.of(files), 0, slots, least)));
  }

  private static String describe(List<RawSplit> splits) {
    List<String> texts = new ArrayList<>();
    for (RawSplit split : splits) {
      List<String> pieces =
          split.pieces().stream()
              .map(piece -> piece.file().path() + " " + piece.offset() + "+" + piece.length())
              .toList();
      texts.add(texts.size() + ": " + String.join(", ", pieces));
    }
    return String.join(" | ", texts);
  }
}

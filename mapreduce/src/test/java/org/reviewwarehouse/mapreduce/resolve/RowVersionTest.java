package org.reviewwarehouse.mapreduce.resolve;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.Seed;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.Row;

public class RowVersionTest {
  private static final String CONTRACT =
      """
{"type": "record", "name": "ratings", "layouts": [{"format": "tsv"}], "key": [KEY], "order": [ORDER], "event.day": "day",
 "fields": [
  {"name": "a", "type": "string"},
  {"name": "b", "type": "string"},
  {"name": "small", "type": "int"},
  {"name": "other", "type": "int"},
  {"name": "wide", "type": "long"},
  {"name": "wider", "type": "long"},
  {"name": "good", "type": "boolean", "true": ["Y"], "false": ["N"]},
  {"name": "day", "type": {"type": "int", "logicalType": "date"}}]}
""";

  @Rule public final Seed seed = new Seed();

  @Test
  public void tellsKeysOfAnyLengthApart() {
    Contract contract = contract("\"a\"", "\"day\"");
    RowVersion version = new RowVersion(contract, 42);
    Random random = seed.random();
    Map<List<Long>, String> keys = new HashMap<>();
    for (int length : new int[] {0, 1, 2, 7, 8, 9, 14, 15, 16, 17, 31, 32, 100, 300}) {
      Set<String> texts = new HashSet<>(List.of("a".repeat(length), "\u0000".repeat(length)));
      for (int i = 0; i < 200 && length > 0; i++) {
        StringBuilder text = new StringBuilder("a".repeat(length));
        for (int changes = random.nextInt(3); changes >= 0; changes--) {
          text.setCharAt(random.nextInt(length), (char) random.nextInt(9));
        }
        texts.add(text.toString());
      }
      for (String text : texts) {
        long[] words = version.of(row(contract, text, "", "0", "0", "0", "0"), 0);
        assertNotEquals("marks a place that is taken", 0, words[1]);
        String before = keys.put(List.of(words[0], words[1]), text);
        assertEquals("no two keys share their words", null, before);
        long[] again = version.of(row(contract, text, "x", "9", "8", "7", "6"), 5);
        assertEquals(text, keys.get(List.of(again[0], again[1])));
      }
    }
  }

  @Test
  public void doesNotConfuseKeysOfSeveralFields() {
    Contract contract = contract("\"a\", \"b\", \"day\"", "\"day\"");
    RowVersion version = new RowVersion(contract, 42);
    String[] parts = {"", "a", "aa", "b", "ab", "ba", "\u0000", "\u0001", "a".repeat(600)};
    Set<List<Long>> keys = new HashSet<>();
    for (String a : parts) {
      for (String b : parts) {
        long[] words = version.of(row(contract, a, b, "0", "0", "0", "0"), 0);
        keys.add(List.of(words[0], words[1]));
      }
    }
    assertEquals(parts.length * parts.length, keys.size());
  }

  @Test
  public void hashesLongKeysInAnotherWayForEachSeed() {
    Contract contract = contract("\"a\"", "\"day\"");
    Row row = row(contract, "a key of many letters", "", "0", "0", "0", "0");
    long[] one = new RowVersion(contract, 1).of(row, 0).clone();
    long[] two = new RowVersion(contract, 2).of(row, 0).clone();
    assertNotEquals(one[0], two[0]);
    assertNotEquals(one[1], two[1]);
  }

  @Test
  public void tellsKeysApartThatAreMadeToCollideUnderItsSeed() {
    Contract contract = contract("\"a\"", "\"day\"");
    Random random = seed.random();
    long known = CraftedKeys.seed(random);
    RowVersion version = new RowVersion(contract, known);
    for (int i = 0; i < 100; i++) {
      byte[][] pair = CraftedKeys.pair(CraftedKeys.mask(known), random);
      long[] one = version.of(row(contract, new String(pair[0], UTF_8), "", "0", "0", "0", "0"), 0);
      long first = one[0];
      long[] two = version.of(row(contract, new String(pair[1], UTF_8), "", "0", "0", "0", "0"), 0);
      assertNotEquals(first, two[0]);
    }
  }

  @Test
  public void ordersItsWordsAsTheValuesAreOrdered() {
    assertOrdered("\"small\"");
    assertOrdered("\"wide\"");
    assertOrdered("\"small\", \"other\"");
    assertOrdered("\"small\", \"wide\"");
    assertOrdered("\"wide\", \"small\"");
    assertOrdered("\"small\", \"wide\", \"other\"");
    assertOrdered("\"small\", \"wide\", \"wider\", \"other\"");
    assertOrdered("\"-wide\"");
    assertOrdered("\"-small\", \"other\"");
    assertOrdered("\"small\", \"-wide\", \"-other\"");
    assertOrdered("\"good\", \"day\", \"wide\", \"small\", \"wider\"");
  }

  private void assertOrdered(String order) {
    Contract contract = contract("\"a\"", order);
    RowVersion version = new RowVersion(contract, 0);
    Random random = seed.random();
    String[] ints = {"-2147483648", "-1", "0", "1", "2", "2147483647"};
    String[] longs = {"-999999999999999999", "-1", "0", "1", "4294967296", "999999999999999999"};
    List<long[]> words = new ArrayList<>();
    List<long[]> values = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Row row =
          row(
              contract,
              "a",
              "",
              ints[random.nextInt(ints.length)],
              ints[random.nextInt(ints.length)],
              longs[random.nextInt(longs.length)],
              longs[random.nextInt(longs.length)]);
      long[] all = version.of(row, 7);
      assertEquals(RowVersion.size(contract), all.length);
      assertEquals(row.hash(), all[all.length - 2]);
      assertEquals(7, all[all.length - 1]);
      assertEquals(row.eventDay(), RowVersion.day(all, 0, all.length));
      long[] onlyOrder = all.clone();
      onlyOrder[all.length - 2] = 0;
      onlyOrder[all.length - 3] ^= random.nextInt() & 0xFFFFFFFFL; // the day does not count
      words.add(onlyOrder);
      values.add(
          contract.order().stream()
              .mapToLong(each -> (each.leastWins() ? -1 : 1) * row.number(each.field()))
              .toArray());
    }
    for (int one = 0; one < words.size(); one++) {
      for (int two = 0; two < words.size(); two++) {
        int byValue = Arrays.compare(values.get(one), values.get(two));
        int byWords =
            RowVersion.compare(words.get(one), 0, words.get(two), 0, words.get(two).length);
        assertEquals(
            order + " " + Arrays.toString(values.get(one)) + Arrays.toString(values.get(two)),
            Integer.signum(byValue),
            Integer.signum(byWords));
      }
    }
  }

  @Test
  public void takesOneLongForOneNumberAndTheEventDay() {
    assertEquals(5, RowVersion.size(contract("\"a\"", "")));
    assertEquals(5, RowVersion.size(contract("\"a\"", "\"small\"")));
    assertEquals(6, RowVersion.size(contract("\"a\"", "\"small\", \"other\"")));
    assertEquals(6, RowVersion.size(contract("\"a\"", "\"wide\"")));
    assertEquals(6, RowVersion.size(contract("\"a\"", "\"small\", \"wide\"")));
    assertEquals(7, RowVersion.size(contract("\"a\"", "\"small\", \"wide\", \"other\"")));
  }

  @Test
  public void packsPieceAndRecordIntoAPlace() {
    for (int split : new int[] {0, 1, 77, 1 << 20}) {
      for (long line : new long[] {0, 1, 1L << 32, (1L << 40) - 1}) {
        long position = RowVersion.place(split, line);
        assertEquals(split, RowVersion.pieceOf(position));
        assertEquals(line, RowVersion.recordOf(position));
        for (Fate fate : Fate.values()) {
          assertTrue("leaves room for the fate", fate.at(position) >= 0);
          assertEquals(position, Fate.placeOf(fate.at(position)));
          assertEquals(fate, Fate.of(fate.at(position)));
        }
      }
    }
    assertTrue(RowVersion.place(0, (1L << 40) - 1) < RowVersion.place(1, 0));
  }

  @Test
  public void sharesKeysOutToReducersEvenly() {
    RowVersion version = new RowVersion(contract("\"a\"", ""), 42);
    for (int reducers : new int[] {1, 2, 3, 8, 20}) {
      int[] counts = new int[reducers];
      int keys = reducers * 2_000;
      for (int i = 0; i < keys; i++) {
        counts[version.reducer(versionOf(i), reducers)]++;
      }
      int least = Arrays.stream(counts).min().orElseThrow();
      int most = Arrays.stream(counts).max().orElseThrow();
      assertTrue(reducers + " get " + least + " to " + most, least > 1_700 && most < 2_300);
    }
  }

  @Test
  public void keysThatShareAReducerDoNotShareTheirPlaceInItsTable() {
    RowVersion of = new RowVersion(contract("\"a\"", ""), 42);
    Set<Integer> places = new HashSet<>();
    int keys = 0;
    for (int i = 0; keys < 4_096; i++) {
      long[] version = versionOf(i);
      if (of.reducer(version, 8) == 3) {
        keys++;
        places.add(RowVersion.spread(version[0], version[1], 42) & 4_095);
      }
    }
    // 1 - 1/e of the places, as with any even spread.
    assertTrue(places.size() + " places", places.size() > 2_400);
  }

  private static long[] versionOf(int number) {
    byte[] key = String.format("R%013d", number).getBytes(UTF_8);
    long first = 0;
    long second = 0;
    for (int i = 0; i < 8; i++) {
      first = first << 8 | key[i];
    }
    for (int i = 8; i < key.length; i++) {
      second = second << 8 | key[i];
    }
    return new long[] {first, second << 8 | 15, 0, 0};
  }

  private static Contract contract(String key, String order) {
    return ContractReader.read("ratings", CONTRACT.replace("KEY", key).replace("ORDER", order));
  }

  private static Row row(
      Contract contract,
      String a,
      String b,
      String small,
      String other,
      String wide,
      String wider) {
    String line =
        String.join("\t", a, b, small, other, wide, wider, "Y", "2015-08-31")
            + "\n"
            + " ".repeat(RecordParser.PADDING);
    RecordParser parser = Reviews.parser(contract);
    byte[] bytes = line.getBytes(UTF_8);
    parser.parse(bytes, 0, bytes.length - RecordParser.PADDING);
    assertEquals(line, null, parser.row().reason());
    return parser.row();
  }
}

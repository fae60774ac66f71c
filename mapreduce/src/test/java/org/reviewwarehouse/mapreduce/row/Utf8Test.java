package org.reviewwarehouse.mapreduce.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Seed;

public class Utf8Test {
  @Rule public final Seed seed = new Seed();

  private final CharsetDecoder decoder = UTF_8.newDecoder();

  @Test
  public void agreesWithTheDecoderOfTheJdkOnRandomBytes() {
    Random random = seed.random();
    // Bytes at the borders of the rules, so that random sequences are often nearly right.
    int[] borders = {
      0x00, 0x41, 0x7F, 0x80, 0x8F, 0x90, 0x9F, 0xA0, 0xBF, 0xC0, 0xC1, 0xC2, 0xDF, 0xE0, 0xE1,
      0xEC, 0xED, 0xEE, 0xEF, 0xF0, 0xF1, 0xF3, 0xF4, 0xF5, 0xFF
    };
    for (int i = 0; i < 400_000; i++) {
      byte[] bytes = new byte[random.nextInt(12)];
      for (int at = 0; at < bytes.length; at++) {
        bytes[at] =
            (byte) (i % 2 == 0 ? borders[random.nextInt(borders.length)] : random.nextInt(256));
      }
      assertAgrees(bytes);
    }
  }

  @Test
  public void agreesOnEverySequenceOfTwoBytesAndOnEveryBeginningOfThree() {
    for (int first = 0; first < 256; first++) {
      for (int second = 0; second < 256; second++) {
        assertAgrees(new byte[] {(byte) first, (byte) second});
        assertAgrees(new byte[] {(byte) first, (byte) second, (byte) 0x80});
        assertAgrees(new byte[] {(byte) first, (byte) second, (byte) 0x80, (byte) 0xBF});
      }
    }
  }

  @Test
  public void looksAtNothingOutsideTheSlice() {
    byte[] bytes = "é".repeat(20).getBytes(UTF_8);
    for (int from = 0; from < bytes.length; from++) {
      for (int to = from; to < bytes.length; to++) {
        boolean whole = from == to || from % 2 == 0 && to % 2 == 0;
        assertEquals(from + " to " + to, whole, Utf8.isValid(bytes, from, to));
      }
    }
  }

  @Test
  public void encodesEveryCharacter() {
    for (int character = 0; character <= Character.MAX_CODE_POINT; character++) {
      if (character < Character.MIN_SURROGATE || character > Character.MAX_SURROGATE) {
        byte[] bytes = new byte[6];
        int end = Utf8.encode(character, bytes, 1);
        assertArrayEquals(
            Character.toString(character).getBytes(UTF_8), Arrays.copyOfRange(bytes, 1, end));
      }
    }
  }

  private void assertAgrees(byte[] bytes) {
    boolean valid;
    try {
      decoder.reset().decode(ByteBuffer.wrap(bytes));
      valid = true;
    } catch (CharacterCodingException e) {
      valid = false;
    }
    if (valid != Utf8.isValid(bytes, 0, bytes.length)) {
      assertEquals(HexFormat.of().formatHex(bytes), valid, !valid);
    }
  }
}

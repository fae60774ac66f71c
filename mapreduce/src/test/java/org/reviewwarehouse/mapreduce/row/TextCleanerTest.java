package org.reviewwarehouse.mapreduce.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;

import java.math.BigInteger;
import java.util.EnumSet;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Seed;
import org.reviewwarehouse.mapreduce.contract.Field.Cleaning;

public class TextCleanerTest {
  private static final Set<Cleaning> ALL =
      EnumSet.of(Cleaning.HTML, Cleaning.UNDERSCORES, Cleaning.TRIM);
  private static final Set<Cleaning> HTML_AND_TRIM = EnumSet.of(Cleaning.HTML, Cleaning.TRIM);

  @Rule public final Seed seed = new Seed();

  @Test
  public void unescapesEntitiesOnce() {
    assertCleaned("22\" monitor", "22&#34; monitor");
    assertCleaned("22\" monitor", "22&quot; monitor");
    assertCleaned("\"\"\"", "&#x22;&#X22;&#00034;");
    assertCleaned("&quot;", "&amp;quot;");
    assertCleaned("&amp;", "&amp;amp;");
    assertCleaned("&#34;", "&amp;#34;");
    assertCleaned("<br />", "&lt;br /&gt;");
    assertCleaned("í < > & ' €", "&iacute; &#60; &#62; &amp; &apos; &euro;");
    assertCleaned("😀", "&#128512;");
    assertCleaned("\uDBFF\uDFFF", "&#x10FFFF;");
    assertCleaned("\uDBFF\uDFFF", "&#x0010FFFF;");
    assertCleaned("&&lt", "&amp;&lt");
    assertCleaned("&a<", "&a&lt;");
  }

  @Test
  public void leavesWhatIsNoEntityAsItIs() {
    for (String text :
        new String[] {
          "&",
          "&;",
          "&amp",
          "&AMP;",
          "&nosuch;",
          "& amp;",
          "&#;",
          "&#x;",
          "&#xZZ;",
          "&#12a;",
          "&#-34;",
          "&#0;",
          "&#xD800;",
          "&#xDFFF;",
          "&#x110000;",
          "&#1114112;",
          "&#4294967330;",
          "&\u0000lt;",
          "&\u0000;",
          "&lt\u0000;",
          "&amplifier;",
          "&ämp;",
          "AT&T; R&D",
          "&&;;",
          "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;",
          "&#xxx22;",
          "a & b; c"
        }) {
      assertCleaned(text, text);
    }
  }

  @Test
  public void makesALineBreakOfExactlyOneSpelling() {
    assertCleaned("a\n\nb", "a<br /><br />b");
    for (String text :
        new String[] {"<br/>", "<br>", "<BR />", "<br  />", "<br /", "<", "<b>x</b>"}) {
      assertCleaned(text, text);
    }
  }

  @Test
  public void trimsAsciiSpaceAfterUnescaping() {
    assertCleaned("a", " \t\r\n\u000B\fa\f\u000B\n\r\t ");
    assertCleaned("a", "<br />a<br /> <br />");
    assertCleaned("a", "&#32;&#10;a&#9;");
    assertCleaned("", " <br />&#32;");
    assertCleaned("\u00A0a\u00A0", "&nbsp;a&nbsp;");
    assertCleaned("\u0000a\u001A", "\u0000a\u001A");
    assertCleaned("", "");
  }

  @Test
  public void makesLettersSmallWhereAsked() {
    Set<Cleaning> lower = EnumSet.of(Cleaning.LOWER);
    assertEquals("ios", clean(lower, "iOS"));
    assertEquals("größe ñandú 中文 😀 𐐨", clean(lower, "GRÖSSE ÑANDÚ 中文 😀 𐐀".replace("SS", "ß")));
    assertEquals(
        "one that takes more bytes than its capital", "ⱥ".repeat(9), clean(lower, "Ⱥ".repeat(9)));
    assertEquals("&auml; stays where html is not asked", "&auml;", clean(lower, "&AUML;"));
    assertEquals("ä", clean(EnumSet.of(Cleaning.LOWER, Cleaning.HTML), "&Auml;"));
    assertEquals("İ by itself", "i", clean(lower, "İ"));
  }

  @Test
  public void makesSpacesOfUnderscoresWhereAsked() {
    assertEquals("Digital Software", clean(ALL, "Digital_Software"));
    assertEquals("a b", clean(ALL, "_a_b_"));
    assertEquals("an escaped one is one, too", "a b", clean(ALL, "a&#95;b"));
    assertEquals("a_b", clean(HTML_AND_TRIM, "a_b"));
    assertEquals("&amp; x", clean(EnumSet.of(Cleaning.UNDERSCORES), "&amp;_x"));
  }

  @Test
  public void changesNothingWhereNothingIsAsked() {
    String text = " &amp;<br />_ ";
    assertEquals(text, clean(EnumSet.noneOf(Cleaning.class), text));
  }

  @Test
  public void keepsItsResultsApartAndItsSourceUntouched() {
    byte[] source = "  x&amp;y  long &lt; text ".repeat(200).getBytes(UTF_8);
    byte[] before = source.clone();
    TextCleaner cleaner = new TextCleaner(HTML_AND_TRIM);
    cleaner.clean(source, 0, source.length);
    assertEquals(reference(HTML_AND_TRIM, new String(source, UTF_8)), result(cleaner));
    cleaner.clean(source, 2, 9);
    assertEquals("x&y", result(cleaner));
    assertArrayEquals(before, source);
  }

  @Test
  public void agreesWithASimpleReferenceOnTrickyTexts() {
    String[] fragments = {
      "&",
      "&amp;",
      "&lt;",
      "&quot;",
      "quot;",
      "lt",
      "&#34;",
      "&#x22;",
      "&#",
      "&#x",
      "34;",
      ";",
      "&nosuch;",
      "&hellip;",
      "&thetasym;",
      "&iacute;",
      "<br />",
      "<br",
      " />",
      "<",
      "/>",
      "_",
      "&#95;",
      " ",
      "\t",
      "\r",
      "&nbsp;",
      "é",
      "中",
      "😀",
      "a",
      "br",
      "x22;",
      "#",
      "\u0000",
      "0",
      "&#x000000000041;",
      "&#128512;",
      "&#55296;",
      "word",
      "WORD",
      "ÄÖ",
      "ȺİΣ",
      "𐐀",
      "                                "
    };
    Random random = seed.random();
    for (int i = 0; i < 200_000; i++) {
      StringBuilder text = new StringBuilder();
      for (int parts = random.nextInt(12); parts > 0; parts--) {
        text.append(fragments[random.nextInt(fragments.length)]);
      }
      Set<Cleaning> cleaning = EnumSet.noneOf(Cleaning.class);
      for (Cleaning each : Cleaning.values()) {
        if (random.nextInt(4) > 0) {
          cleaning.add(each);
        }
      }
      assertEquals(
          cleaning + " of " + text,
          reference(cleaning, text.toString()),
          clean(cleaning, text.toString()));
    }
  }

  private static final Pattern CHANGED =
      Pattern.compile("&(?:#(\\d{1,30})|#[xX]([0-9a-fA-F]{1,29})|([a-zA-Z0-9]+));|<br />");

  private static final Map<String, Integer> SOME_NAMES =
      Map.of(
          "amp",
          38,
          "lt",
          60,
          "gt",
          62,
          "quot",
          34,
          "apos",
          39,
          "hellip",
          8230,
          "thetasym",
          977,
          "iacute",
          237,
          "nbsp",
          160);

  /** What the rules say, in the words of strings and patterns. */
  private static String reference(Set<Cleaning> cleaning, String text) {
    String cleaned = text;
    if (cleaning.contains(Cleaning.HTML)) {
      cleaned =
          CHANGED.matcher(cleaned).replaceAll(match -> Matcher.quoteReplacement(meaning(match)));
    }
    if (cleaning.contains(Cleaning.UNDERSCORES)) {
      cleaned = cleaned.replace('_', ' ');
    }
    if (cleaning.contains(Cleaning.LOWER)) {
      cleaned = lower(cleaned);
    }
    if (cleaning.contains(Cleaning.TRIM)) {
      cleaned = cleaned.replaceAll("^[ \\t\\n\\x0B\\f\\r]+", "");
      cleaned = cleaned.replaceAll("[ \\t\\n\\x0B\\f\\r]+\\z", "");
    }
    return cleaned;
  }

  /** Each letter by itself, unlike {@code String.toLowerCase}, which also looks at neighbours. */
  private static String lower(String text) {
    int[] letters = text.codePoints().map(Character::toLowerCase).toArray();
    return new String(letters, 0, letters.length);
  }

  private static String meaning(MatchResult match) {
    if (match.group().equals("<br />")) {
      return "\n";
    }
    BigInteger code = BigInteger.ZERO;
    if (match.group(1) != null) {
      code = new BigInteger(match.group(1));
    } else if (match.group(2) != null) {
      code = new BigInteger(match.group(2), 16);
    } else if (SOME_NAMES.containsKey(match.group(3))) {
      code = BigInteger.valueOf(SOME_NAMES.get(match.group(3)));
    }
    boolean character =
        code.signum() > 0
            && code.bitLength() <= 21
            && Character.isValidCodePoint(code.intValue())
            && !(code.intValue() >= 0xD800 && code.intValue() <= 0xDFFF);
    return character ? Character.toString(code.intValue()) : match.group();
  }

  private static void assertCleaned(String expected, String text) {
    assertEquals(text, expected, clean(HTML_AND_TRIM, text));
  }

  private static String clean(Set<Cleaning> cleaning, String text) {
    byte[] bytes = ("&lt" + text + "lt;").getBytes(UTF_8);
    TextCleaner cleaner = new TextCleaner(cleaning);
    cleaner.clean(bytes, 3, bytes.length - 3);
    return result(cleaner);
  }

  private static String result(TextCleaner cleaner) {
    return new String(cleaner.bytes(), cleaner.from(), cleaner.to() - cleaner.from(), UTF_8);
  }
}

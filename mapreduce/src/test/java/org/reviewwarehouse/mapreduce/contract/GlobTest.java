package org.reviewwarehouse.mapreduce.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.PatternSyntaxException;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Seed;

public class GlobTest {
  @Rule public final Seed seed = new Seed();

  @Test
  public void matchesAsJavaMatchesPaths() {
    Random random = seed.random();
    int matches = 0;
    for (int i = 0; i < 20_000; i++) {
      String glob = text(random, "ab.é*?{,}[]!^-\\$|&");
      PathMatcher java;
      try {
        java = FileSystems.getDefault().getPathMatcher("glob:" + glob);
      } catch (PatternSyntaxException e) {
        assertThrows(glob, PatternSyntaxException.class, () -> Glob.check(glob));
        continue;
      }
      Glob.check(glob);
      for (int j = 0; j < 20; j++) {
        String name = text(random, j % 2 == 0 ? "ab.é" : "ab.*?{,}[]!^-\\$|&");
        boolean isMatch = java.matches(Path.of(name));
        assertEquals(glob + " " + name, isMatch, Glob.matches(glob, name));
        matches += isMatch ? 1 : 0;
      }
    }
    assertTrue(matches > 1_000);
  }

  @Test
  public void takesNamesThatAreNoPathsOnTheMachine() {
    String name = "caf\uD800.tsv"; // as é is where the locale is C
    assertThrows(InvalidPathException.class, () -> Path.of(name));
    Layout layout =
        new Layout(
            0, List.of("*.csv", "*.tsv"), Format.TSV, ',', false, "", "", List.of(), Map.of());
    assertTrue(layout.takes(name));
  }

  private static String text(Random random, String characters) {
    StringBuilder text = new StringBuilder();
    for (int length = 1 + random.nextInt(6); length > 0; length--) {
      text.append(characters.charAt(random.nextInt(characters.length())));
    }
    return text.toString();
  }
}

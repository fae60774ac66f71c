package org.reviewwarehouse.mapreduce.contract;

import java.nio.file.FileSystems;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Patterns of file names as Java has them for paths: {@code *}, {@code ?}, {@code [a-z]}, {@code
 * [!a-z]}, {@code {a,b}}, and a backslash before what stands for itself. Names are no paths: Java
 * makes none of a name that the locale of the machine cannot spell.
 */
final class Glob {
  private Glob() {}

  /**
   * Whether a text is a pattern.
   *
   * @throws PatternSyntaxException if it is none
   */
  static void check(String glob) {
    FileSystems.getDefault().getPathMatcher("glob:" + glob);
  }

  /** Whether a name is as a pattern, which {@link #check} has let pass, says. */
  static boolean matches(String glob, String name) {
    StringBuilder regex = new StringBuilder();
    boolean inGroup = false;
    for (int i = 0; i < glob.length(); i++) {
      char next = glob.charAt(i);
      switch (next) {
        case '*' -> regex.append(".*");
        case '?' -> regex.append('.');
        case '\\' -> append(glob.charAt(++i), regex);
        case '[' -> {
          int end = glob.indexOf(']', i);
          appendClass(glob.substring(i + 1, end), regex);
          i = end;
        }
        case '{' -> {
          regex.append("(?:");
          inGroup = true;
        }
        case '}' -> {
          regex.append(inGroup ? ")" : "\\}");
          inGroup = false;
        }
        case ',' -> regex.append(inGroup ? '|' : ',');
        default -> append(next, regex);
      }
    }
    return Pattern.compile(regex.toString(), Pattern.DOTALL).matcher(name).matches();
  }

  private static void appendClass(String characters, StringBuilder regex) {
    boolean isNot = characters.startsWith("!");
    regex.append(isNot ? "[^" : "[");
    for (char next : characters.substring(isNot ? 1 : 0).toCharArray()) {
      if (next == '-') {
        regex.append(next);
      } else {
        append(next, regex);
      }
    }
    regex.append(']');
  }

  private static void append(char character, StringBuilder regex) {
    boolean isPunctuation = character < 0x80 && !Character.isLetterOrDigit(character);
    regex.append(isPunctuation ? "\\" : "").append(character);
  }
}

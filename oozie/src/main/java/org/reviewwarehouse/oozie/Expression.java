package org.reviewwarehouse.oozie;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the {@code ${…}} of a text ask for. */
final class Expression {
  private static final Pattern HOLE = Pattern.compile("\\$\\{((?:'[^']*'|\"[^\"]*\"|[^}'\"])*)}");
  private static final Pattern LITERAL = Pattern.compile("'[^']*'|\"[^\"]*\"");
  private static final Pattern WORD =
      Pattern.compile("(?<![\\w.:])([A-Za-z_]\\w*(?::[A-Za-z_]\\w*)?)(\\s*\\()?");
  private static final Pattern OF_NODE =
      Pattern.compile("wf:([A-Za-z]+)\\s*\\(\\s*['\"]([^'\"]+)['\"]\\s*\\)");

  /** Words of the language, and constants of Oozie's. */
  private static final Set<String> RESERVED =
      Set.of(
          "and", "or", "not", "eq", "ne", "lt", "gt", "le", "ge", "div", "mod", "empty", "true",
          "false", "null", "KB", "MB", "GB", "TB", "PB", "MINUTES", "HOURS", "DAYS");

  /** Known only inside a uri-template. */
  static final Set<String> INSTANCE = Set.of("YEAR", "MONTH", "DAY", "HOUR", "MINUTE");

  private static final Set<String> FUNCTIONS =
      Set.of(
          "firstNotNull",
          "concat",
          "replaceAll",
          "appendAll",
          "trim",
          "urlEncode",
          "timestamp",
          "toJsonStr",
          "toPropertiesStr",
          "toConfigurationStr",
          "wf:id",
          "wf:name",
          "wf:appPath",
          "wf:conf",
          "wf:user",
          "wf:group",
          "wf:callback",
          "wf:transition",
          "wf:lastErrorNode",
          "wf:errorCode",
          "wf:errorMessage",
          "wf:run",
          "wf:actionData",
          "wf:actionExternalId",
          "wf:actionTrackerUri",
          "wf:actionExternalStatus",
          "hadoop:counters",
          "hadoop:conf",
          "fs:exists",
          "fs:isDir",
          "fs:dirSize",
          "fs:fileSize",
          "fs:blockSize",
          "coord:minutes",
          "coord:hours",
          "coord:days",
          "coord:endOfDays",
          "coord:months",
          "coord:endOfMonths",
          "coord:endOfWeeks",
          "coord:current",
          "coord:offset",
          "coord:latest",
          "coord:future",
          "coord:absolute",
          "coord:hoursInDay",
          "coord:daysInMonth",
          "coord:tzOffset",
          "coord:nominalTime",
          "coord:actualTime",
          "coord:user",
          "coord:dataIn",
          "coord:dataOut",
          "coord:dateOffset",
          "coord:dateTzOffset",
          "coord:formatTime",
          "coord:epochTime",
          "coord:conf",
          "coord:name",
          "coord:actionId",
          "bundle:id",
          "bundle:name");

  private Expression() {}

  /** A variable or, with its parenthesis, a function. */
  record Word(String name, boolean isFunction) {
    boolean isKnownFunction() {
      return FUNCTIONS.contains(name);
    }
  }

  /** A question about a node of the workflow. */
  record OfNode(String function, String node) {}

  /** What a text asks for, without the words of the language itself. */
  static List<Word> words(String text) {
    List<Word> words = new ArrayList<>();
    Matcher holes = HOLE.matcher(text);
    while (holes.find()) {
      Matcher word = WORD.matcher(LITERAL.matcher(holes.group(1)).replaceAll("''"));
      while (word.find()) {
        boolean isFunction = word.group(2) != null;
        if (isFunction || !RESERVED.contains(word.group(1))) {
          words.add(new Word(word.group(1), isFunction));
        }
      }
    }
    return words;
  }

  /** The nodes whose results a text asks for by name. */
  static List<OfNode> nodes(String text) {
    List<OfNode> nodes = new ArrayList<>();
    Matcher holes = HOLE.matcher(text);
    while (holes.find()) {
      Matcher asked = OF_NODE.matcher(holes.group(1));
      while (asked.find()) {
        if (!asked.group(1).equals("conf")) {
          nodes.add(new OfNode(asked.group(1), asked.group(2)));
        }
      }
    }
    return nodes;
  }
}

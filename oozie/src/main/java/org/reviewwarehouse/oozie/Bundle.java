package org.reviewwarehouse.oozie;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bundle of all feeds of a tenant, made of the packed one, which is of one feed. */
final class Bundle {
  private static final Pattern COORDINATOR =
      Pattern.compile("(?s)[ \\t]*<coordinator name=\"([a-z]+)\".*?</coordinator>\\n");

  private Bundle() {}

  /** Each coordinator once for each feed: Oozie's bundles have no loops. */
  static String of(String packed, List<String> feeds) {
    return COORDINATOR
        .matcher(packed)
        .replaceAll(
            match -> {
              List<String> each = new ArrayList<>();
              for (String feed : feeds) {
                each.add(
                    match
                        .group()
                        .replace(
                            "name=\"" + match.group(1) + "\"",
                            "name=\"" + match.group(1) + "-" + feed + "\"")
                        .replace("<value>${feed}</value>", "<value>" + feed + "</value>"));
              }
              return Matcher.quoteReplacement(String.join("", each));
            });
  }
}

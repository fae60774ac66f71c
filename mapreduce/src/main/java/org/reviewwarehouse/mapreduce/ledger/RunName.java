package org.reviewwarehouse.mapreduce.ledger;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Names of runs: {@code <sequence>-<started>-<random>}. They sort by sequence, and two runs that
 * want the same sequence have different names, so that their directories are apart.
 */
public final class RunName {
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final Pattern NAME = Pattern.compile("(\\d{6,})-\\d{8}T\\d{6}Z-[0-9a-f]{8}");

  private RunName() {}

  /** A new name for a run that shall have this sequence. */
  public static String of(int sequence, Instant started) {
    return String.format(
        Locale.ROOT, "%06d-%s-%08x", sequence, TIME.format(started), new SecureRandom().nextInt());
  }

  /** The name is one of a run with this sequence. */
  public static boolean fits(String name, int sequence) {
    return NAME.matcher(name).matches()
        && name.startsWith(String.format(Locale.ROOT, "%06d-", sequence));
  }
}

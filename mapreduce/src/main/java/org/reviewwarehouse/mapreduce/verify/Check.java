package org.reviewwarehouse.mapreduce.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One promise of the ledger, and what was found to break it. */
public final class Check {
  private static final int MOST_FINDINGS = 10;

  private final String name;
  private final List<String> findings = new ArrayList<>();
  private long of;
  private long wrong;
  private boolean isDone = true;

  Check(String name) {
    this.name = name;
  }

  /** A check that could not be made. */
  static Check notDone(String name) {
    Check check = new Check(name);
    check.isDone = false;
    return check;
  }

  /** What is promised, in a few words. */
  public String name() {
    return name;
  }

  /** How many things were looked at. */
  public long of() {
    return of;
  }

  /** How many of them are wrong. */
  public long wrong() {
    return wrong;
  }

  /** False if it could not be made, because what it needs is wrong. */
  public boolean isDone() {
    return isDone;
  }

  /** What is wrong, a line each: at most the first ten. */
  public List<String> findings() {
    return List.copyOf(findings);
  }

  /** Counts so many things as looked at. */
  void lookAt(long things) {
    of += things;
  }

  /** Counts one thing as wrong. */
  void find(String format, Object... values) {
    find(1, format, values);
  }

  /** Counts several things as wrong, and tells them by one line. */
  void find(long things, String format, Object... values) {
    wrong += things;
    if (findings.size() < MOST_FINDINGS) {
      findings.add(String.format(Locale.ROOT, format, values));
    }
  }
}

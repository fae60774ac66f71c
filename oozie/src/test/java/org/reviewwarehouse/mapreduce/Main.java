package org.reviewwarehouse.mapreduce;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Stands in for the job jar's: writes down how it is called, and ends as it is told. */
public final class Main {
  public static final List<String> CALL = new ArrayList<>();
  public static int code;
  public static int calls;

  /** The first call that does not find the feed held by another run. */
  public static int heldUntil;

  public static String says = "";
  public static String outcome = "";

  private Main() {}

  public static int run(String[] args) throws Exception {
    CALL.clear();
    CALL.addAll(List.of(args));
    System.err.print(says);
    int at = CALL.indexOf("--outcome");
    if (at >= 0) {
      Files.writeString(Path.of(CALL.get(at + 1)), outcome);
      CALL.set(at + 1, "FILE");
    }
    return ++calls < heldUntil ? 4 : code;
  }
}

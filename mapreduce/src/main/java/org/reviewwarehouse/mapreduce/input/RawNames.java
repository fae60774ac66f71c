package org.reviewwarehouse.mapreduce.input;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import org.apache.hadoop.fs.Path;

/** What the names of files and directories in the raw zone tell. */
public final class RawNames {
  private static final String ARRIVAL = "arrival=";

  /** What the file system's shell calls a file until it is there as a whole. */
  private static final String COPYING = "._COPYING_";

  /** Written beside lzop files by a tool for splitting them. */
  private static final String LZO_INDEX = ".lzo.index";

  private RawNames() {}

  /** A run passes it over: it is no data, or not there as a whole. */
  public static boolean isHidden(Path path) {
    String name = path.getName();
    return name.startsWith(".")
        || name.startsWith("_")
        || name.endsWith(COPYING)
        || name.endsWith(LZO_INDEX);
  }

  /** The day that a path or the nearest directory above it tells by {@code arrival=YYYY-MM-DD}. */
  public static Optional<LocalDate> arrival(Path path) {
    for (Path part = path; part != null; part = part.getParent()) {
      if (part.getName().startsWith(ARRIVAL)) {
        try {
          return Optional.of(LocalDate.parse(part.getName().substring(ARRIVAL.length())));
        } catch (DateTimeParseException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }
}

package org.reviewwarehouse.hive;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Tables worked out from raw files by plain Java: the rules as a reader of the README would write
 * them down, with no Hive and no code of the jobs.
 */
interface Answers {
  /** The feeds whose raw files are read. */
  List<String> feeds();

  /** Properties of {@code warehouse-site.xml} that the marts are computed with. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /**
   * Works the tables out, as after one daily run over all arrivals.
   *
   * @param raw holds {@code <feed>/arrival=YYYY-MM-DD/<file>}
   * @return question in HiveQL → all rows of its answer
   */
  Map<String, CsvTable> tables(Path raw) throws IOException;
}

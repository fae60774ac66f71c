package org.reviewwarehouse.mapreduce.bench;

import com.github.freva.asciitable.AsciiTable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.Test;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * How fast the parts of a clean run are, each alone: runs {@link Parts} by JMH and prints a table.
 * No test: it is run by its name.
 */
public class PartsBenchmark {
  @Test
  public void thePartsOfARun() throws Exception {
    Collection<RunResult> results =
        new Runner(
                new OptionsBuilder()
                    .include("\\." + Parts.class.getSimpleName() + "\\.")
                    .forks(Integer.getInteger("forks", 1))
                    .warmupIterations(2)
                    .warmupTime(TimeValue.seconds(1))
                    .measurementIterations(3)
                    .measurementTime(TimeValue.seconds(1))
                    .timeUnit(TimeUnit.SECONDS)
                    .build())
            .run();
    List<String[]> rows = new ArrayList<>();
    for (RunResult result : results) {
      rows.add(
          new String[] {
            result.getPrimaryResult().getLabel(),
            result.getParams().getParam("file"),
            String.format("%,.0f", result.getSecondaryResults().get("bytes").getScore() / 1e6),
            String.format("%,.0f", result.getSecondaryResults().get("rows").getScore()),
          });
    }
    System.out.println(
        AsciiTable.getTable(
            new String[] {"part", "file", "MB/s", "rows/s"}, rows.toArray(new String[0][])));
  }
}

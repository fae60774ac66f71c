package org.reviewwarehouse.mapreduce.bench;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import one.profiler.AsyncProfilerLoader;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/**
 * Where the CPU time of a clean run goes, from the start of its process to the end: the launcher is
 * run as it was built, under async-profiler. No test: it is run by its name.
 */
public class ProfileBenchmark {
  private static final String ROWS = System.getProperty("profile.rows", "5000000");

  /** What none of the parts has a frame of. */
  private static final String OTHER = "start-up, jobs, and the rest of the JVM";

  /** Name → what the frames of the part contain; the first that matches, from the leaf upwards. */
  private static final Map<String, List<String>> PARTS = new LinkedHashMap<>();

  static {
    PARTS.put("compress (ZSTD)", List.of("com/github/luben/zstd"));
    PARTS.put(
        "encode Parquet",
        List.of("mapreduce/parquet/", "shaded/parquet/", "clean/ZoneFiles", "bitpacking"));
    PARTS.put(
        "parse, rules, texts, hashes",
        List.of("mapreduce/row/", "clean/RowReader", "clean/TaskReport"));
    PARTS.put("find the newest of a key", List.of("mapreduce/resolve/", "clean/Losers"));
    PARTS.put("shuffle", List.of("mapred/MapTask$MapOutputBuffer", "mapred/Merger", "IFile"));
    PARTS.put("read raw files", List.of("mapreduce/input/"));
    PARTS.put("compile (JIT)", List.of("CompileBroker"));
    PARTS.put("collect garbage", List.of("GangWorker", "VM_ParallelGC"));
  }

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  @Test
  public void whereTheTimeGoes() throws Exception {
    File root = folder.newFolder("root");
    Path stacks = folder.getRoot().toPath().resolve("stacks");
    launch(Map.of(), "generate", root, "--from", "2015-08-25", "--days", "1", "--rows", ROWS);
    String agent =
        "-agentpath:"
            + AsyncProfilerLoader.getAsyncProfilerPath()
            + "=start,event=cpu,interval=1ms,collapsed,file="
            + stacks;
    launch(Map.of("JAVA_TOOL_OPTIONS", agent), "clean", root, "--backfill", "--grain", "year");
    Map<String, Long> samples = new LinkedHashMap<>();
    PARTS.keySet().forEach(part -> samples.put(part, 0L));
    samples.put(OTHER, 0L);
    for (String line : Files.readAllLines(stacks)) {
      int space = line.lastIndexOf(' ');
      samples.merge(
          part(line.substring(0, space)), Long.parseLong(line.substring(space + 1)), Long::sum);
    }
    System.out.println(table(samples));
  }

  private static String part(String stack) {
    String[] frames = stack.split(";");
    for (int at = frames.length - 1; at >= 0; at--) {
      for (Map.Entry<String, List<String>> part : PARTS.entrySet()) {
        if (part.getValue().stream().anyMatch(frames[at]::contains)) {
          return part.getKey();
        }
      }
    }
    return OTHER;
  }

  private static String table(Map<String, Long> samples) {
    double all = samples.values().stream().mapToLong(Long::longValue).sum();
    List<Object[]> rows = new ArrayList<>();
    samples.forEach(
        (part, count) ->
            rows.add(
                new Object[] {
                  part,
                  String.format("%.1f s", count / 1e3),
                  String.format("%.1f %%", 100 * count / all)
                }));
    rows.add(new Object[] {"all", String.format("%.1f s", all / 1e3), "100.0 %"});
    Column[] columns = {
      new Column().header("part").dataAlign(HorizontalAlign.LEFT),
      new Column().header("CPU").dataAlign(HorizontalAlign.RIGHT),
      new Column().header("share").dataAlign(HorizontalAlign.RIGHT)
    };
    return AsciiTable.getTable(columns, rows.toArray(new Object[0][]));
  }

  private static void launch(
      Map<String, String> environment, String program, File root, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(new File("../bin/warehouse").getCanonicalPath());
    command.addAll(List.of("--conf", "local", "jar", program));
    command.addAll(List.of("--feed", "product_reviews", "--root", root.getPath()));
    command.addAll(List.of(options));
    ProcessBuilder builder = new ProcessBuilder(command);
    builder.environment().putAll(environment);
    builder.environment().put("WAREHOUSE_NO_BUILD", "1");
    int code =
        builder.redirectOutput(Redirect.INHERIT).redirectError(Redirect.INHERIT).start().waitFor();
    if (code != 0) {
      throw new IOException(command + " ended with " + code);
    }
  }
}

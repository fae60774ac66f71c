package org.reviewwarehouse.mapreduce.bench;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A process from its start to its end.
 *
 * @param wallSeconds between them
 * @param cpuSeconds that it used; as last seen some milliseconds before its end
 * @param peakBytes of memory that it had at most; 0 where the system does not say
 */
record ProcessRun(double wallSeconds, double cpuSeconds, long peakBytes) {
  private static final int POLL_MILLIS = 10;

  /**
   * @param log takes what it prints
   * @throws IOException if it ends with another code than 0
   */
  static ProcessRun of(List<String> command, File log) throws IOException, InterruptedException {
    long start = System.nanoTime();
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log).start();
    Duration cpu = Duration.ZERO;
    long peak = 0;
    do {
      cpu = process.info().totalCpuDuration().orElse(cpu);
      peak = Math.max(peak, peakBytes(process.pid()));
    } while (!process.waitFor(POLL_MILLIS, TimeUnit.MILLISECONDS));
    double seconds = (System.nanoTime() - start) / 1e9;
    if (process.exitValue() != 0) {
      throw new IOException(
          String.join(" ", command) + " ended with " + process.exitValue() + ": see " + log);
    }
    return new ProcessRun(seconds, cpu.toMillis() / 1e3, peak);
  }

  /** The most memory that a process has had, by Linux. */
  private static long peakBytes(long pid) {
    try {
      for (String line : Files.readAllLines(Path.of("/proc/" + pid + "/status"))) {
        if (line.startsWith("VmHWM:")) {
          String number = line.replaceAll("[^0-9]", "");
          return Long.parseLong(number) << 10;
        }
      }
    } catch (IOException | NumberFormatException e) {
      // It has ended, or this is no Linux.
    }
    return 0;
  }
}

package org.reviewwarehouse.mapreduce.clean;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStream;
import java.io.PrintStream;
import java.util.Locale;

/** The progress of a run, in which something happens after a step. */
final class Progress extends PrintStream {
  /** What happens. */
  interface Event {
    void happen() throws Exception;
  }

  private final String beginning;
  private final Event event;

  private Progress(String beginning, Event event) {
    super(OutputStream.nullOutputStream(), false, UTF_8);
    this.beginning = beginning;
    this.event = event;
  }

  /** When the run knows what it is going to read. */
  static Progress beforeResolve(Event event) {
    return new Progress("run ", event);
  }

  static Progress afterResolve(Event event) {
    return new Progress("resolve done", event);
  }

  static Progress afterWrite(Event event) {
    return new Progress("write done", event);
  }

  @Override
  public PrintStream printf(String format, Object... args) {
    if (String.format(Locale.ROOT, format, args).startsWith(beginning)) {
      try {
        event.happen();
      } catch (Exception e) {
        throw new AssertionError(e);
      }
    }
    return this;
  }
}

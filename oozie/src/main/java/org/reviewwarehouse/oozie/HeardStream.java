package org.reviewwarehouse.oozie;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/** Passes everything on, and keeps the last line that says what a program cannot do. */
final class HeardStream extends OutputStream {
  private static final int LONGEST = 8192;

  private final OutputStream to;
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private String complaint;
  private String last = "";

  HeardStream(OutputStream to) {
    this.to = to;
  }

  @Override
  public synchronized void write(int b) throws IOException {
    to.write(b);
    hear(b);
  }

  @Override
  public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
    to.write(bytes, offset, length);
    for (int i = offset; i < offset + length; i++) {
      hear(bytes[i]);
    }
  }

  @Override
  public void flush() throws IOException {
    to.flush();
  }

  private void hear(int b) {
    if (b == '\n') {
      String text = line.toString(StandardCharsets.UTF_8).strip();
      line.reset();
      if (text.startsWith("Cannot ")) {
        complaint = text;
      }
      if (!text.isEmpty()) {
        last = text;
      }
    } else if (line.size() < LONGEST) {
      line.write(b);
    }
  }

  /** The last line that begins with "Cannot", else the last line, else an empty text. */
  synchronized String complaint() {
    hear('\n');
    // The lines with the first bad records, which such a message announces, are in the log.
    return complaint == null ? last : complaint.replaceFirst("; the first of them:$", "");
  }
}

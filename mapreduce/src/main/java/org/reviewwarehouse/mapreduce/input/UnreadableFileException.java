package org.reviewwarehouse.mapreduce.input;

import java.io.IOException;

/** A raw file that cannot be read to its end. The message names it. */
public final class UnreadableFileException extends IOException {
  private static final long serialVersionUID = 1;

  UnreadableFileException(String message, IOException cause) {
    super(message, cause);
  }
}

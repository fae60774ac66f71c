package org.reviewwarehouse.mapreduce;

/** A program cannot go on. The message is for people; the code is the process's exit code. */
public final class WarehouseException extends RuntimeException {
  private static final long serialVersionUID = 1;

  /** What went wrong, as the process's exit code. */
  public enum Code {
    FAILED(1),
    /** The call was wrong; the usage is shown. */
    USAGE(2),
    /** The data is too bad to be taken in. */
    QUALITY(3),
    /** Another run holds the feed. */
    HELD(4);

    private final int exit;

    Code(int exit) {
      this.exit = exit;
    }

    public int exit() {
      return exit;
    }
  }

  private final transient Code code;

  public WarehouseException(Code code, String message) {
    super(message);
    this.code = code;
  }

  public WarehouseException(String message, Throwable cause) {
    super(message, cause);
    code = Code.FAILED;
  }

  public Code code() {
    return code;
  }
}

package org.reviewwarehouse.oozie;

/** Something the user can act on. The message is all that is shown. */
final class WarehouseException extends RuntimeException {
  WarehouseException(String message) {
    super(message);
  }

  WarehouseException(String message, Throwable cause) {
    super(message, cause);
  }
}

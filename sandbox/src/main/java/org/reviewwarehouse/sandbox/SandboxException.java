package org.reviewwarehouse.sandbox;

/** A reason for which the sandbox cannot run that its owner can do something about. */
final class SandboxException extends Exception {
  SandboxException(String message) {
    super(message);
  }

  SandboxException(String message, Throwable cause) {
    super(message, cause);
  }
}

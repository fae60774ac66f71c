package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.sql.SQLException;
import org.junit.Test;

public class CausesTest {
  @Test
  public void theBoilerplateOfACompileErrorIsLeftOut() {
    assertEquals(
        "[Error 10001]: Line 1:14 Table not found 'x'",
        Causes.innermost(
            new SQLException(
                "Error while compiling statement: FAILED: SemanticException [Error 10001]: Line"
                    + " 1:14 Table not found 'x'")));
  }

  @Test
  public void theInnermostCauseOfTheFirstAttemptIsTakenFromATezFailure() {
    String attempt =
        "Error while running task ( failure ) : attempt_1:java.lang.RuntimeException: outer\n"
            + "\tat a.B.c(B.java:1)\nCaused by: org.apache.hadoop.hive.ql.metadata.HiveException:"
            + " middle\n\tat a.B.c(B.java:2)\n\t... 17 more\nCaused by: "
            + "java.lang.NumberFormatException: For input string: \"a\"\n\tat a.B.c(B.java:3)\n";
    assertEquals(
        "NumberFormatException: For input string: \"a\"",
        Causes.innermost(
            new SQLException(
                "Error while compiling statement: FAILED: Execution Error, return code 2 from"
                    + " org.apache.hadoop.hive.ql.exec.tez.TezTask. Vertex failed, info=[Error: "
                    + attempt
                    + "], TaskAttempt 1 failed, info=[Error: Caused by: never mind\n]")));
  }

  @Test
  public void theDeepestThrowableWithAMessageSpeaks() {
    assertEquals(
        "connection reset",
        Causes.innermost(
            new IOException(
                "outer",
                new IOException("connection\n  reset", new IllegalStateException((String) null)))));
  }

  @Test
  public void withoutAnyMessageTheKindOfFailureIsTold() {
    assertEquals("NullPointerException", Causes.innermost(new NullPointerException()));
  }
}

package org.reviewwarehouse.mapreduce;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assume.assumeTrue;

import java.io.File;
import java.io.FileOutputStream;
import java.io.IOException;
import org.junit.Test;

/** What HDFS says is tested where it says it: see {@code HdfsFaultsTest}. */
public class AdviceTest {
  @Test
  public void aFullDisk() throws Exception {
    File full = new File("/dev/full");
    assumeTrue("only Linux has it", full.exists());
    IOException e =
        assertThrows(
            IOException.class,
            () -> {
              try (FileOutputStream out = new FileOutputStream(full)) {
                out.write(1);
              }
            });
    assertEquals("No space left on device; free space on that disk, then run again", Advice.of(e));
  }

  @Test
  public void findsTheKnownCauseOfAnUnknownFailure() {
    IOException quota = new IOException("The NameSpace quota of directory /x is exceeded: 1 2");
    assertEquals(
        "The NameSpace quota of directory /x is exceeded: 1 2; free space there or raise that"
            + " quota, then run again",
        Advice.of(new IllegalArgumentException("Self-suppression not permitted", quota)));
  }

  @Test
  public void findsTheCauseInATextWithItsStack() {
    assertEquals(
        "Permission denied: user=somebody; give that user the right, then run again",
        Advice.of(
            "Error: 7\n"
                + "org.apache.hadoop.ipc.RemoteException(org.apache.hadoop.security.AccessControl"
                + "Exception): Permission denied: user=somebody.\n"
                + "\tat org.apache.hadoop.hdfs.server.namenode.Check.permission(Check.java:1)\n"));
  }

  @Test
  public void saysHowToGoOnWithoutAFileOfTheTable() {
    assertEquals(
        "Cannot read file of the table: x, because File does not exist: x; put the file back, then"
            + " run again; verify tells what else is lost, and rollback goes back to a run before"
            + " it",
        Advice.of(
            new IOException(
                "Cannot read file of the table: x, because File does not exist: x\n\tat a.B")));
  }

  @Test
  public void saysOfAnotherFailureItsFirstLine() {
    assertEquals("Cannot do it", Advice.of(new IOException("Cannot do it\n\tat a.B")));
    assertEquals("java.io.IOException", Advice.of(new IOException()));
    assertEquals("Cannot do it", Advice.of(new WarehouseException("Cannot do it", null)));
    assertEquals(
        "java.lang.IllegalStateException: a bug", Advice.of(new IllegalStateException("a bug")));
    assertEquals("what", Advice.of("what\never"));
    assertEquals("", Advice.of(""));
  }
}

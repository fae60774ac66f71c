package org.reviewwarehouse.mapreduce.ledger;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.security.PrivilegedExceptionAction;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.After;
import org.junit.Before;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TestName;
import org.reviewwarehouse.mapreduce.FaultyWay;
import org.reviewwarehouse.mapreduce.FaultyWay.Fault;
import org.reviewwarehouse.mapreduce.Hdfs;
import org.reviewwarehouse.mapreduce.WarehouseException.Code;

/** What a commit says, and what is true, where requests and answers are lost on the network. */
public class CommitTest {
  @ClassRule public static final Hdfs HDFS = new Hdfs();

  @Rule public final TestName test = new TestName();

  private final Configuration conf = new Configuration();
  private FaultyWay way;
  private Zones zones;
  private FileSystem fs;
  private HoldingProcess process;

  @Before
  public void startProcess() throws Exception {
    conf.setInt("ipc.client.connect.max.retries", 0);
    way = new FaultyWay(HDFS.port());
    zones = new Zones(HDFS.root(test.getMethodName()), "product_reviews");
    fs = zones.root().getFileSystem(conf);
    process = new HoldingProcess(HDFS.root(test.getMethodName(), way.port()), conf);
  }

  @After
  public void endProcess() throws Exception {
    process.close();
    way.close();
  }

  @Test
  public void isDoneWhereOnlyTheAnswerIsLost() throws Exception {
    assertEquals("DONE", commit(Fault.ANSWER_LOST, () -> {}));
    process.tell("check");
    assertEquals(List.of("000001.json", "_lock"), ledger());
    assertEquals(List.of("run of the child"), runs());
  }

  @Test
  public void isNotDoneWhereTheRequestIsLost() throws Exception {
    assertEquals("NOT_DONE", commit(Fault.REQUEST_LOST, () -> {}));
    assertEquals(1, process.exit());
    assertComplaint("Cannot commit run: run of the child, because ", "; run again");
    assertEquals(List.of(), runs());
    acquire().close();
  }

  @Test
  public void isNotDoneWhereTheRequestComesTooLate() throws Exception {
    assertEquals("NOT_DONE", commit(Fault.REQUEST_DELAYED, () -> {}));
    way.deliver();
    assertEquals(List.of(), runs());
  }

  @Test
  public void isUnknownWhereNothingCanBeAskedAfterTheAnswerIsLost() throws Exception {
    assertEquals("UNKNOWN", commit(Fault.ANSWER_LOST, way::cut));
    assertUnknown();
    assertEquals("nothing is deleted", List.of("000001.json", "_lock"), ledger());
    way.mend();
    try (FeedLock lock = acquire()) {
      assertEquals("the next run finds it", List.of("run of the child"), runs());
    }
  }

  @Test
  public void isUnknownWhereNothingCanBeAskedAfterTheRequestIsLost() throws Exception {
    assertEquals("UNKNOWN", commit(Fault.REQUEST_LOST, way::cut));
    assertUnknown();
    assertEquals("nothing is deleted", List.of("_lock"), ledger());
    assertEquals(List.of("beat-0", "entry.json", "holder.json"), lock());
    way.mend();
    try (FeedLock lock = acquire()) {
      assertEquals("the next run misses it", List.of(), runs());
      assertEquals(Commit.DONE, lock.commit(LedgerTest.entry(1, "run")));
    }
    assertEquals(List.of("000001.json"), ledger());
  }

  @Test
  public void keepsTheLockWhereItIsUnknown() throws Exception {
    Zones faulty = new Zones(HDFS.root(test.getMethodName(), way.port()), "product_reviews");
    FeedLock lock = FeedLock.acquire(faulty, "test", conf);
    way.expect(Fault.REQUEST_LOST, way::cut);
    assertEquals(Commit.Outcome.UNKNOWN, lock.commit(LedgerTest.entry(1, "run")).outcome());
    way.mend();
    lock.close();
    assertEquals(List.of("beat-0", "entry.json", "holder.json"), lock());
  }

  @Test
  public void neverHappensOnceTheNextRunHasLooked() throws Exception {
    assertEquals("UNKNOWN", commit(Fault.REQUEST_DELAYED, way::cut));
    assertUnknown();
    try (FeedLock lock = acquire()) {
      assertEquals(List.of(), runs());
      way.deliver();
      assertEquals("the request found no draft", List.of(), runs());
      assertEquals(Commit.DONE, lock.commit(LedgerTest.entry(1, "run")));
    }
    assertEquals(List.of("run"), runs());
  }

  @Test
  public void isFoundByTheNextRunIfItHappenedJustBefore() throws Exception {
    assertEquals("UNKNOWN", commit(Fault.REQUEST_DELAYED, way::cut));
    assertUnknown();
    way.deliver();
    try (FeedLock lock = acquire()) {
      assertEquals(List.of("run of the child"), runs());
    }
  }

  @Test
  public void isUnknownWhereTheNameNodeStops() throws Exception {
    String outcome = commit(Fault.REQUEST_LOST, () -> HDFS.cluster().shutdownNameNode(0));
    assertEquals("UNKNOWN", outcome);
    assertUnknown();
    HDFS.cluster().restartNameNode(0, true);
    assertEquals("nothing is deleted", List.of("_lock"), ledger());
    acquire().close();
    assertEquals(List.of(), runs());
  }

  @Test
  public void isNotTriedWhereItsDraftCannotBeWritten() throws Exception {
    Zones cutOff = new Zones(HDFS.root(test.getMethodName(), way.port()), "product_reviews");
    FeedLock lock = FeedLock.acquire(cutOff, "test", conf);
    way.cut();
    assertThrows(IOException.class, () -> lock.commit(LedgerTest.entry(1, "run")));
    assertEquals(List.of("_lock"), ledger());
    way.mend();
    lock.close();
    assertEquals(0, fs.listStatus(zones.root()).length);
  }

  @Test
  public void isNotDoneWhereTheLedgerMayNotBeWritten() throws Exception {
    fs.mkdirs(zones.ledger());
    fs.setPermission(zones.ledger(), new FsPermission("777"));
    UserGroupInformation.createRemoteUser("bob")
        .doAs(
            (PrivilegedExceptionAction<Void>)
                () -> {
                  assertRefused();
                  return null;
                });
    assertEquals(List.of(), runs());
  }

  private void assertRefused() throws IOException {
    try (FeedLock lock = acquire()) {
      fs.setPermission(zones.ledger(), new FsPermission("755"));
      Commit commit = lock.commit(LedgerTest.entry(1, "run"));
      assertEquals(Commit.Outcome.NOT_DONE, commit.outcome());
      String message = commit.failure().getMessage();
      assertTrue(
          message,
          message.startsWith(
              "Cannot commit run: run, because Permission denied: user=bob, access=WRITE"));
      assertEquals(Code.FAILED, commit.failure().code());
      fs.setPermission(zones.ledger(), new FsPermission("777"));
    }
  }

  /** Lets the other process commit. */
  private String commit(Fault fault, Faulty then) throws IOException {
    process.tell("acquire");
    assertEquals("holding", process.answer());
    way.expect(
        fault,
        () -> {
          try {
            then.happens();
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    process.tell("commit");
    return process.answer();
  }

  private interface Faulty {
    void happens() throws IOException;
  }

  private void assertUnknown() throws InterruptedException {
    assertEquals(1, process.exit());
    assertComplaint(
        "Cannot tell whether run run of the child is committed, because ",
        "; nothing was deleted: run again, and the next run finds out");
  }

  private void assertComplaint(String start, String end) {
    String complaint = process.complaint();
    assertTrue(complaint, complaint.startsWith(start) && complaint.endsWith(end));
  }

  private FeedLock acquire() throws IOException {
    return FeedLock.acquire(zones, "test", conf);
  }

  private List<String> runs() throws IOException {
    return new Ledger(zones, conf).entries().stream().map(LedgerEntry::run).toList();
  }

  private List<String> ledger() throws IOException {
    return names(zones.ledger());
  }

  /** What is in the lock. */
  private List<String> lock() throws IOException {
    LockDirectory directory = new LockDirectory(zones.ledger(), conf);
    return names(directory.of(directory.token().orElseThrow()));
  }

  private List<String> names(Path path) throws IOException {
    return Stream.of(fs.listStatus(path)).map(each -> each.getPath().getName()).sorted().toList();
  }
}

package org.reviewwarehouse.mapreduce.clean;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.reviewwarehouse.mapreduce.Reviews.review;

import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.SafeModeAction;
import org.apache.hadoop.fs.permission.FsPermission;
import org.apache.hadoop.hdfs.DFSTestUtil;
import org.apache.hadoop.hdfs.DistributedFileSystem;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.hadoop.hdfs.protocol.ExtendedBlock;
import org.apache.hadoop.hdfs.protocol.HdfsConstants;
import org.apache.hadoop.hdfs.server.datanode.DataNodeFaultInjector;
import org.apache.hadoop.security.UserGroupInformation;
import org.junit.After;
import org.junit.AfterClass;
import org.junit.BeforeClass;
import org.junit.ClassRule;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.junit.rules.TestName;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/**
 * What a real HDFS can do to a run: it says in one line what to do, leaves nothing, and the next
 * one succeeds.
 */
public class HdfsFaultsTest {
  private static final long NO_QUOTA = HdfsConstants.QUOTA_RESET;
  private static final long SAME = HdfsConstants.QUOTA_DONT_SET;
  private static final String[] FIRST = {
    review("A", "2015-08-31").line(), review("B", "2015-07-31").line()
  };
  private static final String[] SECOND = {
    review("A", "2015-09-01").line(), review("C", "2015-07-30").line()
  };

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  private static MiniDFSCluster cluster;
  private static List<String> undisturbed;

  @Rule public final TestName test = new TestName();

  private DistributedFileSystem fs;
  private Warehouse warehouse;

  @BeforeClass
  public static void startCluster() throws Exception {
    cluster = cluster("hdfs", 3);
    Warehouse local = new Warehouse(FOLDER.newFolder("local"));
    local.raw("2015-08-31", "a.tsv", FIRST);
    local.raw("2015-09-01", "b.tsv", SECOND);
    local.clean(local.backfill());
    undisturbed = local.table();
  }

  @After
  public void leaveSafeMode() throws Exception {
    cluster.getFileSystem().setSafeMode(SafeModeAction.LEAVE);
  }

  @AfterClass
  public static void stopCluster() {
    cluster.shutdown();
  }

  private static MiniDFSCluster cluster(String folder, int dataNodes) throws Exception {
    Configuration conf = new Configuration();
    conf.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, FOLDER.newFolder(folder).getPath());
    conf.setInt("dfs.replication", 1);
    // What a client waits before it tries again: its defaults add up to minutes.
    conf.setInt("dfs.client.retry.window.base", 10);
    conf.setInt("dfs.client.block.write.locateFollowingBlock.initial.delay.ms", 10);
    MiniDFSCluster started =
        new MiniDFSCluster.Builder(conf).numDataNodes(dataNodes).checkExitOnShutdown(false).build();
    started.waitActive();
    return started;
  }

  @Test
  public void aNameQuotaOnTheRoot() throws Exception {
    create(cluster);
    // So little that the job cannot begin, and its tasks cannot leave a message.
    assertFails(
        Progress.beforeResolve(
            () -> fs.setQuota(warehouse.path, entries(warehouse.path) + 2, SAME)),
        "Cannot finish step: resolve, because The NameSpace quota (directories and files) of"
            + " directory ROOT is exceeded: quota=N file count=N; free space there or raise that"
            + " quota, then run again");
    fs.setQuota(warehouse.path, NO_QUOTA, SAME);
    assertSucceeds();
  }

  @Test
  public void aSpaceQuotaOnTheRoot() throws Exception {
    create(cluster);
    String exceeded =
        "Cannot clean feed: product_reviews, because The DiskSpace quota of ROOT is exceeded: quota = N B = N"
            + " MB but diskspace consumed = N B = N MB; free space there or raise that quota, then"
            + " run again";
    Progress.Event event = () -> fs.setQuota(warehouse.path, SAME, 1 << 20);
    assertFails(Progress.beforeResolve(event), exceeded);
    fs.setQuota(warehouse.path, SAME, NO_QUOTA);
    assertFails(Progress.afterResolve(event), exceeded);
    fs.setQuota(warehouse.path, SAME, NO_QUOTA);
    assertSucceeds();
  }

  @Test
  public void aQuotaOnTheCleanZone() throws Exception {
    create(cluster);
    Path clean = warehouse.at().clean();
    // Of the two partitions that are moved there the second is one too many.
    assertFails(
        Progress.beforeResolve(() -> fs.setQuota(clean, entries(clean) + 3, SAME)),
        "Cannot clean feed: product_reviews, because The NameSpace quota (directories and files) of directory"
            + " ROOT/clean/product_reviews is exceeded: quota=N file count=N; free space there or"
            + " raise that quota, then run again");
    fs.setQuota(clean, NO_QUOTA, 1);
    assertFails(
        Progress.beforeResolve(() -> {}),
        "Cannot clean feed: product_reviews, because The DiskSpace quota of ROOT/clean/product_reviews is"
            + " exceeded: quota = N B = N B but diskspace consumed = N B = N KB; free space there"
            + " or raise that quota, then run again");
    fs.setQuota(clean, SAME, NO_QUOTA);
    assertSucceeds();
  }

  @Test
  public void aQuotaOnTheLedger() throws Exception {
    create(cluster);
    Path ledger = warehouse.at().ledger();
    assertFails(
        Progress.afterWrite(() -> fs.setQuota(ledger, SAME, 1)),
        "Cannot clean feed: product_reviews, because The DiskSpace quota of"
            + " ROOT/ledger/product_reviews is exceeded: quota = N B = N B but diskspace consumed ="
            + " N B = N MB; free space there or raise that quota, then run again");
    fs.setQuota(ledger, SAME, NO_QUOTA);
    assertSucceeds();
  }

  @Test
  public void dataNodesWithoutRoom() throws Exception {
    create(cluster);
    // As full as if their disks were: no room for a block of this size.
    warehouse.conf.setBoolean("fs.hdfs.impl.disable.cache", true);
    warehouse.conf.setLong("dfs.blocksize", 1L << 47);
    assertFails(
        Progress.beforeResolve(() -> {}),
        "Cannot lock feed: product_reviews, because File"
            + " ROOT/ledger/product_reviews/.lock-UUID/UUID/holder.json could only be written to 0 of the 1 minReplication nodes. There are 3 datanode(s) running and"
            + " 3 node(s) are excluded in this operation; free space on the DataNodes or start more"
            + " of them, then run again");
    warehouse.conf.unset("dfs.blocksize");
    assertSucceeds();
  }

  @Test
  public void oneOfThreeDataNodesLostInTheMiddleOfTheWriting() throws Exception {
    create(cluster);
    warehouse.conf.setBoolean("fs.hdfs.impl.disable.cache", true);
    warehouse.conf.setInt("dfs.replication", 2);
    AtomicReference<MiniDFSCluster.DataNodeProperties> stopped = new AtomicReference<>();
    DataNodeFaultInjector.set(
        new DataNodeFaultInjector() {
          @Override
          public synchronized void stopSendingPacketDownstream(String mirror) {
            if (stopped.get() == null && isWriting()) {
              stopped.set(cluster.stopDataNode(mirror));
            }
          }
        });
    try {
      assertSucceeds();
      assertEquals("one is lost", 2, cluster.getDataNodes().size());
    } finally {
      DataNodeFaultInjector.set(new DataNodeFaultInjector());
      cluster.restartDataNode(stopped.get(), true);
      cluster.waitActive();
    }
  }

  @Test
  public void theOnlyDataNodeLostInTheMiddleOfTheWriting() throws Exception {
    MiniDFSCluster small = cluster("small", 1);
    try {
      create(small);
      AtomicReference<MiniDFSCluster.DataNodeProperties> stopped = new AtomicReference<>();
      Thread stop = new Thread(() -> stopped.set(small.stopDataNode(0)));
      DataNodeFaultInjector.set(
          new DataNodeFaultInjector() {
            @Override
            public synchronized void delayWriteToDisk() {
              if (stop.getState() == Thread.State.NEW && isWriting()) {
                stop.start();
                try {
                  new CountDownLatch(1).await();
                } catch (InterruptedException e) { // the DataNode goes down
                  Thread.currentThread().interrupt();
                }
              }
            }
          });
      try {
        assertFails(
            Progress.beforeResolve(() -> {}),
            "Cannot finish step: write, because File ROOT/work/product_reviews/RUN/failures/none"
                + " could only be written to 0 of the 1 minReplication nodes. There are 1"
                + " datanode(s) running and 1 node(s) are excluded in this operation; free space on"
                + " the DataNodes or start more of them, then run again");
      } finally {
        DataNodeFaultInjector.set(new DataNodeFaultInjector());
      }
      stop.join();
      small.restartDataNode(stopped.get(), true);
      small.waitActive();
      assertSucceeds();
    } finally {
      small.shutdown();
    }
  }

  /** A task has a file of the table open. */
  private boolean isWriting() {
    try {
      Path files = new Path(warehouse.at().work(), "*/write/_temporary/0/_temporary/*/clean/*/*");
      return fs.globStatus(files).length > 0;
    } catch (java.io.IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  public void aRawFileWithACorruptBlock() throws Exception {
    create(cluster);
    Path raw = new Path(warehouse.at().raw(), "arrival=2015-09-01/b.tsv");
    cluster.corruptBlockOnDataNodes(DFSTestUtil.getFirstBlock(fs, raw));
    String failed =
        "Cannot finish step: resolve, because Cannot read raw file: ROOT/raw/product_reviews/"
            + "arrival=2015-09-01/b.tsv, because ";
    String remedy =
        "; bring back the DataNode that has the block, or restore the file, then run" + " again";
    assertFails(
        Progress.beforeResolve(() -> {}),
        failed
            + "Checksum CRC32C not matched for file ROOT/raw/product_reviews/arrival=2015-09-01/"
            + "b.tsv at position 0: expected=CRC but computed=CRC, algorithm=CRC32C"
            + remedy);
    warehouse.put("2015-09-01", "b.tsv", SECOND);
    cluster.corruptBlockOnDataNodesByDeletingBlockFile(DFSTestUtil.getFirstBlock(fs, raw));
    assertFails(
        Progress.beforeResolve(() -> {}),
        failed
            + "Could not obtain block: BLOCK file=ROOT/raw/product_reviews/arrival=2015-09-01/b.tsv"
            + remedy);
    warehouse.put("2015-09-01", "b.tsv", SECOND);
    assertSucceeds();
  }

  @Test
  public void aRawFileThatIsDeletedBetweenThePasses() throws Exception {
    create(cluster);
    Path raw = new Path(warehouse.at().raw(), "arrival=2015-09-01/b.tsv");
    Path away = new Path(fs.getUri() + "/" + test.getMethodName() + ".away");
    String failed =
        ", because Cannot read raw file: ROOT/raw/product_reviews/arrival=2015-09-01/b.tsv, because"
            + " File does not exist: ROOT/raw/product_reviews/arrival=2015-09-01/b.tsv; put the"
            + " file back, then run again";
    assertFails(
        Progress.beforeResolve(() -> fs.rename(raw, away)),
        "Cannot finish step: resolve" + failed,
        () -> fs.rename(away, raw));
    assertFails(
        Progress.afterResolve(() -> fs.rename(raw, away)),
        "Cannot finish step: write" + failed,
        () -> fs.rename(away, raw));
    assertSucceeds();
  }

  @Test
  public void aFileOfTheTableWithACorruptBlock() throws Exception {
    create(cluster);
    Path live = live("2015-07");
    Path copy = new Path(fs.getUri() + "/" + test.getMethodName() + ".copy");
    org.apache.hadoop.fs.FileUtil.copy(fs, live, fs, copy, false, fs.getConf());
    ExtendedBlock block = DFSTestUtil.getFirstBlock(fs, live);
    cluster.corruptBlockOnDataNodes(block);
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> warehouse.clean(warehouse.backfill()));
    String message = masked(e.getMessage());
    assertEquals(
        "Cannot read file of the table:"
            + " ROOT/clean/product_reviews/period=2015-07/run=RUN/part-m-00000.parquet, because"
            + " Checksum CRC32C not matched for file"
            + " ROOT/clean/product_reviews/period=2015-07/run=RUN/part-m-00000.parquet at position"
            + " 0: expected=CRC but computed=CRC, algorithm=CRC32C; bring back the DataNode that"
            + " has the block, or restore the file, then run again; verify tells what else is lost,"
            + " and rollback goes back to a run before it",
        message.substring(message.indexOf("because ") + "because ".length()));
    assertEquals(1, warehouse.ledger().entries().size());
    fs.delete(live, false);
    fs.rename(copy, live);
    assertSucceeds();
  }

  @Test
  public void safeModeAtTheCommit() throws Exception {
    create(cluster);
    List<String> table = warehouse.table();
    WarehouseException e =
        assertThrows(
            WarehouseException.class,
            () ->
                warehouse.clean(
                    warehouse.backfill(),
                    Progress.afterWrite(() -> fs.setSafeMode(SafeModeAction.ENTER))));
    String message = masked(e.getMessage());
    assertEquals(
        "Name node is in safe mode; when the NameNode has left it (hdfs dfsadmin -safemode get),"
            + " run again",
        message.substring(message.indexOf("Name node")));
    assertEquals(WarehouseException.Code.FAILED, e.code());
    assertEquals(1, warehouse.ledger().entries().size());
    assertEquals(table, warehouse.table());
    fs.setSafeMode(SafeModeAction.LEAVE);
    assertSucceeds();
  }

  @Test
  public void safeModeBeforeTheFirstStep() throws Exception {
    create(cluster);
    WarehouseException e =
        assertThrows(
            WarehouseException.class,
            () ->
                warehouse.clean(
                    warehouse.backfill(),
                    Progress.beforeResolve(() -> fs.setSafeMode(SafeModeAction.ENTER))));
    assertEquals(
        "Cannot clean feed: product_reviews, because Cannot create file"
            + "ROOT/work/product_reviews/RUN/resolve-plan. Name node is in safe mode; when the"
            + " NameNode has left it (hdfs dfsadmin -safemode get), run again",
        masked(e.getMessage()));
    fs.setSafeMode(SafeModeAction.LEAVE);
    assertSucceeds();
  }

  @Test
  public void aNameNodeThatStartsAgainInTheMiddle() throws Exception {
    create(cluster);
    warehouse.clean(
        warehouse.backfill(), Progress.afterResolve(() -> cluster.restartNameNode(true)));
    assertEquals(undisturbed, warehouse.table());
  }

  @Test
  public void aUserWithoutRights() throws Exception {
    create(cluster);
    fs.setPermission(warehouse.path, new FsPermission((short) 0755));
    UserGroupInformation.createRemoteUser("somebody")
        .doAs(
            (java.security.PrivilegedExceptionAction<Void>)
                () -> {
                  assertFails(
                      Progress.beforeResolve(() -> {}),
                      "Cannot lock feed: product_reviews, because Permission denied: user=somebody,"
                          + " access=WRITE, inode=\"ROOT/ledger/product_reviews\":OWNER:supergroup:drwxr-xr-x; give that"
                          + " user the right, then run again");
                  return null;
                });
    assertSucceeds();
  }

  /** A warehouse with a first run, and a file for the second. */
  private void create(MiniDFSCluster on) throws Exception {
    fs = on.getFileSystem();
    warehouse =
        new Warehouse(FOLDER.newFolder(), new Path(fs.getUri() + "/" + test.getMethodName()));
    // The lock that cannot be released is this process's own, which lives on.
    warehouse.conf.set(Settings.LOCK_BEAT_SECONDS, "50ms");
    warehouse.conf.set(Settings.LOCK_DEAD_SECONDS, "300ms");
    warehouse.put("2015-08-31", "a.tsv", FIRST);
    warehouse.clean(warehouse.backfill());
    warehouse.put("2015-09-01", "b.tsv", SECOND);
  }

  private void assertFails(Progress progress, String message) throws Exception {
    assertFails(progress, message, () -> {});
  }

  private void assertFails(Progress progress, String message, Progress.Event cure)
      throws Exception {
    List<String> files = warehouse.files();
    List<String> zones = warehouse.zones();
    WarehouseException e =
        assertThrows(
            WarehouseException.class, () -> warehouse.clean(warehouse.backfill(), progress));
    assertEquals(message, masked(e.getMessage()));
    assertEquals(WarehouseException.Code.FAILED, e.code());
    cure.happen();
    assertEquals("nothing is left behind", files, warehouse.files());
    assertEquals("nothing is left behind", zones, warehouse.zones());
  }

  /** A lock that could not be released is found dead, as soon as it has not beaten for a while. */
  private LedgerEntry cleanOnceUnlocked() throws Exception {
    while (true) {
      try {
        return warehouse.clean(warehouse.backfill()).orElseThrow();
      } catch (WarehouseException e) {
        if (e.code() != WarehouseException.Code.HELD) {
          throw e;
        }
      }
    }
  }

  private void assertSucceeds() throws Exception {
    assertEquals(2, cleanOnceUnlocked().sequence());
    assertEquals(undisturbed, warehouse.table());
  }

  /** The file of a live period. */
  private Path live(String period) throws Exception {
    for (FileStatus run : fs.listStatus(new Path(warehouse.at().clean(), "period=" + period))) {
      return fs.listStatus(run.getPath())[0].getPath();
    }
    throw new AssertionError(period);
  }

  /** How many files and directories are there, as a quota counts. */
  private long entries(Path directory) throws Exception {
    return fs.getContentSummary(directory).getFileCount()
        + fs.getContentSummary(directory).getDirectoryCount();
  }

  /** Without what differs from run to run. */
  private String masked(String message) {
    return message
        .replace(warehouse.path.toString(), "ROOT")
        .replace(warehouse.path.toUri().getPath(), "ROOT")
        .replace(System.getProperty("user.name") + ":supergroup", "OWNER:supergroup")
        .replaceAll("\\d{6}-\\d{8}T\\d{6}Z-[0-9a-f]{8}", "RUN")
        .replaceAll("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", "UUID")
        .replaceAll("BP-[0-9.-]+:blk_\\d+_\\d+", "BLOCK")
        .replaceAll("(expected|computed)=[0-9A-F]+", "$1=CRC")
        .replaceAll("(quota|consumed|count)( ?= ?)\\d+", "$1$2N")
        .replaceAll("B = [0-9.]+ ", "B = N ");
  }
}

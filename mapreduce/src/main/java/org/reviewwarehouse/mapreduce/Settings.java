package org.reviewwarehouse.mapreduce;

/** The properties of this module, each with its default. */
public final class Settings {
  /** Site file on the class path in which they may be set; it need not be there. */
  public static final String FILE = "warehouse-site.xml";

  /** Root of the warehouse where a program is called without {@code --root}. */
  public static final String ROOT = "warehouse.root";

  /** Directory of contracts; without it those packed into the job jar are used. */
  public static final String CONTRACTS = "warehouse.contracts";

  /**
   * How many map tasks run at once. 0, the default, asks: the local runner for its maximum, YARN
   * for what its nodes can hold.
   */
  public static final String MAP_SLOTS = "warehouse.map.slots";

  /** A split is not made smaller than that to use all slots; default 16 MiB. */
  public static final String LEAST_SPLIT_BYTES = "warehouse.split.least.bytes";

  public static final long LEAST_SPLIT_BYTES_DEFAULT = 16L << 20;

  /** About how many rows one reducer compares; default 4,000,000, some 300 MB of memory. */
  public static final String ROWS_PER_REDUCER = "warehouse.rows.per.reducer";

  public static final long ROWS_PER_REDUCER_DEFAULT = 4_000_000;

  /**
   * How many new rows one map holds in memory while it scans the table; 0, the default, takes what
   * fits in a third of the heap. If there are more, it scans the table again for them.
   */
  public static final String ROWS_PER_PASS = "warehouse.rows.per.pass";

  /**
   * Memory of one task for Parquet row groups that are being written, over all open files; 0, the
   * default, takes 40 % of the heap, shared by the tasks of one process.
   */
  public static final String WRITE_BUFFER_BYTES = "warehouse.write.buffer.bytes";

  /**
   * Rows are brought together by partition before writing where a row group would be smaller;
   * default 8 MiB.
   */
  public static final String LEAST_ROW_GROUP_BYTES = "warehouse.row.group.least.bytes";

  public static final long LEAST_ROW_GROUP_BYTES_DEFAULT = 8L << 20;

  /**
   * The jobs of a run whose raw files and table have no more bytes than this run in the process of
   * the program, not on the cluster; default 0, which is none.
   */
  public static final String LOCAL_MOST_BYTES = "warehouse.local.most.bytes";

  public static final long LOCAL_MOST_BYTES_DEFAULT = 0;

  /**
   * About so many bytes of text of compressed raw files are kept on the local disk between the two
   * passes of a run in one process, if its root is there; default 4 GiB. More would not stay in the
   * page cache, and then to unpack it again is as fast as the disk.
   */
  public static final String KEPT_TEXT_MOST_BYTES = "warehouse.kept.text.most.bytes";

  public static final long KEPT_TEXT_MOST_BYTES_DEFAULT = 4L << 30;

  /** How often the holder of a feed's lock shows that it is alive, in seconds; default 10. */
  public static final String LOCK_BEAT_SECONDS = "warehouse.lock.beat.seconds";

  public static final long LOCK_BEAT_SECONDS_DEFAULT = 10;

  /**
   * After how many seconds without a beat the holder of a lock is suspected to be dead; default 60.
   * If it does not beat either while its lock is watched, the lock is broken.
   */
  public static final String LOCK_DEAD_SECONDS = "warehouse.lock.dead.seconds";

  public static final long LOCK_DEAD_SECONDS_DEFAULT = 60;

  /** Whom to log in with Kerberos, such as {@code etl@EXAMPLE.COM}; needs a keytab. */
  public static final String KERBEROS_PRINCIPAL = "warehouse.kerberos.principal";

  /** Local file with the keys of that principal; without it, the ticket cache counts. */
  public static final String KERBEROS_KEYTAB = "warehouse.kerberos.keytab";

  private Settings() {}
}

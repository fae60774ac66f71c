package org.reviewwarehouse.mapreduce;

import org.apache.hadoop.fs.FileSystem;

/**
 * In which order a process that is told to stop ends what it does, the highest first. Its main
 * thread goes on meanwhile: with its lock, a run loses the right to commit before anything that its
 * entry would name is deleted.
 */
public final class ShutdownOrder {
  /** Jobs are killed, whose clients need the file systems. */
  public static final int KILL_JOB = FileSystem.SHUTDOWN_HOOK_PRIORITY + 20;

  /** Locks are released. */
  public static final int RELEASE_LOCK = FileSystem.SHUTDOWN_HOOK_PRIORITY + 15;

  /** Work directories are deleted, before the file systems close. */
  public static final int DELETE_WORK = FileSystem.SHUTDOWN_HOOK_PRIORITY + 10;

  private ShutdownOrder() {}
}

package org.reviewwarehouse.oozie;

/** Where something stands, for those who wait for it. */
enum Going {
  /** For data that is not there yet; nobody knows how long. */
  WAITS,
  /** By itself, to an end. */
  ON,
  /** Suspended: until somebody resumes it. */
  HELD,
  DONE,
  FAILED
}

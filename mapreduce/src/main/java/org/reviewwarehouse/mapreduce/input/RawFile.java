package org.reviewwarehouse.mapreduce.input;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.WritableUtils;

/**
 * A raw file as it was when the run was planned; what it grows by later is not read.
 *
 * @param number of the file in the run, from 0
 * @param path its full name
 * @param length its bytes, compressed as it is
 * @param arrival days since 1970-01-01 of the day it arrived; {@link #NO_ARRIVAL} if nobody knows
 */
public record RawFile(int number, String path, long length, long arrival) {
  /** The day on which the file arrived is not known. */
  public static final long NO_ARRIVAL = Long.MIN_VALUE;

  public Compression compression() {
    return Compression.of(path);
  }

  /** About how many bytes its text has. */
  public long plainBytes() {
    return compression().plainBytes(length);
  }

  void write(DataOutput out) throws IOException {
    WritableUtils.writeVInt(out, number);
    WritableUtils.writeString(out, path);
    WritableUtils.writeVLong(out, length);
    out.writeLong(arrival);
  }

  static RawFile read(DataInput in) throws IOException {
    int number = WritableUtils.readVInt(in);
    String path = WritableUtils.readString(in);
    return new RawFile(number, path, WritableUtils.readVLong(in), in.readLong());
  }
}

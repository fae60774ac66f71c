package org.reviewwarehouse.mapreduce.input;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import org.apache.hadoop.io.WritableUtils;

/**
 * A raw file as it was when the run was planned; what it grows by later is not read. Or a Parquet
 * file: of the late zone, whose rows are read as raw ones are, or of a live partition, whose rows
 * are compared with them.
 *
 * @param number of the file in the run, from 0
 * @param path its full name
 * @param length its bytes, compressed as it is
 * @param arrival days since 1970-01-01 of the day it arrived; {@link #NO_ARRIVAL} if nobody knows
 * @param layout number of its layout in the contract
 * @param framing where its records end
 * @param period of the live partition that the file is of; null if it is none
 */
public record RawFile(
    int number,
    String path,
    long length,
    long arrival,
    int layout,
    Framing framing,
    String period) {
  /** The day on which the file arrived is not known. */
  public static final long NO_ARRIVAL = Long.MIN_VALUE;

  /** About how much shorter rows are in the table than as text. */
  private static final int TABLE_RATIO = 3;

  /** No file. */
  static final RawFile NONE = raw(0, "", 0, NO_ARRIVAL, 0, Framing.LINES);

  /** A file of the raw zone. */
  public static RawFile raw(
      int number, String path, long length, long arrival, int layout, Framing framing) {
    return new RawFile(number, path, length, arrival, layout, framing, null);
  }

  /** A file of the late zone. */
  public static RawFile late(int number, String path, long length) {
    return new RawFile(number, path, length, NO_ARRIVAL, 0, Framing.TABLE, null);
  }

  /** A file of a live partition. */
  public static RawFile live(int number, String path, long length, String period) {
    return new RawFile(number, path, length, NO_ARRIVAL, 0, Framing.TABLE, period);
  }

  /** This file with another number. */
  public RawFile withNumber(int other) {
    return new RawFile(other, path, length, arrival, layout, framing, period);
  }

  public Compression compression() {
    return Compression.of(path);
  }

  /** About how many bytes its text has. */
  public long plainBytes() {
    return isTable() ? length * TABLE_RATIO : compression().plainBytes(length);
  }

  /** The file is Parquet of our own, of rows that were valid. */
  public boolean isTable() {
    return framing.kind() == Framing.Kind.TABLE;
  }

  /** The file is of a live partition. */
  public boolean isLive() {
    return period != null;
  }

  /** The file can be read from the middle. */
  public boolean isSplittable() {
    return compression().isSplittable() && framing.isSplittable();
  }

  void write(DataOutput out) throws IOException {
    WritableUtils.writeVInt(out, number);
    WritableUtils.writeString(out, path);
    WritableUtils.writeVLong(out, length);
    out.writeLong(arrival);
    WritableUtils.writeVInt(out, layout);
    framing.write(out);
    WritableUtils.writeString(out, period);
  }

  static RawFile read(DataInput in) throws IOException {
    int number = WritableUtils.readVInt(in);
    String path = WritableUtils.readString(in);
    long length = WritableUtils.readVLong(in);
    long arrival = in.readLong();
    int layout = WritableUtils.readVInt(in);
    Framing framing = Framing.read(in);
    String period = WritableUtils.readString(in);
    return new RawFile(number, path, length, arrival, layout, framing, period);
  }
}

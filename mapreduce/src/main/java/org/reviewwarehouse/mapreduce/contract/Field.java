package org.reviewwarehouse.mapreduce.contract;

import java.util.List;
import java.util.Set;

/**
 * One column of a feed, and what a raw value must be to enter it.
 *
 * @param name column name in the raw header, in Parquet and in Hive
 * @param position of the field in the contract, from 0
 * @param optional an empty raw value becomes NULL; otherwise NULL never occurs
 * @param notEmpty an empty raw value is rejected
 * @param min least value allowed, days since 1970-01-01 for DATE; {@code Long.MIN_VALUE} if none
 * @param max greatest value allowed; {@code Long.MAX_VALUE} if none
 * @param maxIsArrival the greatest day allowed is the day the file arrived
 * @param trueWords raw spellings of true, BOOLEAN only
 * @param falseWords raw spellings of false, BOOLEAN only
 * @param cleaning what is done to the text of a STRING before it is stored
 * @param dictionary whether Parquet tries a dictionary: costs write speed, pays where values repeat
 * @param bloomFilter whether Parquet writes a Bloom filter for the column
 * @param sample how the generator makes values up; null if it cannot
 */
public record Field(
    String name,
    Type type,
    String doc,
    int position,
    boolean optional,
    boolean notEmpty,
    long min,
    long max,
    boolean maxIsArrival,
    List<String> trueWords,
    List<String> falseWords,
    Set<Cleaning> cleaning,
    boolean dictionary,
    boolean bloomFilter,
    Sample sample) {

  /** What is done to a text, once, in the order of this list. */
  public enum Cleaning {
    /** HTML entities are unescaped once and {@code <br />} becomes a newline. */
    HTML,
    /** Underscores become spaces. */
    UNDERSCORES,
    /** ASCII white space is cut from both ends. */
    TRIM
  }

  /** 64 bits for LONG, 32 for all other types: what the field takes in a sort key. */
  public int orderBits() {
    return type == Type.LONG ? 64 : 32;
  }
}

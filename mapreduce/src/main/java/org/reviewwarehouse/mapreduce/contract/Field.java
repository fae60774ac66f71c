package org.reviewwarehouse.mapreduce.contract;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;

/**
 * One column of a feed, and what a raw value must be to enter it.
 *
 * @param name column name in Parquet and in Hive
 * @param precision digits of a DECIMAL, at most 18
 * @param scale digits of a DECIMAL behind the point
 * @param values of a MAP: STRING or LONG
 * @param position of the field in the contract, from 0
 * @param optional no value becomes NULL; otherwise NULL never occurs
 * @param fallback what becomes of no value; null if nothing does. A field with one is not optional
 * @param notEmpty a text that is empty, after cleaning, is rejected
 * @param min least value allowed, in the unit in which the type is kept; {@code Long.MIN_VALUE} if
 *     none
 * @param max greatest value allowed; {@code Long.MAX_VALUE} if none
 * @param maxIsArrival the greatest day allowed is the day the file arrived
 * @param trueWords raw spellings of true, BOOLEAN only
 * @param falseWords raw spellings of false, BOOLEAN only
 * @param forms how a DATE or TIMESTAMP may be written
 * @param zone of times that are written without an offset
 * @param cleaning what is done to the text of a STRING, or to each of a LIST, before it is stored
 * @param split what stands between the texts of a LIST that is written as one; 0 if it is not
 * @param drop texts that are left out of a LIST, after cleaning
 * @param dictionary whether Parquet tries a dictionary: costs write speed, pays where values repeat
 * @param bloomFilter whether Parquet writes a Bloom filter for the column
 * @param sample how the generator makes values up; null if it cannot
 */
public record Field(
    String name,
    Type type,
    int precision,
    int scale,
    Type values,
    String doc,
    int position,
    boolean optional,
    Fallback fallback,
    boolean notEmpty,
    long min,
    long max,
    boolean maxIsArrival,
    List<String> trueWords,
    List<String> falseWords,
    Set<TimeForm> forms,
    ZoneId zone,
    Set<Cleaning> cleaning,
    char split,
    Set<String> drop,
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
    TRIM,
    /** Letters become small, each by itself, whatever the language. */
    LOWER
  }

  /** The column's type in Hive. */
  public String hiveType() {
    return switch (type) {
      case STRING, INT, DOUBLE, BOOLEAN, DATE, TIMESTAMP -> type.name();
      case LONG -> "BIGINT";
      case DECIMAL -> "DECIMAL(" + precision + "," + scale + ")";
      case LIST -> "ARRAY<STRING>";
      case MAP -> "MAP<STRING," + (values == Type.LONG ? "BIGINT" : "STRING") + ">";
    };
  }

  /** What the field takes in a sort key. */
  public int orderBits() {
    return type == Type.LONG || type == Type.DECIMAL || type == Type.TIMESTAMP ? 64 : 32;
  }
}

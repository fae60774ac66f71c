package org.reviewwarehouse.mapreduce.contract;

/**
 * A check between two columns of one row: the value of {@code field} is at most that of {@code
 * other}.
 */
public record AtMost(Field field, Field other) {}

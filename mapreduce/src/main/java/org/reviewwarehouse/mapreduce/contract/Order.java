package org.reviewwarehouse.mapreduce.contract;

/**
 * How two rows of one key are compared.
 *
 * @param leastWins the row with the smaller value wins, otherwise that with the greater one
 */
public record Order(Field field, boolean leastWins) {}

/**
 * Which version of a key wins: a total order over a few longs a row, so that the same set of raw
 * files gives the same table in whatever order it comes.
 */
package org.reviewwarehouse.mapreduce.resolve;

/**
 * Raw files with known dirt, made up from a contract's samples. What every row is follows from the
 * seed, its day and its number alone, so that any task can write any file, and what a clean run
 * must find is known before the first row is written.
 */
package org.reviewwarehouse.mapreduce.generate;

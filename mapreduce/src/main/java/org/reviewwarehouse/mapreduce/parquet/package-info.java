/**
 * The Parquet files of the zones: their schemas, a writer that takes the columns of a feed straight
 * from the raw bytes, and a reader of what it wrote.
 */
package org.reviewwarehouse.mapreduce.parquet;

/**
 * The Parquet files of the zones: their schemas, and writers that take columns straight from the
 * raw bytes, and a reader of what they wrote.
 */
package org.reviewwarehouse.mapreduce.parquet;

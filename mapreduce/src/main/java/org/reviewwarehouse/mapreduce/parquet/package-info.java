/**
 * The Parquet files of the zones: their schemas, and writers that take columns straight from the
 * raw bytes.
 */
package org.reviewwarehouse.mapreduce.parquet;

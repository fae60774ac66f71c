/**
 * Raw logs to clean, deduplicated Parquet: the programs of the job jar.
 *
 * <p>Below the programs are the jobs ({@code clean}, {@code generate}), and below the jobs is plain
 * Java that knows no Hadoop ({@code contract}, {@code row}, {@code resolve}).
 */
package org.reviewwarehouse.mapreduce;

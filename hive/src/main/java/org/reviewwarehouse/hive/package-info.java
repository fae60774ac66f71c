/**
 * From clean files to answers: the Hive side of the warehouse, as a client of HiveServer2.
 *
 * <p>{@link org.reviewwarehouse.hive.Migrate} applies the numbered files of {@code schema/}. {@link
 * org.reviewwarehouse.hive.Publish} makes Hive show what the ledger of a feed says is live: it adds
 * the run directories as partitions and then replaces one view, so that readers see all periods
 * switch at once. {@link org.reviewwarehouse.hive.Refresh} runs the files of {@code marts/} for the
 * periods that changed since. {@link org.reviewwarehouse.hive.Sql} asks.
 *
 * <p>Nothing here knows a feed: tables come from {@code schema/}, marts from {@code marts/}, what
 * is live from the ledger on HDFS. All state kept is derived from the ledger and lives as
 * properties of the view and of the mart tables, so every program may be run again at any time.
 */
package org.reviewwarehouse.hive;

/**
 * A clean run. The job {@code resolve} reads the new raw files and finds the rows that lose to
 * another of them; it shuffles a few longs a row. {@code match} holds the winners against the keys
 * of the table. {@code write} reads the new files again, passes over the losers and writes the
 * zones, and with them the periods of the table that change. Then the accounting is checked, and
 * the run commits by creating its entry in the ledger. A reconciliation is a run whose new files
 * are those of the late zone.
 */
package org.reviewwarehouse.mapreduce.clean;

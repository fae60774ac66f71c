/**
 * A clean run. Two jobs read the same pieces of the new raw files and of the table: {@code resolve}
 * finds the rows that lose and shuffles a few longs a row, {@code write} passes over them and
 * writes the zones, of the table only the periods that change. Then the accounting is checked, and
 * the run commits by creating its entry in the ledger.
 */
package org.reviewwarehouse.mapreduce.clean;

/**
 * Raw files as map input: shared out in few large splits and read in blocks of whole records,
 * whatever their format and compression, with a checksum taken on the way; and the files of the
 * table, whose rows are read beside them.
 */
package org.reviewwarehouse.mapreduce.input;

/**
 * Raw files as map input: shared out in few large splits and read in blocks of whole lines,
 * whatever their compression, with a checksum taken on the way.
 */
package org.reviewwarehouse.mapreduce.input;

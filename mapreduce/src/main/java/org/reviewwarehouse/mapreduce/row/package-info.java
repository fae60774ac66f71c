/**
 * One raw line: found in a block of bytes, held against every rule, its texts cleaned. Works on
 * slices of bytes; nothing is allocated per line.
 */
package org.reviewwarehouse.mapreduce.row;

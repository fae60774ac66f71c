/**
 * One raw record of any format: its values found in a block of bytes, held against every rule, its
 * texts cleaned. What differs between formats is only how values are found. Works on slices of
 * bytes.
 */
package org.reviewwarehouse.mapreduce.row;

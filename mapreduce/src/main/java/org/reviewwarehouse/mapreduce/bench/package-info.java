/**
 * How fast the warehouse is on a machine, and how fast it could be: whole runs of the launcher, and
 * the ceilings of memory, disk and compression, measured in one sitting.
 */
package org.reviewwarehouse.mapreduce.bench;

/**
 * A whole cluster on one machine, as real servers on loopback: HDFS, YARN with the MapReduce
 * history server, and HiveServer2 with its metastore. It knows none of the other modules.
 */
package org.reviewwarehouse.sandbox;

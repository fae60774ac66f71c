/**
 * The local file system without forks. Where libhadoop is missing, Hadoop's own starts a {@code
 * chmod} or {@code ls} process for each file it creates or looks at; Hive in local mode does that
 * hundreds of times a query, and MapReduce in the client some fifty times a job. The sandbox and
 * the job jar each compile it.
 */
package org.reviewwarehouse.localfs;

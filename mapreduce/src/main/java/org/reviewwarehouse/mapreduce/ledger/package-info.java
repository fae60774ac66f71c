/** The ledger: one file a run, whose creation is the run's commit. */
package org.reviewwarehouse.mapreduce.ledger;

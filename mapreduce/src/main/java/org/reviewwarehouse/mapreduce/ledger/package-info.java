/** The ledger: one file a run, whose creation is the run's commit; and the lock it takes. */
package org.reviewwarehouse.mapreduce.ledger;

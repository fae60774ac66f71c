/**
 * Holds what lies in the zones of a feed against what its ledger promises, and the ledger against
 * itself. Nothing is changed.
 */
package org.reviewwarehouse.mapreduce.verify;

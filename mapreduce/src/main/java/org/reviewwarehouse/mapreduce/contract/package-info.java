/**
 * What a feed is. A contract is an Avro schema whose extra attributes tell the layouts of its
 * files, the types, the rules, the key and the order of versions; nothing else in this module knows
 * any feed.
 */
package org.reviewwarehouse.mapreduce.contract;

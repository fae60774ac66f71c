/** What Hive and people are told of a feed's tables: statements and words made of its contract. */
package org.reviewwarehouse.mapreduce.tables;

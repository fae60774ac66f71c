package org.reviewwarehouse.mapreduce.verify;

import org.reviewwarehouse.mapreduce.contract.Contracts;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/**
 * What shall be verified.
 *
 * @param checksums whether the checksums of raw files are compared too, not only their lengths
 * @param scheduled whether each arrival day has runs of its own, which tell if they fail: unread
 *     files of the newest day and the day before, and of days of which nothing was read, are not
 *     overlooked then
 */
public record VerifyRequest(
    Contracts.Source source, Zones zones, boolean checksums, boolean scheduled) {}

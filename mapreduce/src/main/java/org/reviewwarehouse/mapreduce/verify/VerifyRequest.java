package org.reviewwarehouse.mapreduce.verify;

import org.reviewwarehouse.mapreduce.contract.Contracts;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/**
 * What shall be verified.
 *
 * @param checksums whether the checksums of raw files are compared too, not only their lengths
 */
public record VerifyRequest(Contracts.Source source, Zones zones, boolean checksums) {}

package org.reviewwarehouse.mapreduce.contract;

/**
 * A contract that cannot be understood. The message names the file, the field and the attribute.
 */
public final class ContractException extends RuntimeException {
  ContractException(String source, String place, String reason) {
    super(
        "Cannot read contract: "
            + source
            + ", because "
            + (place.isEmpty() ? "" : place + ": ")
            + reason);
  }
}

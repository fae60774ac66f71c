package org.reviewwarehouse.mapreduce.clean;

import java.util.Optional;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.contract.Grain;
import org.reviewwarehouse.mapreduce.ledger.LedgerEntry;

/** A table keeps the grain that it began with. */
final class TableGrain {
  private TableGrain() {}

  /**
   * The grain of a run: the table's, or that of the request, or the contract's.
   *
   * @throws WarehouseException if the request wants another than the table has
   */
  static Grain of(CleanRequest request, Optional<LedgerEntry> before) {
    Grain wanted = request.grain() == null ? request.contract().grain() : request.grain();
    if (before.isEmpty()) {
      return wanted;
    }
    Grain has = Grain.of(before.get().grain());
    if (request.grain() != null && has != wanted) {
      throw new WarehouseException(
          WarehouseException.Code.FAILED,
          "Cannot change grain: "
              + wanted.label()
              + ", because the table "
              + request.feed()
              + " has rows by "
              + has.label());
    }
    return has;
  }
}

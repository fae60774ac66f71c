package org.reviewwarehouse.mapreduce.generate;

import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.contract.Contract;

/** What the rows of each arrival day are. A feed whose rows have no event day comes as dumps. */
final class Plans {
  private final GenerateRequest request;
  private final Columns columns;
  private final Breaches breaches;

  /**
   * @throws WarehouseException if the contract does not say how all values are made up
   */
  Plans(GenerateRequest request) {
    this.request = request;
    columns = new Columns(request.contract(), request.layout());
    breaches = new Breaches(request.contract(), request.layout(), columns);
  }

  GenerateRequest request() {
    return request;
  }

  /**
   * @param arrival days since 1970-01-01
   */
  Plan of(long arrival) {
    Contract contract = request.contract();
    long from = request.from();
    long rows = request.rows();
    return contract.eventDay() == null
        ? new DumpPlan(breaches, request.seed(), from, request.days(), arrival - from, rows)
        : new DayPlan(contract, columns, breaches, request.seed(), arrival, rows, arrival == from);
  }
}

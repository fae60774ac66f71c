package org.reviewwarehouse.mapreduce.row;

import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Layout;

/** Parses records of RFC 4180. */
final class CsvParser extends RecordParser {
  CsvParser(Contract contract, Layout layout) {
    super(contract, layout);
  }

  @Override
  public int parse(byte[] block, int from, int to) {
    throw new UnsupportedOperationException("csv");
  }
}

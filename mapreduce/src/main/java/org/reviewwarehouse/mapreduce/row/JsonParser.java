package org.reviewwarehouse.mapreduce.row;

import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Layout;

/** Parses records that are JSON objects. */
final class JsonParser extends RecordParser {
  JsonParser(Contract contract, Layout layout) {
    super(contract, layout);
  }

  @Override
  public int parse(byte[] block, int from, int to) {
    throw new UnsupportedOperationException("json");
  }
}

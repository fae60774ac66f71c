package org.reviewwarehouse.mapreduce;

import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code generate}: raw files with known dirt. */
final class GenerateProgram extends Program {
  @Override
  public String name() {
    return "generate";
  }

  @Override
  public String summary() {
    return "Write raw files with known dirt, and what a clean run must find in them.";
  }

  @Override
  protected Options options() {
    return new Options().addOption(FEED).addOption(ROOT);
  }

  @Override
  protected int run(CommandLine line) throws Exception {
    return 0;
  }
}

package org.reviewwarehouse.mapreduce;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.reviewwarehouse.mapreduce.contract.Compatibility;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Contracts;
import org.reviewwarehouse.mapreduce.tables.ColumnTable;
import org.reviewwarehouse.mapreduce.tables.FeedTables;

/** {@code contract}: what a contract is good for before any row is read. */
final class ContractProgram extends Program {
  private static final String CHECK = "check";
  private static final String DDL = "ddl";
  private static final String DOCS = "docs";
  private static final String RELEASED = "released";
  private static final String ROOT_OF_DDL = "root";

  @Override
  public String name() {
    return "contract";
  }

  @Override
  public String summary() {
    return "Check a contract against the released one, print its Hive tables or its columns.";
  }

  @Override
  protected Map<String, String> actions() {
    Map<String, String> actions = new LinkedHashMap<>();
    actions.put(CHECK, "refuse a contract that is broken or does not go on with the released one");
    actions.put(DDL, "print the HiveQL that makes the feed's tables, to be run by hive sql -f");
    actions.put(DOCS, "print the columns of the feed as a table in Markdown");
    return actions;
  }

  @Override
  protected Options options() {
    return new Options()
        .addOption(FEED)
        .addOption(CONTRACT)
        .addOption(
            valued(
                RELEASED,
                "FILE|DIR",
                "check: released contract, or directory of them (default: those in the job jar)"))
        .addOption(
            valued(
                ROOT_OF_DDL,
                "DIR",
                "ddl: root of the warehouse (default: the variable " + FeedTables.ANY_ROOT + ")"));
  }

  @Override
  protected int run(CommandLine line) throws Exception {
    String action = line.getArgList().get(0);
    refuse(line, RELEASED, !action.equals(CHECK));
    refuse(line, ROOT_OF_DDL, !action.equals(DDL));
    Contract contract = contract(line).contract();
    switch (action) {
      case CHECK -> check(contract, line.getOptionValue(RELEASED));
      case DDL -> {
        String root = line.hasOption(ROOT_OF_DDL) ? root(line).toString() : FeedTables.ANY_ROOT;
        String statements = String.join(";\n\n", FeedTables.statements(contract, root));
        System.out.println(statements + ";");
      }
      default -> System.out.print(ColumnTable.markdown(contract));
    }
    return 0;
  }

  private static void refuse(CommandLine line, String option, boolean isOther) {
    if (isOther && line.hasOption(option)) {
      throw new WarehouseException(
          WarehouseException.Code.USAGE,
          "Cannot use --" + option + ", because " + line.getArgList().get(0) + " does not take it");
    }
  }

  private void check(Contract contract, String place) throws IOException {
    Optional<Contract> released = Contracts.released(contract.feed(), place, getConf());
    if (released.isEmpty()) {
      System.out.println(contract.feed() + ": a new feed, nothing of it is released");
      return;
    }
    Compatibility compatibility = Compatibility.of(released.get(), contract);
    if (!compatibility.breaks().isEmpty()) {
      throw new WarehouseException(
          WarehouseException.Code.FAILED,
          "Cannot accept contract of feed: "
              + contract.feed()
              + ", because it does not go on with the released one:\n  "
              + String.join("\n  ", compatibility.breaks()));
    }
    boolean isSame = released.get().fingerprint().equals(contract.fingerprint());
    System.out.println(
        contract.feed()
            + (isSame ? ": the same as released" : ": goes on with the released contract"));
    compatibility.changes().forEach(change -> System.out.println("  " + change));
  }
}

package org.reviewwarehouse.mapreduce;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.reviewwarehouse.mapreduce.contract.Contracts;
import org.reviewwarehouse.mapreduce.ledger.Zones;
import org.reviewwarehouse.mapreduce.verify.Check;
import org.reviewwarehouse.mapreduce.verify.Verification;
import org.reviewwarehouse.mapreduce.verify.VerifyRequest;

/** {@code verify}: what lies in the zones against what the ledger promises. */
final class VerifyProgram extends Program {
  @Override
  public String name() {
    return "verify";
  }

  @Override
  public String summary() {
    return "Hold the zones of a feed against its ledger: files, rows, keys, accounting. Only reads.";
  }

  @Override
  protected Options options() {
    return new Options()
        .addOption(FEED)
        .addOption(flag("checksums", "compare the checksums of raw files too: reads them all"))
        .addOption(
            flag(
                "scheduled",
                "as a step of daily runs: only note unread files of the newest day and the day"
                    + " before, and of days of which nothing was read, as their own runs tell if"
                    + " they fail"))
        .addOption(ROOT)
        .addOption(CONTRACT);
  }

  @Override
  protected int run(CommandLine line) throws Exception {
    Contracts.Source source = contract(line);
    String feed = source.contract().feed();
    VerifyRequest request =
        new VerifyRequest(
            source,
            new Zones(root(line), feed),
            line.hasOption("checksums"),
            line.hasOption("scheduled"));
    Verification.Report report = new Verification(request, getConf(), System.err).report();
    print(report);
    if (!report.holds()) {
      List<Check> broken =
          report.checks().stream().filter(check -> !check.isDone() || check.wrong() > 0).toList();
      throw new WarehouseException(
          WarehouseException.Code.FAILED,
          String.format(
              "Cannot confirm ledger: %s, because %d of %d checks did not hold: %s",
              feed,
              broken.size(),
              report.checks().size(),
              broken.stream()
                  .flatMap(
                      check -> check.findings().stream().map(found -> check.name() + ": " + found))
                  .findFirst()
                  .orElse("see above")));
    }
    System.out.println("Everything is as the ledger of " + feed + " says.");
    return 0;
  }

  private static void print(Verification.Report report) {
    List<String[]> rows = new ArrayList<>();
    for (Check check : report.checks()) {
      rows.add(
          new String[] {
            check.name(), check.isDone() ? String.format("%,d", check.of()) : "", result(check)
          });
    }
    System.out.println(AccountingTable.table(List.of("check", "of", "result"), rows));
    for (Check check : report.checks()) {
      check.findings().forEach(finding -> System.out.println(check.name() + ": " + finding));
    }
    report.notes().forEach(System.out::println);
  }

  private static String result(Check check) {
    if (!check.isDone()) {
      return "not checked";
    }
    return check.wrong() == 0 ? "ok" : String.format("%,d wrong", check.wrong());
  }
}

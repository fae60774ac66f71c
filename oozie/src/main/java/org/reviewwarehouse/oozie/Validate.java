package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.io.PrintStream;
import java.util.List;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;

/** {@code validate}: the packed apps without a server. */
final class Validate implements Program {
  @Override
  public String arguments() {
    return "[--apps DIR]";
  }

  @Override
  public String purpose() {
    return "Checks the packed apps: schemas, transitions, parameters, paths, classes.";
  }

  @Override
  public Options options() {
    return new Options().addOption(Settings.appsOption());
  }

  @Override
  public boolean run(CommandLine line, Settings settings, PrintStream out) throws IOException {
    List<Finding> findings = Validation.of(Settings.packed(line), Tenant.known());
    findings.forEach(out::println);
    out.println(
        findings.isEmpty()
            ? "Nothing is wrong with the apps in " + Settings.packed(line)
            : findings.size() + (findings.size() == 1 ? " mistake" : " mistakes"));
    return findings.isEmpty();
  }
}

package org.reviewwarehouse.oozie;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The credentials that actions ask for are there, and the steps that talk to HiveServer2 ask for
 * one: without it they would fail on a cluster with Kerberos only.
 */
final class CredentialsCheck {
  private CredentialsCheck() {}

  static void check(String file, Element workflow, List<Finding> findings) {
    Set<String> defined =
        workflow.all("credentials").stream()
            .flatMap(all -> all.all("credential").stream())
            .map(each -> each.attribute("name"))
            .collect(Collectors.toSet());
    for (Element action : workflow.all("action")) {
      String asked = action.attribute("cred");
      if (asked.isEmpty() && action.all("java").stream().anyMatch(CredentialsCheck::asksHive)) {
        findings.add(
            new Finding(
                file,
                action.line(),
                "Cannot reach HiveServer2 with Kerberos from: "
                    + action.attribute("name")
                    + ", because it asks for no credential",
                "give the action a cred=\"...\" of type hive2"));
      } else if (!asked.isEmpty() && !defined.contains(asked)) {
        findings.add(
            new Finding(
                file,
                action.line(),
                "Cannot find credential: " + asked + ", because <credentials> does not have it",
                "correct its name, or add it"));
      }
    }
  }

  private static boolean asksHive(Element java) {
    return java.all("arg").stream().findFirst().map(Element::text).orElse("").equals("hive");
  }
}

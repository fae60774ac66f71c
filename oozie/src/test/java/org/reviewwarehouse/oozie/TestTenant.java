package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.apache.oozie.client.BundleJob;
import org.apache.oozie.client.CoordinatorAction;
import org.apache.oozie.client.CoordinatorJob;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.apache.oozie.client.WorkflowJob;

/** A tenant of a sandbox, who has a folder of properties and a root of its own. */
final class TestTenant {
  final String name;
  final String root;
  final String mail;
  private final OozieSandbox sandbox;
  private final Path tenants;
  private final Map<String, String> properties = new TreeMap<>();
  private String bundle;

  /**
   * @param tenants the folder of all tenants
   * @param from first day of its coordinators
   * @param end day after the last
   */
  TestTenant(
      OozieSandbox sandbox, Path tenants, String name, List<String> feeds, String from, String end)
      throws IOException {
    this.sandbox = sandbox;
    this.tenants = tenants;
    this.name = name;
    root = "/tenants/" + name;
    mail = name + "@sandbox.localhost";
    properties.putAll(
        Map.of(
            "warehouse.root",
            root,
            "warehouse.hive.database",
            name,
            "mail",
            mail,
            "feeds",
            String.join(",", feeds),
            "exportTo",
            root + "/exports",
            "start",
            from + "T00:00Z",
            "end",
            end + "T00:00Z",
            "daily",
            "true",
            "recent",
            "false"));
    write();
  }

  /** Changes a property, which the next deployment takes. */
  void set(String property, String value) throws IOException {
    properties.put(property, value);
    write();
  }

  void unset(String property) throws IOException {
    properties.remove(property);
    write();
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder();
    properties.forEach((key, value) -> text.append(key).append('=').append(value).append('\n'));
    Files.createDirectories(tenants.resolve(name));
    Files.writeString(tenants.resolve(name + "/" + Tenant.FILE), text);
  }

  OozieSandbox.Outcome run(String program, String... options) throws IOException {
    String[] all = new String[options.length + 3];
    all[0] = program;
    all[1] = "--tenant";
    all[2] = name;
    System.arraycopy(options, 0, all, 3, options.length);
    return sandbox.run(tenants, all);
  }

  /** As {@link #run}, and it must end well. */
  String done(String program, String... options) throws IOException {
    OozieSandbox.Outcome outcome = run(program, options);
    if (outcome.code() != 0) {
      throw new AssertionError(
          program + " " + List.of(options) + " ended with " + outcome.code() + ": " + outcome);
    }
    return outcome.printed().strip();
  }

  void startBundle() throws IOException {
    bundle = lastWord(done("start-bundle"));
  }

  private static String lastWord(String text) {
    return text.substring(text.lastIndexOf('\n') + 1).replaceAll(".* ", "");
  }

  /** Submits a run of an app and waits for its end. */
  WorkflowJob submit(String... options) throws Exception {
    return end(lastWord(done("submit", options)));
  }

  /** Runs a job again as its mail says, and waits for its end. */
  WorkflowJob rerun(WorkflowJob job) throws Exception {
    OozieSandbox.Outcome outcome = sandbox.run(tenants, "rerun", "--job", job.getId());
    if (outcome.code() != 0) {
      throw new AssertionError("rerun ended with " + outcome);
    }
    return end(job.getId());
  }

  /** The job once it goes on no longer. */
  WorkflowJob end(String job) throws Exception {
    Wait.until(
        job,
        () ->
            switch (job(job).getStatus()) {
              case PREP, RUNNING, SUSPENDED -> false;
              default -> true;
            },
        () -> job(job).toString());
    return job(job);
  }

  WorkflowJob job(String id) throws IOException, OozieClientException {
    return sandbox.oozie().getJobInfo(id);
  }

  /** The actions of a coordinator of the bundle. */
  List<CoordinatorAction> actions(String coordinator) throws IOException, OozieClientException {
    OozieClient oozie = sandbox.oozie();
    BundleJob job = oozie.getBundleJobInfo(bundle);
    List<CoordinatorAction> actions = new ArrayList<>();
    for (CoordinatorJob each : job.getCoordinators()) {
      if (each.getAppName().equals(coordinator)) {
        actions.addAll(oozie.getCoordJobInfo(each.getId()).getActions());
      }
    }
    return actions;
  }

  /** What the coordinator of a feed has done of each day: day → action. */
  Map<String, CoordinatorAction> days(String coordinator) throws IOException, OozieClientException {
    Map<String, CoordinatorAction> days = new TreeMap<>();
    for (CoordinatorAction action : actions(coordinator)) {
      days.put(action.getNominalTime().toInstant().toString().substring(0, 10), action);
    }
    return days;
  }

  /** What a day still waits for. */
  String missing(String coordinator, String day) throws IOException, OozieClientException {
    String action = days(coordinator).get(day).getId();
    return String.valueOf(sandbox.oozie().getCoordActionInfo(action).getMissingDependencies());
  }

  /** Waits until the coordinator's actions of these days are in that state. */
  void await(String coordinator, CoordinatorAction.Status status, List<String> wanted)
      throws Exception {
    Wait.until(
        coordinator + " to be " + status + " on " + wanted,
        () -> {
          Map<String, CoordinatorAction> days = days(coordinator);
          return wanted.stream()
              .allMatch(day -> days.containsKey(day) && days.get(day).getStatus() == status);
        },
        () -> statuses(coordinator) + ", " + run("status").printed());
  }

  /** Day → state. */
  Map<String, CoordinatorAction.Status> statuses(String coordinator)
      throws IOException, OozieClientException {
    Map<String, CoordinatorAction.Status> statuses = new TreeMap<>();
    days(coordinator).forEach((day, action) -> statuses.put(day, action.getStatus()));
    return statuses;
  }

  /** The days whose runs have begun, in the order in which they began. */
  List<String> inOrderOfBegin(String coordinator) throws IOException, OozieClientException {
    Map<String, CoordinatorAction> days = days(coordinator);
    Map<String, Date> begun = new TreeMap<>();
    for (Map.Entry<String, CoordinatorAction> day : days.entrySet()) {
      if (day.getValue().getExternalId() != null) {
        begun.put(day.getKey(), job(day.getValue().getExternalId()).getStartTime());
      }
    }
    return begun.entrySet().stream()
        .sorted(Comparator.comparing(Map.Entry::getValue))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The arrival days that each run in the ledger of a feed has read, oldest run first. */
  List<String> ledger(String feed) throws IOException {
    var folder = new org.apache.hadoop.fs.Path(root + "/ledger/" + feed);
    List<String> runs = new ArrayList<>();
    for (var file : sandbox.files().listStatus(folder)) {
      if (file.getPath().getName().endsWith(".json")) {
        String entry = sandbox.read(file.getPath().toString());
        runs.add(
            Pattern.compile("arrival=([0-9-]{10})")
                .matcher(entry)
                .results()
                .map(found -> found.group(1))
                .distinct()
                .sorted()
                .toList()
                .toString());
      }
    }
    return runs;
  }
}

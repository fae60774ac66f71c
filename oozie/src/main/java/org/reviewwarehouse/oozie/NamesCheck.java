package org.reviewwarehouse.oozie;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every parameter, path and class that the definitions name is there. */
final class NamesCheck {
  private static final Pattern APP_PATH = Pattern.compile("\\$\\{apps}/([A-Za-z0-9_./-]+)");
  private static final Map<String, String> STEPS =
      Map.of("jar", "org.reviewwarehouse.mapreduce.Main", "hive", "org.reviewwarehouse.hive.Main");

  /** A definition that starts another: what it gives, and where it says so. */
  private record Caller(String file, Element at, Set<String> given) {}

  private final PackedApps apps;
  private final Set<String> ofTenant;
  private final List<Finding> findings;
  private final Map<String, List<Caller>> callers = new HashMap<>();

  private NamesCheck(PackedApps apps, Set<String> ofTenant, List<Finding> findings) {
    this.apps = apps;
    this.ofTenant = ofTenant;
    this.findings = findings;
  }

  /**
   * @param ofTenant what a tenant's properties, and the client itself, give to every job
   */
  static void check(PackedApps apps, Set<String> ofTenant, List<Finding> findings) {
    new NamesCheck(apps, ofTenant, findings).run();
  }

  private void run() {
    apps.definitions(PackedApps.BUNDLE).forEach(this::checkBundle);
    apps.definitions(PackedApps.COORDINATOR).forEach(this::checkCoordinator);
    // Those that start others first: what they pass on is part of what they were given.
    apps.definitions(PackedApps.WORKFLOW).forEach(this::findSubWorkflows);
    apps.definitions(PackedApps.WORKFLOW).forEach(this::checkWorkflow);
  }

  private void add(String file, Element at, String problem, String remedy) {
    findings.add(new Finding(file, at.line(), problem, remedy));
  }

  private void checkBundle(String file, Element bundle) {
    Set<String> known = new TreeSet<>(ofTenant);
    known.add("feed"); // written out for each feed when the apps are deployed
    known.addAll(parameters(bundle).keySet());
    for (Element coordinator : bundle.all("coordinator")) {
      Set<String> given = new TreeSet<>(known);
      coordinator.all("configuration").forEach(each -> given.addAll(each.properties().keySet()));
      callers
          .computeIfAbsent(
              path(file, coordinator, PackedApps.COORDINATOR), key -> new ArrayList<>())
          .add(new Caller(file, coordinator, given));
    }
    checkWords(file, bundle, known, "<parameters>");
  }

  private void checkCoordinator(String file, Element coordinator) {
    Map<String, String> parameters = parameters(coordinator);
    Set<String> known = new TreeSet<>(ofTenant);
    known.addAll(parameters.keySet());
    checkCallers(file, parameters, Set.of());
    coordinator
        .all("action")
        .forEach(
            action ->
                action
                    .all("workflow")
                    .forEach(
                        workflow -> {
                          Set<String> given = new TreeSet<>(known);
                          workflow
                              .all("configuration")
                              .forEach(each -> given.addAll(each.properties().keySet()));
                          callers
                              .computeIfAbsent(
                                  path(file, workflow, PackedApps.WORKFLOW),
                                  key -> new ArrayList<>())
                              .add(new Caller(file, workflow, given));
                        }));
    checkWords(file, coordinator, known, "<parameters>");
    checkEvents(file, coordinator);
  }

  private void findSubWorkflows(String file, Element workflow) {
    for (Element action : workflow.all("action")) {
      for (Element sub : action.all("sub-workflow")) {
        Set<String> given = new TreeSet<>(ofTenant);
        if (!sub.all("propagate-configuration").isEmpty()) {
          given.addAll(known(file, workflow));
        }
        sub.all("configuration").forEach(each -> given.addAll(each.properties().keySet()));
        callers
            .computeIfAbsent(path(file, sub, PackedApps.WORKFLOW), key -> new ArrayList<>())
            .add(new Caller(file, sub, given));
      }
    }
  }

  private Set<String> known(String file, Element workflow) {
    Set<String> known = new TreeSet<>(ofTenant);
    known.addAll(parameters(workflow).keySet());
    known.addAll(apps.defaults(PackedApps.app(file)).keySet());
    return known;
  }

  private void checkWorkflow(String file, Element workflow) {
    checkCallers(file, parameters(workflow), apps.defaults(PackedApps.app(file)).keySet());
    checkWords(file, workflow, known(file, workflow), PackedApps.DEFAULTS);
    workflow.walk(
        element -> {
          if (element.name().equals("java")) {
            checkClass(file, element);
          }
        });
  }

  private static Map<String, String> parameters(Element definition) {
    Map<String, String> parameters = new HashMap<>();
    definition.all("parameters").forEach(each -> parameters.putAll(each.properties()));
    return parameters;
  }

  /** Who starts a definition gives all its parameters that have no default. */
  private void checkCallers(String file, Map<String, String> parameters, Set<String> defaults) {
    for (Caller caller : callers.getOrDefault(file, List.of())) {
      for (String name : new TreeSet<>(parameters.keySet())) {
        if (parameters.get(name) == null
            && !defaults.contains(name)
            && !caller.given().contains(name)) {
          add(
              caller.file(),
              caller.at(),
              "Cannot start " + file + ", because it is not given its parameter: " + name,
              "add the property to the <configuration>");
        }
      }
    }
  }

  private void checkWords(String file, Element definition, Set<String> known, String where) {
    definition.walk(
        element -> {
          Set<String> texts = new LinkedHashSet<>(element.attributes().values());
          texts.add(element.text());
          for (String text : texts) {
            for (Expression.Word word : Expression.words(text)) {
              checkWord(file, element, word, known, where);
            }
            checkPaths(file, element, text);
          }
        });
  }

  private void checkWord(
      String file, Element element, Expression.Word word, Set<String> known, String where) {
    if (word.isFunction()) {
      if (!word.isKnownFunction()) {
        add(
            file,
            element,
            "Cannot call: " + word.name() + ", because Oozie has no such function",
            "correct its name");
      }
    } else if (!known.contains(word.name())
        && !(element.name().equals("uri-template") && Expression.INSTANCE.contains(word.name()))) {
      add(
          file,
          element,
          "Cannot know parameter: " + word.name() + ", because nothing defines it",
          "correct its name, or define it in " + where + " or the tenant's job.properties");
    }
  }

  private void checkPaths(String file, Element element, String text) {
    Matcher paths = APP_PATH.matcher(text);
    while (paths.find()) {
      if (!apps.has(paths.group(1))) {
        add(
            file,
            element,
            "Cannot find path: " + paths.group(1) + ", because the packed apps do not have it",
            "correct it, or add the file");
      }
    }
  }

  /** The definition that an app-path leads to. */
  private String path(String file, Element caller, String definition) {
    Matcher path = APP_PATH.matcher(caller.textOf("app-path"));
    String target = path.matches() ? path.group(1) + "/" + definition : "";
    if (!path.matches() || apps.has(path.group(1)) && !apps.has(target)) {
      add(
          file,
          caller,
          "Cannot start app: "
              + caller.textOf("app-path")
              + ", because "
              + (path.matches() ? "it has no " + definition : "it is not a folder below ${apps}"),
          "name an app that has a " + definition);
    }
    return target;
  }

  private void checkClass(String file, Element java) {
    List<Element> arguments = java.all("arg");
    String main = java.textOf("main-class");
    if (!apps.hasClass(main)) {
      add(
          file,
          java.all("main-class").stream().findFirst().orElse(java),
          "Cannot find class: " + main + ", because no jar in lib/ has it",
          "correct its name, or add its jar");
    } else if (main.equals(Step.class.getName())) {
      String kind = arguments.isEmpty() ? "" : arguments.get(0).text();
      String program = STEPS.get(kind);
      Element at = arguments.isEmpty() ? java : arguments.get(0);
      if (program == null) {
        add(
            file,
            at,
            "Cannot run step: " + kind + ", because it is neither jar nor hive",
            "begin its arguments with one of these");
      } else if (!apps.hasClass(program)) {
        add(
            file,
            at,
            "Cannot find class: " + program + ", because no jar in lib/ has it",
            "pack the apps with `mvn package`");
      }
    }
  }

  private void checkEvents(String file, Element coordinator) {
    Set<String> sets = new TreeSet<>();
    coordinator
        .all("datasets")
        .forEach(all -> all.all("dataset").forEach(set -> sets.add(set.attribute("name"))));
    coordinator.walk(
        element -> {
          String set = element.attribute("dataset");
          if (!set.isEmpty() && !sets.contains(set)) {
            add(
                file,
                element,
                "Cannot wait for dataset: " + set + ", because there is none of that name",
                "correct it to one of " + String.join(", ", sets));
          }
        });
  }
}

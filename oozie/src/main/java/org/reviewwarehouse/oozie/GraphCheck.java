package org.reviewwarehouse.oozie;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The nodes of a workflow: where they go, and that all of them come to an end. */
final class GraphCheck {
  private static final Set<String> NODES =
      Set.of("action", "decision", "fork", "join", "kill", "end");

  /** A way from a node to another, and the element that says so. */
  private record Way(String to, Element at) {}

  private final String file;
  private final Element workflow;
  private final List<Finding> findings;
  private final Map<String, Element> nodes = new LinkedHashMap<>();

  private GraphCheck(String file, Element workflow, List<Finding> findings) {
    this.file = file;
    this.workflow = workflow;
    this.findings = findings;
  }

  static void check(String file, Element workflow, List<Finding> findings) {
    new GraphCheck(file, workflow, findings).run();
  }

  private void run() {
    for (Element node : workflow.children()) {
      if (NODES.contains(node.name()) && nodes.put(node.attribute("name"), node) != null) {
        add(
            node,
            "Cannot name node: " + node.attribute("name") + ", because another is called so",
            "give one of them another name");
      }
    }
    checkTargets();
    checkReached();
    checkLoops();
    nodes.values().stream().filter(node -> node.name().equals("kill")).forEach(this::checkKill);
    checkQuestions();
  }

  private void add(Element at, String problem, String remedy) {
    findings.add(new Finding(file, at.line(), problem, remedy));
  }

  private static List<Way> ways(Element node) {
    List<Way> ways = new ArrayList<>();
    switch (node.name()) {
      case "start", "join" -> ways.add(new Way(node.attribute("to"), node));
      case "fork" -> node.all("path").forEach(at -> ways.add(new Way(at.attribute("start"), at)));
      case "decision" ->
          node.all("switch")
              .forEach(
                  choice ->
                      choice.children().forEach(at -> ways.add(new Way(at.attribute("to"), at))));
      case "action" -> {
        node.all("ok").forEach(at -> ways.add(new Way(at.attribute("to"), at)));
        node.all("error").forEach(at -> ways.add(new Way(at.attribute("to"), at)));
      }
      default -> {
        // kill and end go nowhere
      }
    }
    return ways;
  }

  private void checkTargets() {
    for (Element node : workflow.children()) {
      for (Way way : ways(node)) {
        if (!nodes.containsKey(way.to())) {
          add(
              way.at(),
              "Cannot go to: " + way.to() + ", because no node has that name",
              "correct it to one of " + String.join(", ", nodes.keySet()));
        } else if (way.at().name().equals("error") && isEnd(way.to())) {
          add(
              way.at(),
              "Cannot end well after an error: "
                  + node.attribute("name")
                  + ", because it goes to "
                  + way.to(),
              "go to a kill node");
        }
      }
    }
  }

  private boolean isEnd(String node) {
    return nodes.get(node).name().equals("end");
  }

  private void checkReached() {
    Set<String> reached = new HashSet<>();
    workflow.all("start").forEach(start -> reach(start.attribute("to"), reached));
    nodes.forEach(
        (name, node) -> {
          if (!reached.contains(name)) {
            add(
                node,
                "Cannot reach node: " + name + ", because no way from start leads to it",
                "go to it from a node, or remove it");
          }
        });
  }

  private void reach(String name, Set<String> reached) {
    if (nodes.containsKey(name) && reached.add(name)) {
      ways(nodes.get(name)).forEach(way -> reach(way.to(), reached));
    }
  }

  private void checkLoops() {
    Set<String> done = new HashSet<>();
    nodes.keySet().forEach(name -> follow(name, new ArrayList<>(), done));
  }

  /** Each node once: a way back to a node above is a loop, and Oozie refuses such a workflow. */
  private void follow(String name, List<String> above, Set<String> done) {
    if (done.contains(name) || !nodes.containsKey(name)) {
      return;
    }
    above.add(name);
    for (Way way : ways(nodes.get(name))) {
      if (above.contains(way.to())) {
        add(
            way.at(),
            "Cannot go back to: "
                + way.to()
                + ", because it leads here: "
                + String.join(" > ", above.subList(above.indexOf(way.to()), above.size())),
            "let it go on to a node that comes after, to kill or to end");
      } else {
        follow(way.to(), above, done);
      }
    }
    above.remove(above.size() - 1);
    done.add(name);
  }

  private void checkKill(Element kill) {
    String message = kill.textOf("message");
    if (!message.contains("wf:errorMessage(") && !message.contains("wf:actionData(")) {
      add(
          kill,
          "Cannot tell why: " + kill.attribute("name") + ", because its message names no cause",
          "put ${wf:errorMessage(wf:lastErrorNode())} into its <message>");
    }
  }

  /** What is asked of a node's result. */
  private void checkQuestions() {
    workflow.walk(
        element -> {
          List<String> texts = new ArrayList<>(element.attributes().values());
          texts.add(element.text());
          for (String text : texts) {
            for (Expression.OfNode asked : Expression.nodes(text)) {
              checkQuestion(element, asked);
            }
          }
        });
  }

  private void checkQuestion(Element element, Expression.OfNode asked) {
    Element node = nodes.get(asked.node());
    if (node == null) {
      add(
          element,
          "Cannot ask node: " + asked.node() + ", because no node has that name",
          "correct it to one of " + String.join(", ", nodes.keySet()));
    } else if (asked.function().equals("actionData")
        && node.children().stream().allMatch(action -> action.all("capture-output").isEmpty())) {
      add(
          element,
          "Cannot ask for data of: " + asked.node() + ", because it captures none",
          "add <capture-output/> to that action");
    }
  }
}

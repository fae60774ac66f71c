package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** The folder of the packed apps: {@code lib/} and a folder of each app, as they go to HDFS. */
final class PackedApps {
  static final String WORKFLOW = "workflow.xml";
  static final String COORDINATOR = "coordinator.xml";
  static final String BUNDLE = "bundle.xml";
  static final String DEFAULTS = "config-default.xml";

  /** What deploying adds to the folder. */
  static final Set<String> ADDED = Set.of("warehouse-site.xml", "_MIGRATED");

  private final Path folder;
  private final Map<String, Element> definitions = new TreeMap<>();
  private final Set<String> classes = new HashSet<>();

  private PackedApps(Path folder) {
    this.folder = folder;
  }

  /**
   * Reads all definitions.
   *
   * @param findings takes those that cannot be read
   */
  static PackedApps read(Path folder, List<Finding> findings) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new WarehouseException(
          "Cannot read apps: "
              + folder
              + ", because there is no such directory; build them with"
              + " `mvn package`, or name another with --apps");
    }
    PackedApps apps = new PackedApps(folder);
    apps.readDefinitions(findings);
    apps.readClasses();
    return apps;
  }

  private void readDefinitions(List<Finding> findings) throws IOException {
    for (Path file : files(folder, ".xml")) {
      String name = folder.relativize(file).toString();
      if (ADDED.contains(name)) {
        continue;
      }
      try {
        definitions.put(name, Element.read(file));
      } catch (SAXParseException e) {
        findings.add(
            new Finding(
                name,
                e.getLineNumber(),
                "Cannot read XML: " + name + ", because " + e.getMessage(),
                "close or remove what is named"));
      } catch (SAXException e) {
        findings.add(
            new Finding(
                name, 1, "Cannot read XML: " + name + ", because " + e.getMessage(), "mend it"));
      }
    }
  }

  private void readClasses() throws IOException {
    Path lib = folder.resolve("lib");
    for (Path jar : Files.isDirectory(lib) ? files(lib, ".jar") : List.<Path>of()) {
      try (JarFile packed = new JarFile(jar.toFile())) {
        packed.stream()
            .map(entry -> entry.getName())
            .filter(entry -> entry.endsWith(".class"))
            .forEach(entry -> classes.add(entry.replace('/', '.').replaceFirst("\\.class$", "")));
      }
    }
  }

  private static List<Path> files(Path below, String end) throws IOException {
    try (Stream<Path> all = Files.walk(below)) {
      return all.filter(file -> file.toString().endsWith(end)).sorted().toList();
    }
  }

  Path folder() {
    return folder;
  }

  /** The definitions of a kind, by their file. */
  Map<String, Element> definitions(String kind) {
    Map<String, Element> found = new LinkedHashMap<>();
    definitions.forEach(
        (file, root) -> {
          if (file.equals(kind) || file.endsWith("/" + kind)) {
            found.put(file, root);
          }
        });
    return found;
  }

  /**
   * The properties of an app's {@code config-default.xml}; Oozie drops those without a value, and
   * whoever asks for one then fails.
   */
  Map<String, String> defaults(String app) {
    Element root = definitions.get(app + "/" + DEFAULTS);
    Map<String, String> defaults = root == null ? new HashMap<>() : root.properties();
    defaults.values().removeIf(value -> value == null || value.isEmpty());
    return defaults;
  }

  /** The folder of a file. */
  static String app(String file) {
    int slash = file.lastIndexOf('/');
    return slash < 0 ? "" : file.substring(0, slash);
  }

  boolean hasClass(String name) {
    return classes.contains(name);
  }

  /** Whether a file or folder is there, or will be once it is deployed. */
  boolean has(String path) {
    return ADDED.contains(path) || Files.exists(folder.resolve(path));
  }

  /** All apps of which there is a workflow. */
  List<String> apps() {
    return new ArrayList<>(definitions(WORKFLOW).keySet().stream().map(PackedApps::app).toList());
  }
}

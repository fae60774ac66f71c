package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Everything that can be known of packed apps without a server. */
final class Validation {
  private final PackedApps apps;
  private final List<Finding> findings;

  private Validation(PackedApps apps, List<Finding> findings) {
    this.apps = apps;
    this.findings = findings;
  }

  /**
   * Checks the apps of a folder.
   *
   * @param ofTenant what a tenant's properties and the client give to every job
   * @return what is wrong, by file and line
   */
  static List<Finding> of(Path folder, Set<String> ofTenant) throws IOException {
    List<Finding> findings = new ArrayList<>();
    Validation validation = new Validation(PackedApps.read(folder, findings), findings);
    validation.checkSchemas(PackedApps.WORKFLOW, Schemas.WORKFLOW);
    validation.checkSchemas(PackedApps.COORDINATOR, Schemas.COORDINATOR);
    validation.checkSchemas(PackedApps.BUNDLE, Schemas.BUNDLE);
    if (validation.apps.apps().isEmpty() && findings.isEmpty()) {
      throw new WarehouseException(
          "Cannot validate apps: " + folder + ", because no app there has a workflow.xml");
    }
    for (Map.Entry<String, Element> each :
        validation.apps.definitions(PackedApps.WORKFLOW).entrySet()) {
      GraphCheck.check(each.getKey(), each.getValue(), findings);
      CredentialsCheck.check(each.getKey(), each.getValue(), findings);
    }
    NamesCheck.check(validation.apps, ofTenant, findings);
    findings.sort(Comparator.comparing(Finding::file).thenComparing(Finding::line));
    return findings.stream().distinct().toList();
  }

  private void checkSchemas(String kind, Schemas schema) throws IOException {
    for (String file : apps.definitions(kind).keySet()) {
      try {
        for (SAXParseException error : schema.errors(apps.folder().resolve(file))) {
          findings.add(
              new Finding(
                  file,
                  error.getLineNumber(),
                  "Cannot accept definition: "
                      + file
                      + ", because "
                      + error.getMessage().replaceFirst("^cvc-[a-zA-Z0-9.-]+: ", ""),
                  "write it as Oozie's schema says"));
        }
      } catch (SAXException e) {
        throw new IOException("Cannot check file: " + file + ", because " + e.getMessage(), e);
      }
    }
  }
}

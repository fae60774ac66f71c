package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.oozie.client.OozieClient;
import org.apache.oozie.client.OozieClientException;
import org.xml.sax.SAXException;

/** {@code rerun}: a workflow again, from where it failed, with the properties that it had. */
final class Rerun implements Program {
  @Override
  public String arguments() {
    return "--job ID";
  }

  @Override
  public String purpose() {
    return "Runs a workflow that failed again, from the action that failed.";
  }

  @Override
  public Options options() {
    return new Options().addOption(Program.required("job", "ID", "a workflow job of Oozie"));
  }

  @Override
  public boolean run(CommandLine line, Settings settings, PrintStream out)
      throws IOException, OozieClientException {
    OozieClient oozie = settings.oozie();
    String job = line.getOptionValue("job");
    Properties properties = properties(oozie.getJobInfo(job).getConf());
    // What started it is no part of it: Oozie wants one path.
    properties.remove(OozieClient.COORDINATOR_APP_PATH);
    properties.remove(OozieClient.BUNDLE_APP_PATH);
    properties.setProperty(OozieClient.RERUN_FAIL_NODES, "true");
    oozie.reRun(job, properties);
    out.println("rerun: " + job);
    return true;
  }

  private static Properties properties(String xml) throws IOException {
    Path file = Files.createTempFile("job", ".xml");
    try {
      Files.write(file, xml.getBytes(StandardCharsets.UTF_8));
      Properties properties = new Properties();
      Element.read(file)
          .properties()
          .forEach((key, value) -> properties.setProperty(key, value == null ? "" : value));
      return properties;
    } catch (SAXException e) {
      throw new IOException(e);
    } finally {
      Files.delete(file);
    }
  }
}

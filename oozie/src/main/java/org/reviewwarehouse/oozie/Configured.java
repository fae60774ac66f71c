package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.util.Properties;
import org.apache.oozie.client.WorkflowJob;
import org.xml.sax.SAXException;

/** The properties that a job was started with. */
final class Configured {
  private Configured() {}

  static Properties of(WorkflowJob job) throws IOException {
    Properties properties = new Properties();
    if (job.getConf() == null) {
      return properties;
    }
    try {
      Element.of(job.getConf())
          .properties()
          .forEach((key, value) -> properties.setProperty(key, value == null ? "" : value));
      return properties;
    } catch (SAXException e) {
      throw new IOException(e);
    }
  }
}

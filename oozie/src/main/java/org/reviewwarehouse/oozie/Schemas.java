package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.apache.oozie.client.OozieClient;
import org.xml.sax.ErrorHandler;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Oozie's own schemas, which its client's jar carries: no server is asked. */
enum Schemas {
  WORKFLOW("oozie-workflow-1.0.xsd", "email-action-0.2.xsd", "oozie-sla-0.2.xsd"),
  COORDINATOR("oozie-coordinator-0.5.xsd", "oozie-sla-0.2.xsd"),
  BUNDLE("oozie-bundle-0.2.xsd");

  private final String[] files;
  private Schema schema;

  Schemas(String... files) {
    this.files = files;
  }

  /** What a file breaks; nothing if it is valid. */
  List<SAXParseException> errors(Path file) throws IOException, SAXException {
    List<SAXParseException> errors = new ArrayList<>();
    var validator = schema().newValidator();
    validator.setErrorHandler(
        new ErrorHandler() {
          @Override
          public void warning(SAXParseException e) {}

          @Override
          public void error(SAXParseException e) {
            errors.add(e);
          }

          @Override
          public void fatalError(SAXParseException e) throws SAXException {
            throw e;
          }
        });
    validator.validate(new StreamSource(file.toFile()));
    return errors;
  }

  private synchronized Schema schema() throws SAXException {
    if (schema == null) {
      Source[] sources = new Source[files.length];
      for (int i = 0; i < files.length; i++) {
        // By their address: they include each other.
        sources[i] = new StreamSource(OozieClient.class.getResource("/" + files[i]).toString());
      }
      schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI).newSchema(sources);
    }
    return schema;
  }
}

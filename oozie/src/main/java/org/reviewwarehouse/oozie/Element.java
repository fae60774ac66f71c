package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.parsers.SAXParserFactory;
import org.xml.sax.Attributes;
import org.xml.sax.InputSource;
import org.xml.sax.Locator;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * An element of a definition, with the line it begins in.
 *
 * @param name without namespace
 * @param text the characters directly inside it, stripped
 */
record Element(
    String name, Map<String, String> attributes, List<Element> children, String text, int line) {

  /** Reads a file; document types, and so entities of other files, are refused. */
  static Element read(Path file) throws IOException, SAXException {
    try (var in = Files.newInputStream(file)) {
      return read(new InputSource(in));
    }
  }

  /** Reads the text of a file. */
  static Element of(String text) throws IOException, SAXException {
    return read(new InputSource(new StringReader(text)));
  }

  private static Element read(InputSource in) throws IOException, SAXException {
    try {
      SAXParserFactory factory = SAXParserFactory.newInstance();
      factory.setNamespaceAware(true);
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      Builder builder = new Builder();
      factory.newSAXParser().parse(in, builder);
      return builder.root;
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException("every Java platform has an XML parser", e);
    }
  }

  private static final class Builder extends DefaultHandler {
    private final Deque<Element> open = new ArrayDeque<>();
    private final Deque<StringBuilder> texts = new ArrayDeque<>();
    private Locator locator;
    private Element root;

    @Override
    public void setDocumentLocator(Locator given) {
      locator = given;
    }

    @Override
    public void startElement(String uri, String name, String qualified, Attributes given) {
      Map<String, String> attributes = new LinkedHashMap<>();
      for (int i = 0; i < given.getLength(); i++) {
        attributes.put(given.getLocalName(i), given.getValue(i));
      }
      open.push(new Element(name, attributes, new ArrayList<>(), "", locator.getLineNumber()));
      texts.push(new StringBuilder());
    }

    @Override
    public void characters(char[] characters, int start, int length) {
      texts.peek().append(characters, start, length);
    }

    @Override
    public void endElement(String uri, String name, String qualified) {
      Element e = open.pop();
      String text = texts.pop().toString().strip();
      Element whole = new Element(e.name, e.attributes, List.copyOf(e.children), text, e.line);
      if (open.isEmpty()) {
        root = whole;
      } else {
        open.peek().children.add(whole);
      }
    }
  }

  /** Its children of this name. */
  List<Element> all(String child) {
    return children.stream().filter(each -> each.name.equals(child)).toList();
  }

  /** The text of its child of this name; empty if there is none. */
  String textOf(String child) {
    return children.stream()
        .filter(each -> each.name.equals(child))
        .map(Element::text)
        .findFirst()
        .orElse("");
  }

  /** An attribute; empty if there is none. */
  String attribute(String key) {
    return attributes.getOrDefault(key, "");
  }

  /** Itself and all below it, in their order. */
  void walk(Consumer<Element> visitor) {
    visitor.accept(this);
    children.forEach(child -> child.walk(visitor));
  }

  /** The properties of an element that lists such: a name, and a value that may be null. */
  Map<String, String> properties() {
    Map<String, String> properties = new LinkedHashMap<>();
    for (Element property : all("property")) {
      List<Element> value = property.all("value");
      properties.put(property.textOf("name"), value.isEmpty() ? null : value.get(0).text());
    }
    return properties;
  }
}

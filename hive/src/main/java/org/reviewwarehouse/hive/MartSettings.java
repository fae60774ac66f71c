package org.reviewwarehouse.hive;

import com.github.freva.asciitable.AsciiTable;
import com.github.freva.asciitable.Column;
import com.github.freva.asciitable.HorizontalAlign;
import com.github.freva.asciitable.OverflowBehaviour;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/** The parameters of all marts and the values in force: those of the site, else the defaults. */
final class MartSettings {
  private static final int WIDEST = 60;

  private final Map<String, Mart> marts;
  private final SortedMap<String, MartParameter> parameters;
  private final Map<String, String> values = new HashMap<>();
  private final Map<String, String> literals = new HashMap<>();

  /**
   * @param site parameter → value, of the properties {@value MartParameter#PROPERTY}…
   * @throws WarehouseException if the site sets what no mart has, or to what it must not be
   */
  MartSettings(Map<String, Mart> marts, Map<String, String> site) {
    this.marts = marts;
    this.parameters = declared(marts.values());
    for (String name : new TreeMap<>(site).keySet()) {
      if (!parameters.containsKey(name)) {
        throw new WarehouseException(
            "Cannot use property: "
                + MartParameter.PROPERTY
                + name
                + ", because no mart has that parameter; there are "
                + (parameters.isEmpty() ? "none" : String.join(", ", parameters.keySet())));
      }
    }
    for (MartParameter parameter : parameters.values()) {
      String value = site.getOrDefault(parameter.name(), parameter.value());
      values.put(parameter.name(), value);
      literals.put(parameter.name(), parameter.literal(value));
    }
  }

  /**
   * Every parameter, once.
   *
   * @throws IllegalStateException if two marts have different ones of the same name
   */
  static SortedMap<String, MartParameter> declared(Collection<Mart> marts) {
    SortedMap<String, MartParameter> all = new TreeMap<>();
    for (Mart mart : marts) {
      for (MartParameter parameter : mart.parameters()) {
        MartParameter other = all.putIfAbsent(parameter.name(), parameter);
        if (other != null && !other.agrees(parameter)) {
          throw new IllegalStateException(
              "marts/"
                  + mart.name()
                  + ".hql declares the parameter "
                  + parameter.name()
                  + " with another type or default than a mart before it");
        }
      }
    }
    return all;
  }

  /** The parameters of a mart as its statement gets them. */
  Map<String, String> literals(Mart mart) {
    Map<String, String> own = new TreeMap<>();
    for (MartParameter parameter : mart.parameters()) {
      own.put(parameter.name(), literals.get(parameter.name()));
    }
    return own;
  }

  /** Changes when the file or a setting of the mart changes, or of one that it is computed from. */
  String checksum(Mart mart) {
    StringBuilder text = new StringBuilder();
    for (Mart each : mart.withSources(marts)) {
      text.append(each.name()).append('\n').append(each.script().text()).append('\n');
      literals(each).forEach((name, value) -> text.append(name + " = " + value + "\n"));
    }
    return new Script(mart.name(), text.toString()).checksum();
  }

  /** Prints every parameter with the value in force. */
  void print(PrintStream out) {
    List<String[]> rows = new ArrayList<>();
    for (MartParameter parameter : parameters.values()) {
      List<String> users = new ArrayList<>();
      for (Mart mart : marts.values()) {
        if (mart.parameters().stream().anyMatch(own -> own.name().equals(parameter.name()))) {
          users.add(mart.name());
        }
      }
      rows.add(
          new String[] {
            MartParameter.PROPERTY + parameter.name(),
            parameter.type().toString(),
            values.get(parameter.name()),
            String.join(", ", users),
            parameter.meaning()
          });
    }
    String[] headers = {"property", "type", "value", "marts", "meaning"};
    Column[] columns = new Column[headers.length];
    for (int i = 0; i < columns.length; i++) {
      columns[i] =
          new Column()
              .header(headers[i])
              .headerAlign(HorizontalAlign.LEFT)
              .dataAlign(HorizontalAlign.LEFT)
              .maxWidth(WIDEST, OverflowBehaviour.NEWLINE);
    }
    out.println(
        AsciiTable.builder()
            .border(AsciiTable.BASIC_ASCII_NO_DATA_SEPARATORS)
            .data(columns, rows.toArray(new Object[0][]))
            .asString());
  }
}

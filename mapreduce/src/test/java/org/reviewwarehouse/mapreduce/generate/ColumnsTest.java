package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;

public class ColumnsTest {
  /** Two times that may be read from one column, and a text. */
  private static final String STAYS =
      """
      {"type": "record", "name": "stays", "layouts": [{"format": "FORMAT", "header": HEADER}],
       "key": ["id"], "order": [], "event.day": "day",
       "fields": [
         {"name": "id", "type": "string", "sample": {"kind": "unique"}},
         {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}],
          "from": ["at", "day"], "forms": ["day"], "sample": {"kind": "time"}},
         {"name": "seen", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}],
          "from": "day", "forms": ["day"], "sample": {"kind": "time"}},
         {"name": "day", "type": {"type": "int", "logicalType": "date"},
          "sample": {"kind": "day"}},
         {"name": "came", "type": {"type": "int", "logicalType": "date"}, "from": [],
          "absent": "arrival"},
         {"name": "note", "type": ["null", "int"], "from": "at",
          "sample": {"kind": "count", "changes": true}}]}
      """;

  @Test
  public void theEventDayGoesBeforeOtherFieldsOfItsColumnAndTheFirstBeforeTheOthers() {
    Columns columns = columns("csv", "true");
    assertEquals(List.of("id id", "at at", "day day"), described(columns.all()));
    Contract contract = contract("csv", "true");
    assertEquals(List.of("at at", "day day"), described(columns.of(contract.field("at"))));
    assertEquals(List.of("day day"), described(columns.of(contract.field("seen"))));
    assertEquals(List.of(), columns.of(contract.field("came")));
    assertEquals("day", columns.eventDay().source());
  }

  @Test
  public void whereColumnsHaveNoNamesEachFieldHasItsOwn() {
    String many = contractText("csv", "false").replace("[\"at\", \"day\"]", "\"at\"");
    Contract contract = ContractReader.read("stays.avsc", many);
    WarehouseException refused =
        assertThrows(
            WarehouseException.class, () -> new Columns(contract, contract.layouts().get(0)));
    assertEquals(
        "Cannot generate feed: stays, because field seen has no column of its own",
        refused.getMessage());
  }

  private static List<String> described(List<Columns.Column> columns) {
    return columns.stream().map(column -> column.source() + " " + column.field().name()).toList();
  }

  private static Columns columns(String format, String header) {
    Contract contract = contract(format, header);
    return new Columns(contract, contract.layouts().get(0));
  }

  private static Contract contract(String format, String header) {
    return ContractReader.read("stays.avsc", contractText(format, header));
  }

  private static String contractText(String format, String header) {
    return STAYS.replace("FORMAT", format).replace("HEADER", header);
  }
}

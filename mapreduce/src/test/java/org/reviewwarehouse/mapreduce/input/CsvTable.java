package org.reviewwarehouse.mapreduce.input;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Type;
import org.reviewwarehouse.mapreduce.row.RecordParser;
import org.reviewwarehouse.mapreduce.row.Row;

/** Reads CSV through framer and parser. */
final class CsvTable {
  private CsvTable() {}

  /** A contract of texts as they stand in columns of these names. */
  static Contract contract(List<String> names, char delimiter) {
    ObjectNode contract = JsonNodeFactory.instance.objectNode();
    contract.put("type", "record").put("name", "texts").put("max.record.bytes", 16 << 20);
    contract.putArray("key").add("f0");
    ObjectNode layout = contract.putArray("layouts").addObject();
    layout.put("format", "csv").put("header", true).put("delimiter", String.valueOf(delimiter));
    contract.putArray("fields");
    for (int i = 0; i < names.size(); i++) {
      ObjectNode field = contract.withArray("fields").addObject();
      field.put("name", "f" + i).put("from", names.get(i));
      if (i == 0) {
        field.put("type", "string");
      } else {
        field.putArray("type").add("null").add("string");
      }
    }
    return ContractReader.read("texts.avsc", contract.toString());
  }

  /**
   * What becomes of each record, in the order of the file: "valid" and the texts of all STRING
   * fields, "skipped", or the reason and field of the reject.
   */
  static List<List<String>> read(CsvFramer framer, Contract contract, long arrival)
      throws IOException {
    RecordParser parser = RecordParser.of(contract, contract.layouts().get(0));
    List<List<String>> fates = new ArrayList<>();
    RecordBlock block = new RecordBlock();
    parser.begin(arrival);
    while (framer.next(block)) {
      for (int i = 0; i < block.count(); i++) {
        if (block.fault(i) == null) {
          parser.parse(block.bytes(), block.from(i), block.to(i));
        } else {
          parser.reject(block.bytes(), block.from(i), block.to(i), block.fault(i));
        }
        fates.add(fate(contract, parser.row()));
      }
    }
    return fates;
  }

  private static List<String> fate(Contract contract, Row row) {
    if (row.isSkipped()) {
      return List.of("skipped");
    }
    if (row.reason() != null) {
      Field field = row.rejectedField();
      return List.of(row.reason().label() + (field == null ? "" : " " + field.name()));
    }
    List<String> texts = new ArrayList<>(List.of("valid"));
    for (Field field : contract.fields()) {
      if (field.type() == Type.STRING) {
        int from = row.from(field);
        texts.add(new String(row.bytes(field), from, row.to(field) - from, UTF_8));
      }
    }
    return texts;
  }
}

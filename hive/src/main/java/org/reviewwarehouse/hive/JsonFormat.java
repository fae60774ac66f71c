package org.reviewwarehouse.hive;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Types;

/**
 * One JSON object per line. Numbers and booleans keep their kind, arrays, structs and maps are JSON
 * again, all else is text. Nothing is ever cut.
 */
final class JsonFormat implements ResultFormat {
  private static final ObjectMapper JSON =
      JsonMapper.builder().enable(StreamWriteFeature.WRITE_BIGDECIMAL_AS_PLAIN).build();

  @Override
  public long print(ResultSet rows, PrintStream out) throws SQLException, IOException {
    ResultSetMetaData columns = rows.getMetaData();
    long count = 0;
    try (JsonGenerator json = JSON.createGenerator(out)) {
      json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
      json.setRootValueSeparator(null);
      for (; rows.next(); count++) {
        json.writeStartObject();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
          json.writeFieldName(columns.getColumnLabel(i));
          value(json, rows, i, columns.getColumnType(i));
        }
        json.writeEndObject();
        json.writeRaw('\n');
      }
    }
    return count;
  }

  private static void value(JsonGenerator json, ResultSet rows, int column, int type)
      throws SQLException, IOException {
    String text = rows.getString(column);
    if (text == null) {
      json.writeNull();
      return;
    }
    switch (type) {
      case Types.TINYINT, Types.SMALLINT, Types.INTEGER, Types.BIGINT, Types.DECIMAL ->
          json.writeNumber(new BigDecimal(text));
      case Types.FLOAT, Types.DOUBLE -> {
        double number = Double.parseDouble(text);
        json.writeNumber(number); // NaN and the infinities become text: JSON has no such numbers
      }
      case Types.BOOLEAN -> json.writeBoolean(Boolean.parseBoolean(text));
      case Types.ARRAY, Types.STRUCT, Types.JAVA_OBJECT -> nested(json, text);
      default -> json.writeString(text);
    }
  }

  private static void nested(JsonGenerator json, String text) throws IOException {
    JsonNode node;
    try {
      node = JSON.readTree(text);
    } catch (JsonProcessingException e) {
      json.writeString(text); // Hive does not quote everything in its nested values
      return;
    }
    JSON.writeTree(json, node);
  }
}

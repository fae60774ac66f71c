package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import org.junit.Test;

public class ResultFormatTest {
  private static final List<String> NAMES = List.of("id", "stars", "text");
  private static final List<Integer> TYPES = List.of(Types.VARCHAR, Types.BIGINT, Types.VARCHAR);

  private static String print(ResultFormat format, int expectedRows, Rows rows)
      throws SQLException, IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      assertEquals(expectedRows, format.print(rows.resultSet(), out));
    }
    return bytes.toString(StandardCharsets.UTF_8).replace(System.lineSeparator(), "\n");
  }

  @Test
  public void aTableAlignsNumbersRightAndShowsNull() throws Exception {
    Rows rows =
        new Rows(
            NAMES, TYPES, new String[] {"a", "5", "x\ty\nz"}, new String[] {"bb", "1000", null});
    assertEquals(
        "+----+-------+-------+\n"
            + "| id | stars | text  |\n"
            + "+----+-------+-------+\n"
            + "| a  |     5 | x y z |\n"
            + "| bb |  1000 | NULL  |\n"
            + "+----+-------+-------+\n",
        print(new TableFormat(0), 2, rows));
  }

  @Test
  public void aTableCutsTheWidestColumnToTheLine() throws Exception {
    Rows rows = new Rows(NAMES, TYPES, new String[] {"a", "5", "x".repeat(200)});
    String table = print(new TableFormat(40), 1, rows);
    assertEquals(
        "+----+-------+-------------------------+\n"
            + "| id | stars | text                    |\n"
            + "+----+-------+-------------------------+\n"
            + "| a  |     5 | xxxxxxxxxxxxxxxxxxxxxx… |\n"
            + "+----+-------+-------------------------+\n",
        table);
  }

  @Test
  public void aTableWithoutRowsIsItsHeader() throws Exception {
    assertEquals(
        "+----+-------+------+\n| id | stars | text |\n+----+-------+------+\n+----+-------+------+\n",
        print(new TableFormat(0), 0, new Rows(NAMES, TYPES)));
  }

  @Test
  public void csvQuotesWhatNeedsItAndTellsNullFromEmpty() throws Exception {
    Rows rows =
        new Rows(
            NAMES,
            TYPES,
            new String[] {"a,b", "5", "22\" monitor"},
            new String[] {"", null, "two\nlines"});
    assertEquals(
        "id,stars,text\r\n\"a,b\",5,\"22\"\" monitor\"\r\n\"\",,\"two\nlines\"\r\n",
        print(new CsvFormat(), 2, rows));
  }

  @Test
  public void jsonKeepsTheKindOfEachValue() throws Exception {
    Rows rows =
        new Rows(
            List.of("i", "d", "dec", "b", "list", "odd", "none"),
            List.of(
                Types.INTEGER,
                Types.DOUBLE,
                Types.DECIMAL,
                Types.BOOLEAN,
                Types.ARRAY,
                Types.STRUCT,
                Types.VARCHAR),
            new String[] {
              "9223372036854775807", "NaN", "0.00000000010", "true", "[1,{\"a\":null}]", "{x", null
            },
            new String[] {"1", "4.5", "2.50", "false", "[]", "{}", "\u001a\""});
    assertEquals(
        "{\"i\":9223372036854775807,\"d\":\"NaN\",\"dec\":0.00000000010,\"b\":true,"
            + "\"list\":[1,{\"a\":null}],\"odd\":\"{x\",\"none\":null}\n"
            + "{\"i\":1,\"d\":4.5,\"dec\":2.50,\"b\":false,\"list\":[],\"odd\":{},"
            + "\"none\":\"\\u001A\\\"\"}\n",
        print(new JsonFormat(), 2, rows));
  }
}

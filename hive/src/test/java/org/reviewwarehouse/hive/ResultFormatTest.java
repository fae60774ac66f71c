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
  public void aTableCutsNoNumber() throws Exception {
    Rows rows =
        new Rows(NAMES, TYPES, new String[] {"a".repeat(12), "1234567890123", "x".repeat(10)});
    assertEquals(
        "+----------+---------------+----------+\n"
            + "| id       |         stars | text     |\n"
            + "+----------+---------------+----------+\n"
            + "| aaaaaaa… | 1234567890123 | xxxxxxx… |\n"
            + "+----------+---------------+----------+\n",
        print(new TableFormat(30), 1, rows));
  }

  @Test
  public void aTableCountsTheCellsThatATerminalNeeds() throws Exception {
    Rows rows =
        new Rows(
            List.of("id", "별점", "text"),
            TYPES,
            new String[] {"가나", "5", "좋아요 정말 좋아요"},
            new String[] {"👍🏽", null, "e\u0301te\u0301 $1\\"},
            new String[] {"", "12345", "\u009b31m\u2028x\u001b"});
    assertEquals(
        "+------+-------+--------------------+\n"
            + "| id   |  별점 | text               |\n"
            + "+------+-------+--------------------+\n"
            + "| 가나 |     5 | 좋아요 정말 좋아요 |\n"
            + "| 👍🏽   |  NULL | e\u0301te\u0301 $1\\            |\n"
            + "|      | 12345 |  31m x             |\n"
            + "+------+-------+--------------------+\n",
        print(new TableFormat(0), 3, rows));
  }

  @Test
  public void aWideCharacterIsCutWhole() throws Exception {
    Rows rows =
        new Rows(
            List.of("text", "n"),
            List.of(Types.VARCHAR, Types.INTEGER),
            new String[] {"좋아요 정말 좋아요", "1"},
            new String[] {"😀😀😀😀😀😀", "2"},
            new String[] {"x좋아요 정말 좋아요", "3"});
    assertEquals(
        "+----------+---+\n"
            + "| text     | n |\n"
            + "+----------+---+\n"
            + "| 좋아요 … | 1 |\n"
            + "| 😀😀😀…  | 2 |\n"
            + "| x좋아요… | 3 |\n"
            + "+----------+---+\n",
        print(new TableFormat(16), 3, rows));
  }

  @Test
  public void csvAndJsonNeverCut() throws Exception {
    String wide = "가".repeat(20_000);
    Rows rows = new Rows(List.of("t"), List.of(Types.VARCHAR), new String[] {wide});
    assertEquals("t\r\n" + wide + "\r\n", print(new CsvFormat(), 1, rows));
    rows = new Rows(List.of("t"), List.of(Types.VARCHAR), new String[] {wide});
    assertEquals("{\"t\":\"" + wide + "\"}\n", print(new JsonFormat(), 1, rows));
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

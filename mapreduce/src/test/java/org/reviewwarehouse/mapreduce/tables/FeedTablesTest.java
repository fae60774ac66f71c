package org.reviewwarehouse.mapreduce.tables;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Checkout;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;

/** What {@code contract ddl} prints, held against the migrations that are shipped. */
public class FeedTablesTest {
  private static final Pattern CREATE =
      Pattern.compile("(?s)CREATE (EXTERNAL TABLE|VIEW) IF NOT EXISTS `([a-z0-9_]+)`.*");
  private static final Pattern ADD =
      Pattern.compile("(?s)ALTER TABLE `([a-z0-9_]+)` ADD COLUMNS \\(\n(.*)\n\\) CASCADE");

  private static final String SONGS =
      """
      {"type": "record", "name": "songs", "doc": "Songs; one row per 'name'.",
       "layouts": [{"format": "jsonl"}], "key": ["name"], %s
       "fields": [
        {"name": "name", "type": "string", "doc": "It's a\\n \\\\ name."},
        %s
        {"name": "sung", "type": {"type": "int", "logicalType": "date"}, "doc": "Day."}]}
      """;

  @Test
  public void theMigrationsMakeTheTablesOfEveryContract() throws IOException {
    TreeSet<Path> files = new TreeSet<>();
    Path schema = Checkout.folder().resolve("hive/schema");
    try (DirectoryStream<Path> found = Files.newDirectoryStream(schema, "V*.hql")) {
      found.forEach(files::add);
    }
    List<String> scripts = new ArrayList<>();
    for (Path file : files) {
      scripts.add(Files.readString(file));
    }
    List<String> expected = new ArrayList<>();
    for (Contract contract : Checkout.contracts().values()) {
      expected.addAll(FeedTables.statements(contract, FeedTables.ANY_ROOT));
    }
    assertTrue(expected.size() > 20);
    assertMade(expected, scripts);
  }

  @Test
  public void aColumnIsAddedByALaterMigration() {
    List<String> before =
        FeedTables.statements(read("\"event.day\": \"sung\",", ""), FeedTables.ANY_ROOT);
    List<String> after =
        FeedTables.statements(
            read(
                "\"event.day\": \"sung\",",
                "{\"name\": \"tags\", \"type\": [\"null\", {\"type\": \"array\", \"items\": \"string\"}],"
                    + " \"doc\": \"Tags.\"},"),
            FeedTables.ANY_ROOT);
    String added = "` ADD COLUMNS (\n  `tags` ARRAY<STRING> COMMENT 'Tags.'\n) CASCADE;\n";
    assertMade(
        after,
        List.of(
            "-- Songs; as they were.\n" + String.join(";\n", before) + ";\n",
            "ALTER TABLE `songs_runs" + added + "ALTER TABLE `songs_late" + added));
  }

  @Test
  public void namesAndTextsAreQuotedAndEveryCommentIsOneLine() {
    assertEquals(
        List.of(
            """
            CREATE EXTERNAL TABLE IF NOT EXISTS `songs_runs` (
              `name` STRING COMMENT 'It\\'s a \\\\ name.',
              `sung` DATE COMMENT 'Day.',
              `row_hash` BIGINT COMMENT 'Hash of the raw record: the last tie-break between versions of a row.'
            )
            COMMENT 'All versions of all periods; ask songs for the valid one'
            PARTITIONED BY (
              `run` STRING COMMENT 'Run that wrote the directory, sorts by its sequence.',
              `period` STRING COMMENT 'Always all: the rows have no event day.'
            )
            STORED AS PARQUET
            LOCATION '/it\\'s/clean/songs'""",
            """
            CREATE VIEW IF NOT EXISTS `songs`
            COMMENT 'Songs; one row per \\'name\\'.'
            AS SELECT
              `name`, `sung`, `row_hash`, `period`
            FROM `songs_runs`
            WHERE false"""),
        FeedTables.statements(read("", ""), "/it's"));
  }

  @Test
  public void aCommentIsCutWhereTheMetastoreWouldRefuseIt() {
    String field =
        "{\"name\": \"long\", \"type\": \"long\", \"doc\": \"" + "x".repeat(257) + "\"},";
    String statement = FeedTables.statements(read("", field), "/").get(0);
    assertTrue(
        statement, statement.contains("`long` BIGINT COMMENT '" + "x".repeat(255) + "…',\n"));
  }

  private static Contract read(String attributes, String fields) {
    return ContractReader.read("songs.avsc", SONGS.formatted(attributes, fields));
  }

  /** Holds statements against those of scripts: text by text where no column was added later. */
  private static void assertMade(List<String> expected, List<String> scripts) {
    Map<String, String> wanted = byTable(expected);
    Map<String, String> made = new TreeMap<>();
    TreeSet<String> altered = new TreeSet<>();
    for (String script : scripts) {
      String text = script.replaceAll("(?m)^--.*\n", "");
      List<String> statements = Arrays.stream(text.split(";\n")).map(String::strip).toList();
      byTable(statements).forEach(made::putIfAbsent);
      for (String statement : statements) {
        Matcher add = ADD.matcher(statement);
        if (add.matches()) {
          altered.add(add.group(1));
          made.computeIfPresent(add.group(1), (table, create) -> withColumns(create, add.group(2)));
        }
      }
    }
    assertEquals(wanted.keySet(), made.keySet());
    wanted.forEach(
        (table, statement) -> {
          if (altered.contains(table)) {
            assertEquals(sortedLines(statement), sortedLines(made.get(table)));
          } else if (!altered.contains(table + "_runs")) { // publish makes that view anew
            assertEquals(statement, made.get(table));
          }
        });
  }

  /** The statements that make tables of feeds, whose names are quoted. */
  private static Map<String, String> byTable(List<String> statements) {
    Map<String, String> tables = new TreeMap<>();
    for (String statement : statements) {
      Matcher create = CREATE.matcher(statement);
      if (create.matches()) {
        tables.put(create.group(2), statement);
      }
    }
    return tables;
  }

  private static String withColumns(String create, String columns) {
    return create.replaceFirst("\n\\)\n", Matcher.quoteReplacement(",\n" + columns + "\n)\n"));
  }

  private static List<String> sortedLines(String statement) {
    return Arrays.stream(statement.split("\n"))
        .map(line -> line.replaceFirst(",$", ""))
        .sorted()
        .toList();
  }
}

package org.apache.hadoop.hive.metastore.txn;

import static org.junit.Assert.assertArrayEquals;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.derby.jdbc.EmbeddedDataSource;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** On a real Derby, in memory. */
public class NumbersAsParametersTest {
  private final EmbeddedDataSource derby = new EmbeddedDataSource();
  private Connection connection;

  @Before
  public void connect() throws SQLException {
    derby.setDatabaseName("memory:numbers");
    derby.setCreateDatabase("create");
    connection = new NumbersAsParameters(derby).getConnection();
    try (Statement statement = connection.createStatement()) {
      statement.execute("CREATE TABLE locks (id BIGINT, owner VARCHAR(20))");
      statement.execute("INSERT INTO locks VALUES (1, 'a = 1'), (2, 'b'), (-3, 'c')");
    }
  }

  @After
  public void drop() throws SQLException {
    connection.close();
    EmbeddedDataSource end = new EmbeddedDataSource();
    end.setDatabaseName("memory:numbers;drop=true");
    assertThrows(SQLException.class, end::getConnection); // which is how Derby says that it is done
  }

  private List<String> owners(String where) throws SQLException {
    List<String> owners = new ArrayList<>();
    try (PreparedStatement statement =
            connection.prepareStatement("SELECT owner FROM locks WHERE " + where);
        ResultSet rows = statement.executeQuery()) {
      while (rows.next()) {
        owners.add(rows.getString(1));
      }
    }
    return owners;
  }

  /** Statements that Derby remembers with these words in them. */
  private List<String> compiled(String words) throws SQLException {
    List<String> texts = new ArrayList<>();
    try (Statement statement = connection.createStatement();
        ResultSet rows =
            statement.executeQuery("SELECT sql_text FROM syscs_diag.statement_cache")) {
      while (rows.next()) {
        if (rows.getString(1).contains(words)) {
          texts.add(rows.getString(1));
        }
      }
    }
    return texts;
  }

  @Test
  public void statementsThatDifferInTheirNumbersAreCompiledOnce() throws SQLException {
    assertEquals(List.of("a = 1"), owners("id = 1"));
    assertEquals(List.of("b"), owners("id = 2"));
    assertEquals(List.of("c"), owners("id = -3"));
    assertEquals(List.of(), owners("id = 4"));
    assertEquals(List.of("SELECT owner FROM locks WHERE id = ?"), compiled("SELECT owner"));
  }

  @Test
  public void aNumberIsAParameterBehindAComparisonAndNowhereElse() {
    assertEquals("a = ? [1]", parsed("a =1"));
    assertEquals("a < ? AND b != ? [1, -20]", parsed("a < 1 AND b !=-20"));
    assertEquals(
        "a IN (1, 2) fetch first 1 rows only []", parsed("a IN (1, 2) fetch first 1 rows only"));
    assertEquals("a = 'b = 1' AND \"c = 2\" = ? [3]", parsed("a = 'b = 1' AND \"c = 2\" = 3"));
    assertEquals("a = 'it''s = 1' []", parsed("a = 'it''s = 1'"));
    assertEquals("a = 1.5 AND b = 1e3 []", parsed("a = 1.5 AND b = 1e3"));
    assertEquals("a = '$1' AND b = ? [1]", parsed("a = '$1' AND b = 1"));
    assertEquals("a > ? [-9223372036854775808]", parsed("a > -9223372036854775808"));
    assertEquals("a = 9223372036854775808 []", parsed("a = 9223372036854775808"));
    assertEquals("a = 12345678901234567890 []", parsed("a = 12345678901234567890"));
  }

  private static String parsed(String sql) {
    List<Long> numbers = new ArrayList<>();
    return NumbersAsParameters.withoutNumbers(sql, numbers) + " " + numbers;
  }

  @Test
  public void aStatementWithParametersIsLeftAsItIs() throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement("SELECT id FROM locks WHERE owner = ? AND id = 2")) {
      statement.setString(1, "b");
      try (ResultSet rows = statement.executeQuery()) {
        assertEquals(true, rows.next());
        assertEquals(2, rows.getLong(1));
      }
    }
  }

  @Test
  public void aBatchTellsTheCountOfEachStatement() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("DELETE FROM locks WHERE id > 0 AND id < 3");
      statement.addBatch("UPDATE locks SET owner = 'd' WHERE id = -3");
      statement.addBatch("DELETE FROM locks WHERE id = 5");
      assertArrayEquals(new int[] {2, 1, 0}, statement.executeBatch());
      assertArrayEquals(new int[] {}, statement.executeBatch());
    }
    assertEquals(List.of("d"), owners("id < 10"));
  }

  @Test
  public void aBatchThatFailsTellsHowFarItCameAndWhatDerbySaid() throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.addBatch("DELETE FROM locks WHERE id = 1");
      statement.addBatch("DELETE FROM nothing WHERE id = 1");
      statement.addBatch("DELETE FROM locks WHERE id = 2");
      BatchUpdateException failure =
          assertThrows(BatchUpdateException.class, statement::executeBatch);
      assertArrayEquals(new int[] {1}, failure.getUpdateCounts());
      assertEquals("42X05", failure.getSQLState()); // no such table
      assertEquals("42X05", failure.getNextException().getSQLState());
    }
    assertEquals(List.of("b"), owners("id = 2"));
  }
}

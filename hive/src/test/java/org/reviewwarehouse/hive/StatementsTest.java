package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.junit.Test;

public class StatementsTest {
  @Test
  public void semicolonsEndStatementsAndEmptyOnesVanish() {
    assertEquals(
        List.of("SELECT 1", "SELECT\n  2"), Statements.split(" SELECT 1;;\n;SELECT\n  2\n ; "));
    assertEquals(List.of(), Statements.split(" ;\n-- nothing; at all\n/* ; */"));
  }

  @Test
  public void quotesHideSemicolonsAndCommentSigns() {
    assertEquals(
        List.of("SELECT 'a;b--c', \"/*;'\" , `x;y`", "SELECT 2"),
        Statements.split("SELECT 'a;b--c', \"/*;'\" , `x;y`; SELECT 2"));
  }

  @Test
  public void aBackslashProtectsAQuoteButNotABackquote() {
    assertEquals(
        List.of("SELECT 'it\\'s;', \"\\\";\", '\\\\'", "SELECT `\\`", "SELECT 3"),
        Statements.split("SELECT 'it\\'s;', \"\\\";\", '\\\\'; SELECT `\\`; SELECT 3"));
  }

  @Test
  public void commentsAreLeftOutAndHintsStay() {
    assertEquals(
        List.of("SELECT /*+ MAPJOIN(a) */ 1 \n, 2   FROM t"),
        Statements.split(
            "-- it's; first\nSELECT /*+ MAPJOIN(a) */ 1 -- one;\n, 2 /* \"two; */ FROM t"));
  }

  @Test
  public void aMinusOrASlashAloneIsNoComment() {
    assertEquals(List.of("SELECT 4 - 1 / 2 * 3"), Statements.split("SELECT 4 - 1 / 2 * 3"));
  }

  @Test
  public void whatIsNeverClosedIsToldWithItsLine() {
    WarehouseException quote =
        assertThrows(WarehouseException.class, () -> Statements.split("SELECT 1;\nSELECT 'a;"));
    assertEquals(
        "Cannot split the script: the ' of line 2, because it is never closed", quote.getMessage());
    WarehouseException comment =
        assertThrows(WarehouseException.class, () -> Statements.split("/* no end"));
    assertEquals(
        "Cannot split the script: the /* of line 1, because it is never closed",
        comment.getMessage());
    assertThrows(WarehouseException.class, () -> Statements.split("SELECT 'a\\"));
  }
}

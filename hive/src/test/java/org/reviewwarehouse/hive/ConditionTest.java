package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Random;
import org.junit.Test;

public class ConditionTest {
  /** What may be left of a condition that was written anew, once its texts are taken out. */
  private static final String CANONICAL =
      "(?:[ ,()]|<>|<=|>=|=|<|>|`[a-z_][a-z0-9_]*`|-?[0-9]+(?:\\.[0-9]+)?|''"
          + "|\\b(?:AND|OR|NOT|IS|NULL|IN|BETWEEN|LIKE|TRUE|FALSE|DATE)\\b)*+";

  private static final List<String> PIECES =
      List.of(
          "a",
          "b_1",
          "and",
          "OR",
          "not",
          "is",
          "null",
          "in",
          "between",
          "like",
          "true",
          "FALSE",
          "date",
          "(",
          ")",
          ",",
          "=",
          "<>",
          "!=",
          "<",
          ">=",
          "1",
          "-2.5",
          "'x'",
          "'it''s'",
          "'\\''",
          "'\\\\'",
          "'",
          "\\",
          "''",
          "'${env:HOME}'",
          "$",
          "{",
          "`",
          "\"",
          ";",
          "--",
          "/*",
          "*/",
          ".",
          "'2015-08-31'",
          "select",
          "drop table t",
          "\n",
          "\t",
          "\u0000",
          "é",
          "😀",
          "'é😀'",
          "+",
          "||",
          "current_date()",
          "0x1",
          "1e5",
          "'%\\_'");

  private static void becomes(String expected, String condition) {
    assertEquals(expected, Condition.parse(condition).toString());
  }

  private static void refused(String reason, String condition) {
    IllegalArgumentException e =
        assertThrows(condition, IllegalArgumentException.class, () -> Condition.parse(condition));
    assertEquals(reason, e.getMessage());
  }

  @Test
  public void columnsAreComparedWithLiterals() {
    becomes(
        "(`helpful_votes` <> 0 AND `verified_purchase`)",
        "helpful_votes <> 0 and VERIFIED_purchase");
    becomes("(`a` <> 0.25 OR `b` <= 3)", "a!=0.25 Or b<=3");
    becomes("(`a` = (-1))", "a=-1");
    becomes(
        "(`a` < 'x' AND `b` > TRUE AND `c` >= DATE '2015-08-31')",
        "a < 'x' and b > true and c >= date '2015-08-31'");
    becomes("(`date` = DATE '2015-08-31')", "date = date '2015-08-31'");
    becomes("(TRUE)", " true ");
  }

  @Test
  public void conditionsAreJoinedAsTheyWereWritten() {
    becomes("(`a` OR `b` AND NOT (`c`))", "a or b and not c");
    becomes(
        "((`a` OR `b`) AND NOT (`c` = 1 OR NOT (`d` IS NULL)))",
        "(a or b) and not (c = 1 or not d is null)");
    becomes(
        "(`a` IS NOT NULL AND `b` IN (1, 'x', FALSE) AND `c` NOT IN (2))",
        "a is not null and b in (1,'x',false) and c not in(2)");
    becomes(
        "(`a` BETWEEN 1 AND 2 AND `b` NOT BETWEEN 3 AND 4 AND `c` LIKE 'x%' AND `d` NOT LIKE '_')",
        "a between 1 and 2 and b not between 3 and 4 and c like 'x%' and d not like '_'");
  }

  @Test
  public void aQuoteInATextDoesNotEndIt() {
    becomes("(`a` = 'it\\'s' OR `a` = '\\' OR TRUE')", "a = 'it''s' or a = '\\' OR TRUE'");
    becomes("(`a` = '\\\\' OR `b` = '')", "a = '\\\\' or b = ''");
    becomes("(`a` LIKE '100\\\\%')", "a like '100\\%'");
    becomes("(`a` = ';--/*\\u0024{env:HOME}`\"é😀')", "a = ';--/*${env:HOME}`\"é😀'");
  }

  @Test
  public void everythingElseIsRefusedWithPositionAndReason() {
    refused("at character 1 there is the end instead of a column, NOT, TRUE, FALSE or (", "");
    refused(
        "at character 6 there is ;, which has no meaning in a condition", "a = 1; DROP TABLE t");
    refused("at character 6 there is -, which has no meaning in a condition", "a = 1--");
    refused("at character 4 there is *, which has no meaning in a condition", "a  *");
    refused("at character 6 functions are not allowed", "lower(a) = 'x'");
    refused("at character 2 there is ., which has no meaning in a condition", "t.a = 1");
    refused(
        "at character 7 there is SELECT instead of a number, a text in quotes, TRUE, FALSE or"
            + " DATE 'YYYY-MM-DD'",
        "a IN (SELECT a FROM t)");
    refused(
        "at character 5 there is B instead of a number, a text in quotes, TRUE, FALSE or"
            + " DATE 'YYYY-MM-DD'",
        "a = b");
    refused("at character 3 there is UNION instead of AND, OR or the end", "a UNION b");
    refused("at character 5 a quote is never closed", "a = 'x''");
    refused("at character 6 a backslash stands before none of ' \\ % _", "a = '\\n'");
    refused("at character 5, it must be a day, YYYY-MM-DD", "a = DATE '2015-02-30'");
    refused("at character 5, it must not hold control characters (it has U+000A)", "a = '\n'");
    refused("at character 4 there is the end instead of )", "(a ");
    refused("at character 2 there is ) instead of AND, OR or the end", "a)");
    refused("at character 1 there is 1 instead of a column, NOT, TRUE, FALSE or (", "1 = 1");
    refused("at character 1 there is 😀, which has no meaning in a condition", "😀");
    refused("it has more than 4000 characters", "a".repeat(4001));
    refused("at character 51 it is nested more than 50 deep", "(".repeat(60) + "a");
    refused("at character 201 it is nested more than 50 deep", "not ".repeat(60) + "a");
  }

  @Test
  public void noiseNeverBecomesAnythingButTheGrammar() {
    Random random = new Random(5);
    int passed = 0;
    for (int i = 0; i < 100_000; i++) {
      StringBuilder noise = new StringBuilder();
      for (int pieces = 1 + random.nextInt(7); pieces > 0; pieces--) {
        noise.append(PIECES.get(random.nextInt(PIECES.size())));
        noise.append(random.nextInt(3) == 0 ? "" : " ");
      }
      String text;
      try {
        text = Condition.parse(noise.toString()).toString();
      } catch (IllegalArgumentException e) {
        continue;
      }
      passed++;
      assertTrue(text, text.startsWith("(") && text.endsWith(")"));
      assertTrue(noise + " → " + text, withoutTexts(text).matches(CANONICAL));
      // It is one statement that ends where it ends, for whoever splits it as well.
      assertEquals(List.of(text), Statements.split(text + ";"));
      assertEquals("(" + text + ")", Condition.parse(plain(text)).toString());
    }
    assertTrue(passed + " passed", passed > 1000);
  }

  /** As HiveQL reads it: a backslash takes what follows with it, a quote ends a text. */
  private static String withoutTexts(String text) {
    StringBuilder rest = new StringBuilder();
    boolean quoted = false;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (quoted && c == '\\') {
        i++;
      } else if (c == '\'') {
        quoted = !quoted;
        rest.append(c);
      } else if (!quoted) {
        rest.append(c);
      } else {
        assertTrue(text, c != '$' && !Character.isISOControl(c));
      }
    }
    assertTrue(text, !quoted);
    return rest.toString();
  }

  /** As one would type it: no backticks, and no parentheses around a number. */
  private static String plain(String text) {
    return text.replace("`", "").replaceAll("\\((-[0-9.]+)\\)", "$1").replace("\\u0024", "$");
  }
}

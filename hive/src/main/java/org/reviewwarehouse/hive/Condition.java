package org.reviewwarehouse.hive;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A condition over the columns of one row, as someone who runs a warehouse may write it into a
 * property: {@code helpful_votes <> 0 AND verified_purchase}. It is parsed whole and written anew,
 * so that nothing but this grammar reaches a statement:
 *
 * <pre>
 * condition = and {OR and}              and  = not {AND not}        not = [NOT] …
 * …         = ( condition ) | TRUE | FALSE | column
 *           | column (= | &lt;&gt; | != | &lt; | &lt;= | &gt; | &gt;=) literal
 *           | column IS [NOT] NULL      | column [NOT] IN ( literal {, literal} )
 *           | column [NOT] BETWEEN literal AND literal              | column [NOT] LIKE 'text'
 * literal   = number | 'text' | TRUE | FALSE | DATE 'YYYY-MM-DD'
 * </pre>
 *
 * In a text, {@code ''} and {@code \'} are a quote, {@code \\} a backslash, and {@code \%} and
 * {@code \_} are what LIKE takes for the sign itself.
 */
final class Condition {
  private static final int LONGEST = 4_000;
  private static final int DEEPEST = 50;
  private static final Set<String> OPERATORS = Set.of("=", "<>", "!=", "<", "<=", ">", ">=");
  private static final Set<String> KEYWORDS =
      Set.of("AND", "OR", "NOT", "IS", "NULL", "IN", "BETWEEN", "LIKE", "TRUE", "FALSE");

  private enum Kind {
    WORD,
    NUMBER,
    TEXT,
    SIGN,
    END
  }

  /**
   * @param text of a word in upper case; of a text what it means
   * @param at characters before it
   */
  private record Token(Kind kind, String text, int at) {
    boolean is(String keywordOrSign) {
      return (kind == Kind.WORD || kind == Kind.SIGN) && text.equals(keywordOrSign);
    }

    String shown() {
      return switch (kind) {
        case END -> "the end";
        case TEXT -> "a text";
        default -> text;
      };
    }
  }

  private final String source;
  private final List<Token> tokens = new ArrayList<>();
  private final String text;
  private int next;
  private int depth;

  private Condition(String source) {
    this.source = source;
    if (source.length() > LONGEST) {
      throw new IllegalArgumentException("it has more than " + LONGEST + " characters");
    }
    tokenize();
    String parsed = or();
    if (peek().kind() != Kind.END) {
      throw unexpected("AND, OR or the end");
    }
    this.text = "(" + parsed + ")";
  }

  /**
   * Reads a condition.
   *
   * @throws IllegalArgumentException with position and reason if it is anything but one
   */
  static Condition parse(String source) {
    return new Condition(source);
  }

  /** The condition in HiveQL, in parentheses, each column in backticks. */
  @Override
  public String toString() {
    return text;
  }

  private void tokenize() {
    int at = 0;
    while (at < source.length()) {
      char c = source.charAt(at);
      if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
        at++;
      } else if (letter(c)) {
        int end = at;
        while (end < source.length() && (letter(source.charAt(end)) || digit(end))) {
          end++;
        }
        add(Kind.WORD, source.substring(at, end).toUpperCase(Locale.ROOT), at);
        at = end;
      } else if (digit(at) || c == '-' && digit(at + 1)) {
        int end = at + 1;
        while (digit(end) || end < source.length() && source.charAt(end) == '.' && digit(end + 1)) {
          end++;
        }
        add(Kind.NUMBER, source.substring(at, end), at);
        at = end;
      } else if (c == '\'') {
        at = quoted(at);
      } else {
        at = sign(at);
      }
    }
    add(Kind.END, "", source.length());
  }

  private void add(Kind kind, String text, int at) {
    tokens.add(new Token(kind, text, at));
  }

  private static boolean letter(char c) {
    return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '_';
  }

  private boolean digit(int at) {
    return at < source.length() && source.charAt(at) >= '0' && source.charAt(at) <= '9';
  }

  private int sign(int at) {
    for (int length = 2; length >= 1; length--) {
      if (at + length <= source.length()) {
        String sign = source.substring(at, at + length);
        if (OPERATORS.contains(sign) || Set.of("(", ")", ",").contains(sign)) {
          add(Kind.SIGN, sign, at);
          return at + length;
        }
      }
    }
    String found = new StringBuilder().appendCodePoint(source.codePointAt(at)).toString();
    throw wrong(at, "there is " + found + ", which has no meaning in a condition");
  }

  private int quoted(int start) {
    StringBuilder value = new StringBuilder();
    int at = start + 1;
    while (at < source.length()) {
      char c = source.charAt(at);
      char after = at + 1 < source.length() ? source.charAt(at + 1) : 0;
      if (c == '\'' && after != '\'') {
        add(Kind.TEXT, value.toString(), start);
        return at + 1;
      } else if (c == '\'' || c == '\\' && (after == '\'' || after == '\\')) {
        value.append(after);
        at += 2;
      } else if (c == '\\' && (after == '%' || after == '_')) {
        value.append(c).append(after);
        at += 2;
      } else if (c == '\\') {
        throw wrong(at, "a backslash stands before none of ' \\ % _");
      } else {
        value.append(c);
        at++;
      }
    }
    throw wrong(start, "a quote is never closed");
  }

  private Token peek() {
    return tokens.get(next);
  }

  private Token take() {
    return tokens.get(next++);
  }

  private boolean takes(String keywordOrSign) {
    boolean found = peek().is(keywordOrSign);
    next += found ? 1 : 0;
    return found;
  }

  private void expect(String keywordOrSign) {
    if (!takes(keywordOrSign)) {
      throw unexpected(keywordOrSign);
    }
  }

  private String or() {
    StringBuilder all = new StringBuilder(and());
    while (takes("OR")) {
      all.append(" OR ").append(and());
    }
    return all.toString();
  }

  private String and() {
    StringBuilder all = new StringBuilder(not());
    while (takes("AND")) {
      all.append(" AND ").append(not());
    }
    return all.toString();
  }

  private String not() {
    if (++depth > DEEPEST) {
      throw wrong(peek().at(), "it is nested more than " + DEEPEST + " deep");
    }
    String result;
    if (takes("NOT")) {
      result = peek().is("(") ? "NOT " + not() : "NOT (" + not() + ")";
    } else if (takes("(")) {
      result = "(" + or() + ")";
      expect(")");
    } else {
      result = predicate();
    }
    depth--;
    return result;
  }

  private String predicate() {
    Token first = peek();
    if (first.is("TRUE") || first.is("FALSE")) {
      return take().text();
    }
    if (first.kind() != Kind.WORD || KEYWORDS.contains(first.text())) {
      throw unexpected("a column, NOT, TRUE, FALSE or (");
    }
    if (first.text().length() > 128) {
      throw wrong(first.at(), "a column has more than 128 characters");
    }
    String column = "`" + take().text().toLowerCase(Locale.ROOT) + "`";
    Token then = peek();
    if (then.is("(")) {
      throw wrong(then.at(), "functions are not allowed");
    }
    if (then.kind() == Kind.SIGN && OPERATORS.contains(then.text())) {
      String operator = take().text();
      return column + " " + (operator.equals("!=") ? "<>" : operator) + " " + literal();
    }
    if (takes("IS")) {
      String not = takes("NOT") ? "NOT " : "";
      expect("NULL");
      return column + " IS " + not + "NULL";
    }
    if (takes("NOT")) {
      return column + " NOT" + range("IN, BETWEEN or LIKE");
    }
    return List.of("IN", "BETWEEN", "LIKE").contains(then.text()) && then.kind() == Kind.WORD
        ? column + range("")
        : column;
  }

  private String range(String expected) {
    if (takes("BETWEEN")) {
      String least = literal();
      expect("AND");
      return " BETWEEN " + least + " AND " + literal();
    }
    if (takes("LIKE")) {
      if (peek().kind() != Kind.TEXT) {
        throw unexpected("a text in quotes");
      }
      return " LIKE " + literal();
    }
    if (!takes("IN")) {
      throw unexpected(expected);
    }
    expect("(");
    List<String> list = new ArrayList<>(List.of(literal()));
    while (takes(",")) {
      list.add(literal());
    }
    expect(")");
    return " IN (" + String.join(", ", list) + ")";
  }

  private String literal() {
    Token token = take();
    try {
      if (token.kind() == Kind.NUMBER) {
        return Literal.decimal(token.text());
      }
      if (token.kind() == Kind.TEXT) {
        return Literal.text(token.text());
      }
      if (token.is("TRUE") || token.is("FALSE")) {
        return token.text();
      }
      if (token.is("DATE") && peek().kind() == Kind.TEXT) {
        return "DATE " + Literal.day(take().text());
      }
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(place(token.at()) + ", " + e.getMessage(), e);
    }
    next--;
    throw unexpected("a number, a text in quotes, TRUE, FALSE or DATE 'YYYY-MM-DD'");
  }

  private IllegalArgumentException unexpected(String expected) {
    return wrong(peek().at(), "there is " + peek().shown() + " instead of " + expected);
  }

  private static IllegalArgumentException wrong(int at, String reason) {
    return new IllegalArgumentException(place(at) + " " + reason);
  }

  private static String place(int at) {
    return "at character " + (at + 1);
  }
}

package org.reviewwarehouse.mapreduce.generate;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.contract.Type;

/** Writes rows as objects, with their values where the layout's paths lead. */
final class JsonRecord {
  private static final long JSON = 0x15;
  private static final int INDENT = 2;

  /** Shares of values and of records that are written in an unusual way. */
  private static final double RARELY = 0.1;

  /** One member of an object: a value, or an object with members of its own. */
  private static final class Member {
    private final String name;
    private final byte[] spelled;
    private final Columns.Column column;
    private final List<Member> members = new ArrayList<>();
    private boolean isKept;

    Member(String name, Columns.Column column) {
      this.name = name;
      spelled = ('"' + name + '"').getBytes(StandardCharsets.UTF_8);
      this.column = column;
    }
  }

  private final Member root = new Member("", null);
  private final Line record = new Line(0, ' ');
  private final Draws draws = new Draws();
  private boolean isPretty;
  private boolean isAscii;

  /**
   * @throws WarehouseException if one path leads into the value of another
   */
  JsonRecord(Layout layout, Columns columns) {
    for (Columns.Column column : columns.all()) {
      String path = column.source().replaceFirst("\\[].*", "");
      String[] names = path.split("\\.");
      Member at = root;
      for (int i = 0; i < names.length; i++) {
        at = member(at, names[i], i == names.length - 1 ? column : null);
      }
    }
    keep(layout.recordHas());
  }

  private static Member member(Member parent, String name, Columns.Column column) {
    for (Member member : parent.members) {
      if (member.name.equals(name)) {
        if (column != null || member.column != null) {
          throw new WarehouseException(
              WarehouseException.Code.FAILED,
              "Cannot generate member: " + name + ", because two fields are there");
        }
        return member;
      }
    }
    Member member = new Member(name, column);
    parent.members.add(member);
    return member;
  }

  /** What tells that a record is a row is there even if it is empty. */
  private void keep(String path) {
    Member at = root;
    for (String name : path.isEmpty() ? new String[0] : path.split("\\.")) {
      for (Member member : at.members) {
        if (member.name.equals(name)) {
          member.isKept = true;
          at = member;
          break;
        }
      }
    }
  }

  /** The object that holds these values; the line is reused by the next call. */
  Line encode(Line values, Draft draft, boolean pretty) {
    draws.seed(Draws.mix(draft.seed, JSON));
    boolean isGood = draft.breach == null;
    isPretty = pretty;
    isAscii = draws.chance(RARELY) && isGood;
    boolean isBackwards = draws.chance(RARELY);
    record.clear();
    append(root, values, 1, isBackwards);
    return record;
  }

  private void append(Member object, Line values, int depth, boolean isBackwards) {
    record.append('{');
    int start = record.length();
    int count = object.members.size();
    for (int i = 0; i < count; i++) {
      Member member = object.members.get(isBackwards ? count - 1 - i : i);
      boolean isEmpty = isEmpty(member, values);
      int way = isEmpty ? draws.below(20) : 0; // an empty text, null, or mostly nothing
      if (isEmpty && way > 1 && !member.isKept) {
        continue;
      }
      beginMember(start, depth);
      record.append(member.spelled);
      record.append(isPretty ? ": " : ":");
      if (!member.members.isEmpty()) {
        append(member, values, depth + 1, isBackwards);
      } else if (isEmpty) {
        boolean isText = (way == 0 || member.isKept) && !isArrayOrObject(member.column);
        record.append(isText ? "\"\"" : "null");
      } else {
        appendValue(member.column, values);
      }
    }
    if (depth == 1 && draws.chance(RARELY)) {
      beginMember(start, depth);
      record.append("\"_unknown\":{\"a\":[1,{\"b\":null}],\"c\":\"}]\",\"\":-1.5e+3}");
    }
    if (isPretty && record.length() > start) {
      breakLine(depth - 1);
    }
    record.append('}');
  }

  private void beginMember(int start, int depth) {
    if (record.length() > start) {
      record.append(',');
    }
    if (isPretty) {
      breakLine(depth);
    }
  }

  private void breakLine(int depth) {
    record.append('\n');
    for (int i = 0; i < INDENT * depth; i++) {
      record.append(' ');
    }
  }

  private static boolean isEmpty(Member member, Line values) {
    if (member.column != null) {
      return values.isEmpty(member.column.number());
    }
    for (Member inner : member.members) {
      if (inner.isKept || !isEmpty(inner, values)) {
        return false;
      }
    }
    return true;
  }

  private void appendValue(Columns.Column column, Line values) {
    int number = column.number();
    int from = values.from(number);
    int to = values.to(number);
    boolean isBare =
        switch (column.field().type()) {
          case LIST, MAP -> true;
          case STRING -> false;
          case BOOLEAN -> isWord(values.text(number)) && !draws.chance(RARELY);
          default -> isNumber(values.bytes(), from, to) && !draws.chance(RARELY);
        };
    if (isBare || values.isJson(number)) {
      record.append(values.bytes(), from, to);
    } else {
      JsonText.append(values.bytes(), from, to, isAscii, record);
    }
  }

  private static boolean isArrayOrObject(Columns.Column column) {
    return column == null
        || column.field().type() == Type.LIST
        || column.field().type() == Type.MAP;
  }

  private static boolean isWord(String text) {
    return text.equals("true") || text.equals("false");
  }

  /** The text can stand in JSON as a number: digits, and a point between two of them. */
  private static boolean isNumber(byte[] text, int from, int to) {
    int first = text[from] == '-' ? from + 1 : from;
    boolean isNumber =
        to > first && (text[first] != '0' || to == first + 1 || text[first + 1] == '.');
    int points = 0;
    for (int i = first; i < to; i++) {
      boolean isInside = i > first && i < to - 1;
      points += text[i] == '.' && isInside ? 1 : 0;
      isNumber &= text[i] >= '0' && text[i] <= '9' || text[i] == '.' && isInside && points == 1;
    }
    return isNumber;
  }
}

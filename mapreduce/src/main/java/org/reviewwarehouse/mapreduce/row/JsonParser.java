package org.reviewwarehouse.mapreduce.row;

import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Format;
import org.reviewwarehouse.mapreduce.contract.Layout;

/**
 * Parses records that are JSON objects: lines, or what was cut out of a document. Of a member that
 * comes twice in an object the last one counts; of a field's paths the first that has a value. A
 * field is of the wrong shape where none has, and there is something else at one of them.
 */
final class JsonParser extends RecordParser {
  private static final VarHandle LONG =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final long ONES = 0x0101010101010101L;
  private static final long HIGH_BITS = 0x8080808080808080L;
  private static final long LINE_ENDS = 0x0A0A0A0A0A0A0A0AL;

  private final boolean isLines;
  private final JsonTokens tokens = new JsonTokens();
  private final JsonMember root;
  private final JsonPlace[][] places;
  private final JsonPlace has;

  // The objects and arrays that are open and looked into.
  private final JsonMember[] open;
  private final boolean[] isArray;
  private final long[] objects;
  private int depth;
  private long object;

  JsonParser(Contract contract, Layout layout) {
    super(contract, layout);
    isLines = layout.format() == Format.JSONL;
    has = layout.recordHas().isEmpty() ? null : new JsonPlace(null, layout.recordHas());
    places = new JsonPlace[contract.fields().size()][];
    root = JsonMember.root(contract, layout, places, has);
    int height = root.height();
    open = new JsonMember[height];
    isArray = new boolean[height];
    objects = new long[height];
  }

  @Override
  public int parse(byte[] block, int from, int to) {
    row.begin(block, from);
    row.to = to;
    int next = to;
    if (isLines) {
      int end = lineEnd(block, from, to);
      next = Math.min(end + 1, to);
      row.to = end > from && block[end - 1] == '\r' ? end - 1 : end;
    }
    int first = from;
    while (first < row.to && isSpace(block[first])) {
      first++;
    }
    if (first == row.to && isLines) {
      row.isSkipped = true;
    } else if (isWhole(false)) {
      if (first == row.to || block[first] != '{' || !read()) {
        row.reject(RejectReason.NOT_JSON, null);
      } else if (has != null && has.found() == JsonPlace.Found.NOTHING) {
        row.isSkipped = true;
      } else if (place()) {
        finish();
      }
    }
    return next;
  }

  private static int lineEnd(byte[] block, int from, int to) {
    for (int at = from; at < to; at += 8) {
      long word = (long) LONG.get(block, at) ^ LINE_ENDS;
      long ends = (word - ONES) & ~word & HIGH_BITS;
      if (ends != 0) {
        return Math.min(at + (Long.numberOfTrailingZeros(ends) >>> 3), to);
      }
    }
    return to;
  }

  private static boolean isSpace(byte next) {
    return next == ' ' || next == '\t' || next == '\r' || next == '\n';
  }

  /** Finds what the record has; false if it is not JSON. */
  private boolean read() {
    root.clear();
    tokens.begin(row.bytes, row.from, row.to);
    try {
      tokens.next();
      depth = -1;
      descend(root, false);
      while (depth >= 0) {
        if (isArray[depth]) {
          readElement(open[depth]);
        } else {
          readMember(open[depth]);
        }
      }
      boolean isAll = tokens.next() == null;
      tokens.end();
      return isAll;
    } catch (IOException e) {
      return false;
    } catch (IllegalStateException e) {
      // Jackson's way to refuse names that are made to share a hash.
      tokens.forgetNames();
      return false;
    }
  }

  private void descend(JsonMember member, boolean intoArray) {
    depth++;
    open[depth] = member;
    isArray[depth] = intoArray;
    objects[depth] = ++object;
  }

  private void readMember(JsonMember of) throws IOException {
    String name = tokens.nextName();
    if (name == null) {
      depth--;
      return;
    }
    JsonToken token = tokens.next();
    JsonMember member = of.member(name);
    if (of.pairs != null) {
      pair(of.pairs, name, token);
    }
    if (member == null) {
      if (token.isStructStart()) {
        tokens.skip(depth + 2);
      }
      return;
    }
    member.meet(objects[depth]);
    switch (token) {
      case VALUE_NULL -> {}
      case START_OBJECT -> readObject(member);
      case START_ARRAY -> readArray(member);
      default -> {
        if (member.ends.length > 0) {
          tokens.read(token);
        }
        for (JsonPlace place : member.ends) {
          place.text(tokens);
        }
        wrong(member.further);
      }
    }
  }

  private void pair(JsonPairs pairs, String name, JsonToken token) throws IOException {
    if (token == JsonToken.VALUE_NULL) {
      pairs.putNone(name);
    } else if (token.isStructStart()) {
      pairs.putWrong(name);
    } else {
      tokens.read(token);
      pairs.put(name, tokens);
    }
  }

  private void readObject(JsonMember member) throws IOException {
    if (member.pairs != null) {
      member.pairs.clear();
    }
    for (JsonPlace place : member.ends) {
      place.object(member.pairs);
    }
    for (JsonPlace place : member.inElements) { // an object counts as an array of one
      place.list();
    }
    if (member.pairs != null || member.hasMembers()) {
      descend(member, false);
    } else {
      tokens.skip(depth + 2);
    }
  }

  private void readArray(JsonMember member) throws IOException {
    for (JsonPlace place : member.ends) {
      place.array();
    }
    for (JsonPlace place : member.inElements) {
      place.list();
    }
    if (member.lists.length > 0 || member.inElements.length > 0) {
      descend(member, true);
    } else {
      wrong(member.notInArray);
      tokens.skip(depth + 2);
    }
  }

  private void readElement(JsonMember member) throws IOException {
    JsonToken token = tokens.next();
    switch (token) {
      case END_ARRAY -> {
        depth--;
        wrong(member.notInArray);
      }
      case VALUE_NULL -> {}
      case START_OBJECT -> {
        wrong(member.lists);
        if (member.hasMembers()) {
          descend(member, false);
        } else {
          tokens.skip(depth + 2);
        }
      }
      case START_ARRAY -> {
        wrong(member.lists);
        wrong(member.inElements);
        tokens.skip(depth + 2);
      }
      default -> {
        if (member.lists.length > 0) {
          tokens.read(token);
        }
        for (JsonPlace place : member.lists) {
          place.element(tokens);
        }
        wrong(member.inElements);
      }
    }
  }

  private static void wrong(JsonPlace[] places) {
    for (JsonPlace place : places) {
      place.wrong();
    }
  }

  /** Puts what was found into the row; false if something of a wrong shape was. */
  private boolean place() {
    for (Field field : contract.fields()) {
      int position = field.position();
      row.in[position] = tokens.copies();
      row.fieldFrom[position] = 0;
      row.fieldTo[position] = 0;
      JsonPlace place = choose(places[position]);
      if (place == null) {
        continue;
      }
      if (place.isWrong()) {
        return row.reject(RejectReason.WRONG_SHAPE, field);
      }
      switch (place.found()) {
        case TEXT -> {
          row.in[position] = place.isCopied() ? tokens.copies() : row.bytes;
          row.fieldFrom[position] = place.from();
          row.fieldTo[position] = place.to();
        }
        case ELEMENTS -> addElements(position, place.elements());
        case PAIRS -> addPairs(row.elements(position), place.pairs());
        default -> {}
      }
    }
    return true;
  }

  /** The first that has a value, else the first that is wrong, else the first that is empty. */
  private static JsonPlace choose(JsonPlace[] ofField) {
    JsonPlace best = null;
    for (JsonPlace place : ofField) {
      if (place.hasValue()) {
        return place;
      }
      boolean isWrong = place.isWrong();
      if (isWrong && (best == null || !best.isWrong())
          || best == null && place.found() != JsonPlace.Found.NOTHING) {
        best = place;
      }
    }
    return best;
  }

  private void addElements(int position, JsonTexts texts) {
    row.elements(position);
    for (int i = 0; i < texts.count(); i++) {
      byte[] bytes = texts.isCopied(i) ? tokens.copies() : row.bytes;
      row.addElement(position, bytes, texts.from(i), texts.to(i));
    }
  }

  private void addPairs(Elements elements, JsonPairs pairs) {
    JsonTexts values = pairs.values();
    for (int i = 0; i < pairs.count(); i++) {
      if (!values.isNone(i)) {
        tokens.read(pairs.name(i));
        elements.add(tokens.copies(), tokens.from(), tokens.to());
        byte[] bytes = values.isCopied(i) ? tokens.copies() : row.bytes;
        elements.add(bytes, values.from(i), values.to(i));
      }
    }
  }
}

package org.reviewwarehouse.mapreduce.row;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParseException;
import com.fasterxml.jackson.core.JsonParser.Feature;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.io.ContentReference;
import com.fasterxml.jackson.core.io.IOContext;
import com.fasterxml.jackson.core.json.UTF8StreamJsonParser;
import com.fasterxml.jackson.core.sym.ByteQuadsCanonicalizer;
import com.fasterxml.jackson.core.util.BufferRecycler;
import java.io.IOException;
import java.util.Arrays;

/**
 * The tokens of one JSON record after the other. Jackson tells them apart; where a text is written
 * in the record as it is, it is not copied.
 */
final class JsonTokens {
  /** Objects and arrays may be nested so deep. */
  private static final int MOST_DEPTH = 1000;

  /** More names are not remembered, nor more bytes of records in which they were new. */
  private static final int MOST_NAMES = 512;

  private static final int MOST_NAME_BYTES = 128 << 10;
  private static final int REPLACEMENT = 0xFFFD;
  private static final int FEATURES = Feature.collectDefaults();

  /** A flood of names that share a hash is refused; names are not kept beyond their parser. */
  private static final int NAME_FEATURES =
      JsonFactory.Feature.CANONICALIZE_FIELD_NAMES.getMask()
          | JsonFactory.Feature.FAIL_ON_SYMBOL_HASH_OVERFLOW.getMask();

  private final BufferRecycler recycler = new BufferRecycler();
  private ByteQuadsCanonicalizer names = ByteQuadsCanonicalizer.createRoot();
  private int nameCount;
  private int nameBytes;
  private UTF8StreamJsonParser parser;
  private byte[] block;
  private int recordFrom;
  private int recordTo;
  private byte[] copies = new byte[1024];
  private int copied;
  private int from;
  private int to;
  private boolean isCopied;

  /** Begins a record: UTF-8, of which nothing is checked yet. */
  void begin(byte[] bytes, int start, int end) {
    block = bytes;
    recordFrom = start;
    recordTo = end;
    copied = 0;
    parser =
        new UTF8StreamJsonParser(
            new IOContext(recycler, ContentReference.unknown(), false),
            FEATURES,
            null,
            null,
            names.makeChild(NAME_FEATURES),
            bytes,
            start,
            end,
            0,
            false);
  }

  /** Ends the record, be it read to its end or not. */
  void end() throws IOException {
    parser.close();
    int count = names();
    if (count != nameCount) {
      nameCount = count;
      nameBytes += recordTo - recordFrom;
      if (count > MOST_NAMES || nameBytes > MOST_NAME_BYTES) {
        forgetNames();
      }
    }
  }

  /** How many names are remembered. */
  int names() {
    return names.size();
  }

  /** Forgets the names of earlier records; that they were known only saved time. */
  void forgetNames() {
    names = ByteQuadsCanonicalizer.createRoot();
    nameCount = 0;
    nameBytes = 0;
  }

  /** The next token; null behind the last one. */
  JsonToken next() throws IOException {
    return parser.nextToken();
  }

  /** The name of the next member of the object; null at its end. */
  String nextName() throws IOException {
    return parser.nextFieldName();
  }

  /**
   * Passes over the object or array that has begun.
   *
   * @param depth how many are open, it counted
   */
  void skip(int depth) throws IOException {
    int open = depth;
    do {
      JsonToken token = parser.nextToken();
      if (token.isStructStart()) {
        if (++open > MOST_DEPTH) {
          throw new JsonParseException(parser, "nested too deep");
        }
      } else if (token.isStructEnd()) {
        open--;
      }
    } while (open >= depth);
  }

  /** Reads the scalar that is the last token: where its text is. */
  void read(JsonToken token) throws IOException {
    isCopied = false;
    from = recordFrom + (int) parser.getTokenLocation().getByteOffset();
    switch (token) {
      case VALUE_STRING -> readString();
      case VALUE_TRUE -> to = from + 4;
      case VALUE_FALSE -> to = from + 5;
      default -> {
        to = from + 1;
        while (to < recordTo && isOfNumber(block[to])) {
          to++;
        }
      }
    }
  }

  /** Where the scalar begins: in the record's bytes or in {@link #copies()}. */
  int from() {
    return from;
  }

  int to() {
    return to;
  }

  boolean isCopied() {
    return isCopied;
  }

  /** Texts that the record has not as they are; they move when one is added. */
  byte[] copies() {
    return copies;
  }

  private void readString() throws IOException {
    from++;
    to = from;
    while (to < recordTo && block[to] != '"' && block[to] != '\\') {
      to++;
    }
    if (to == recordTo || block[to] == '\\') {
      copy(parser.getTextCharacters(), parser.getTextOffset(), parser.getTextLength());
    }
  }

  /** Reads a name as if it were a text. */
  void read(String name) {
    copy(name.toCharArray(), 0, name.length());
  }

  /** The name with U+FFFD for each half of a character in it. */
  static String whole(String name) {
    for (int i = 0; i < name.length(); i++) {
      if (Character.isSurrogate(name.charAt(i))) {
        int[] characters =
            name.codePoints()
                .map(next -> next >= 0xD800 && next < 0xE000 ? REPLACEMENT : next)
                .toArray();
        return new String(characters, 0, characters.length);
      }
    }
    return name;
  }

  /** Makes UTF-8 of a text, with U+FFFD for each half of a character in it. */
  private void copy(char[] text, int start, int length) {
    if (copies.length - copied < 3 * length) {
      copies = Arrays.copyOf(copies, Math.max(2 * copies.length, copied + 3 * length));
    }
    from = copied;
    int end = start + length;
    for (int i = start; i < end; i++) {
      int next = text[i];
      if (Character.isSurrogate(text[i])) {
        if (i + 1 < end && Character.isSurrogatePair(text[i], text[i + 1])) {
          next = Character.toCodePoint(text[i], text[++i]);
        } else {
          next = REPLACEMENT;
        }
      }
      copied = Utf8.encode(next, copies, copied);
    }
    to = copied;
    isCopied = true;
  }

  private static boolean isOfNumber(byte next) {
    return next >= '0' && next <= '9'
        || next == '.'
        || next == '-'
        || next == '+'
        || next == 'e'
        || next == 'E';
  }
}

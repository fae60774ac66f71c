package org.reviewwarehouse.mapreduce.input;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.mapreduce.TaskAttemptID;
import org.apache.hadoop.mapreduce.task.TaskAttemptContextImpl;

/** Random raw texts, and their lines found in the simplest way. */
final class RawText {
  private static final Configuration CONF = new Configuration(); // reading it takes long

  private RawText() {}

  /**
   * A line as a reader must hand it on.
   *
   * @param text its bytes, as ISO 8859-1; of a line that is too long the first 64 KiB
   * @param tooLong 0, or the length of a line that is too long
   */
  record Line(long position, String text, long tooLong) {
    @Override
    public String toString() {
      String shown = text.length() > 60 ? text.substring(0, 60) + "… " + text.length() : text;
      return position + ":" + shown + (tooLong > 0 ? " too long " + tooLong : "");
    }
  }

  /** The lines of a text, one byte after the other. */
  static List<Line> lines(byte[] text, int maxRecordBytes) {
    List<Line> lines = new ArrayList<>();
    boolean marked =
        text.length >= 3
            && text[0] == (byte) 0xEF
            && text[1] == (byte) 0xBB
            && text[2] == (byte) 0xBF;
    int from = marked ? 3 : 0;
    for (int i = from; i < text.length; i++) {
      if (text[i] == '\n') {
        lines.add(line(text, from, i, maxRecordBytes));
        from = i + 1;
      }
    }
    if (from < text.length) {
      lines.add(line(text, from, text.length, maxRecordBytes));
    }
    return lines;
  }

  private static Line line(byte[] text, int from, int to, int maxRecordBytes) {
    int length = to > from && text[to - 1] == '\r' ? to - 1 - from : to - from;
    if (length > maxRecordBytes) {
      int kept = Math.min(length, LineFramer.TOO_LONG_KEPT);
      return new Line(from, new String(text, from, kept, ISO_8859_1), length);
    }
    return new Line(from, new String(text, from, length, ISO_8859_1), 0);
  }

  /** The lines of a block, in the same form, whether the reader or the parser finds them long. */
  static List<Line> lines(RecordBlock block, int maxRecordBytes) {
    List<Line> lines = new ArrayList<>();
    if (block.isCut()) {
      String kept = new String(block.bytes(), 0, block.length(), ISO_8859_1);
      lines.add(new Line(block.position(), kept, block.length(0)));
      return lines;
    }
    int from = 0;
    for (int i = 0; i < block.length(); i++) {
      if (block.bytes()[i] == '\n') {
        Line line = line(block.bytes(), from, i, maxRecordBytes);
        lines.add(new Line(block.position() + from, line.text(), line.tooLong()));
        from = i + 1;
      }
    }
    if (from < block.length()) {
      throw new AssertionError("a block ends within a line at " + (block.position() + from));
    }
    return lines;
  }

  /** Lines of 0 to {@code longest} bytes, short ones more often; sometimes no last line end. */
  static byte[] random(Random random, int lines, int longest) {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    if (random.nextInt(3) == 0) {
      text.writeBytes(new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF});
    }
    for (int i = 0; i < lines; i++) {
      byte[] line = new byte[(int) (Math.pow(random.nextDouble(), 3) * (longest + 1))];
      random.nextBytes(line);
      for (int at = 0; at < line.length; at++) {
        line[at] = line[at] == '\n' ? (byte) 'n' : line[at];
      }
      text.writeBytes(line);
      if (random.nextInt(5) == 0) {
        text.write('\r');
      }
      if (i < lines - 1 || random.nextBoolean()) {
        text.write('\n');
      }
    }
    return text.toByteArray();
  }

  /** What a record reader made of a split. */
  record Read(List<Line> lines, List<RecordBlock> ends) {}

  static Read read(RawSplit split, int maxRecordBytes) throws IOException {
    return read(split, maxRecordBytes, new Configuration(CONF));
  }

  static Read read(RawSplit split, int maxRecordBytes, Configuration conf) throws IOException {
    conf.setInt("warehouse.input.max.record.bytes", maxRecordBytes);
    List<Line> lines = new ArrayList<>();
    List<RecordBlock> ends = new ArrayList<>();
    try (RawInputFormat.BlockReader reader = new RawInputFormat.BlockReader()) {
      reader.initialize(split, new TaskAttemptContextImpl(conf, new TaskAttemptID()));
      while (reader.nextKeyValue()) {
        RecordBlock block = reader.getCurrentValue();
        if (block.endsPiece()) {
          RecordBlock end = new RecordBlock();
          end.endsWith(
              new RawSplit.Piece(block.piece(), block.file(), block.position(), 0), block.crc());
          ends.add(end);
        } else {
          lines.addAll(lines(block, maxRecordBytes));
        }
        float progress = reader.getProgress();
        if (!(progress >= 0 && progress <= 1)) {
          throw new AssertionError("progress is " + progress);
        }
      }
    }
    return new Read(lines, ends);
  }
}

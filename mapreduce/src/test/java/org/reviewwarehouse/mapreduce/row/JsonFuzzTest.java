package org.reviewwarehouse.mapreduce.row;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.apache.hadoop.conf.Configuration;
import org.junit.Rule;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Seed;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Contracts;

/** Broken lines: each is valid, skipped or rejected, and JSON where Jackson's tree says so. */
public class JsonFuzzTest {
  private static final byte[] TRICKY = "\"\"\\{}[],: \r\t01-.eEutfn\u0000\u007fé😀".getBytes(UTF_8);

  @Rule public final Seed seed = new Seed();

  private final ObjectMapper mapper =
      new ObjectMapper().enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

  @Test(timeout = 180_000)
  public void givesEveryLineAFate() throws Exception {
    Random random = seed.random();
    Contract contract = Contracts.find("game_events", null, new Configuration(false)).contract();
    RecordParser parser = RecordParser.of(contract, contract.layouts().get(0));
    parser.begin(LocalDate.of(2020, 10, 1).toEpochDay());
    Map<String, Integer> fates = new TreeMap<>();
    List<byte[]> models = models();
    int lines = 200_000;
    for (int i = 0; i < lines; i++) {
      byte[] line = mutate(models.get(random.nextInt(models.size())), random);
      byte[] block = Arrays.copyOf(line, line.length + 1 + RecordParser.PADDING);
      block[line.length] = '\n';
      for (int at = 0; at <= line.length; ) {
        int next = parser.parse(block, at, line.length + 1);
        assertTrue(next > at && next <= line.length + 1);
        String fate = fate(parser.row());
        if (fate.equals("NOT_JSON") != !isObject(parser.row())) {
          int decided = parser.row().to() - at;
          assertTrue(
              fate + " " + new String(line, at, Math.min(decided, 3000), UTF_8),
              List.of("INVALID_UTF8", "RECORD_TOO_LONG", "skipped").contains(fate));
        }
        fates.merge(fate, 1, Integer::sum);
        at = next;
      }
    }
    assertTrue("many are valid: " + fates, fates.get("valid") > lines / 10);
    assertTrue("many fates: " + fates, fates.size() > 8);
  }

  private boolean isObject(Row row) {
    try {
      String text = new String(row.bytes(), row.from(), row.to() - row.from(), UTF_8);
      return mapper.readTree(text).isObject();
    } catch (IOException e) {
      return false;
    }
  }

  private static String fate(Row row) {
    return row.isSkipped() ? "skipped" : row.reason() == null ? "valid" : row.reason().toString();
  }

  @Test
  public void forgetsABrokenLine() throws Exception {
    Random random = seed.random();
    Contract contract = Contracts.find("game_events", null, new Configuration(false)).contract();
    RecordParser parser = RecordParser.of(contract, contract.layouts().get(0));
    parser.begin(LocalDate.of(2020, 10, 1).toEpochDay());
    List<byte[]> models = models();
    List<Long> expected = new ArrayList<>();
    RowBytes bytes = new RowBytes(contract);
    for (int i = 0; i < 2; i++) {
      expected.add(hash(models.get(i), parser, bytes));
    }
    for (int i = 0; i < 5_000; i++) {
      byte[] line = mutate(models.get(random.nextInt(models.size())), random);
      parser.parse(Arrays.copyOf(line, line.length + RecordParser.PADDING), 0, line.length);
      assertEquals(expected.get(i % 2), hash(models.get(i % 2), parser, bytes));
    }
  }

  /** Of all that the row has. */
  private static Long hash(byte[] line, RecordParser parser, RowBytes bytes) {
    parser.parse(Arrays.copyOf(line, line.length + RecordParser.PADDING), 0, line.length);
    assertEquals(null, parser.row().reason());
    bytes.write(parser.row());
    return (long) Arrays.hashCode(Arrays.copyOf(bytes.bytes(), bytes.length()));
  }

  private static byte[] mutate(byte[] model, Random random) {
    byte[] line = model.clone();
    int length = line.length;
    for (int changes = random.nextInt(4); changes > 0 && length > 0; changes--) {
      int at = random.nextInt(length);
      switch (random.nextInt(6)) {
        case 0 -> line[at] = (byte) random.nextInt(256);
        case 1 -> line[at] = TRICKY[random.nextInt(TRICKY.length)];
        case 2 -> line[at] = (byte) (line[at] ^ 1 << random.nextInt(8));
        case 3 -> System.arraycopy(line, at, line, random.nextInt(at + 1), length - at);
        case 4 -> line[at] = line[random.nextInt(length)];
        default -> length = random.nextInt(5) == 0 ? at : length;
      }
    }
    line = Arrays.copyOf(line, length);
    if (length == 0 || random.nextInt(50) > 0) {
      return line;
    }
    String[] long_ = {
      "[", "{\"a\":", "1", "\\u00e9", "\\ud83d", "é", "9e9", " ", "\"\",", "\"k\":1,"
    };
    String piece = long_[random.nextInt(long_.length)];
    int at = random.nextInt(length);
    ByteArrayOutputStream longer = new ByteArrayOutputStream();
    longer.write(line, 0, at);
    longer.writeBytes(
        piece.repeat(random.nextInt(random.nextInt(20) == 0 ? 20_000 : 800)).getBytes(UTF_8));
    longer.write(line, at, length - at);
    return longer.toByteArray();
  }

  private static List<byte[]> models() {
    List<String> models = new ArrayList<>();
    String all =
        "{\"arrival_ts\":1600000000,\"country_code\":\"DE\",\"first_in_batch\":true,"
            + "\"game_id\":\"g1\",\"ip\":\"10.0.0.1\",\"data\":{\"category\":\"%s\","
            + "\"client_ts\":1600000001,\"user_id\":\"u-%s\",\"session_id\":\"s\",\"v\":2,%s}%s}";
    String meta =
        ",\"user_meta\":{\"install_ts\":1500000000,\"is_paying\":\"true\","
            + "\"revenue\":{\"USD\":199,\"EUR\":5}}";
    models.add(all.formatted("business", "é\\n", "\"amount\":1.5,\"currency\":\"EUR\"", meta));
    models.add(all.formatted("design", "\\u00e9", "\"event_id\":\"a:b\",\"value\":-2e3", meta));
    models.add(all.formatted("sdk_error", "\\ud83d\\ude00", "\"x\":[1,{\"y\":[]},null]", ""));
    models.add(all.formatted("user", "1", "\"jailbroken\":true", ",\"user_meta\":null"));
    models.add("{}");
    models.add(
        " {\"arrival_ts\" : 1600000000 , \"game_id\":5, \"data\":{\"category\":\"ads\"} }\r");
    return models.stream().map(model -> model.getBytes(UTF_8)).toList();
  }
}

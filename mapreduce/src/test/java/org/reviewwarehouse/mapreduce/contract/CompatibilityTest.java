package org.reviewwarehouse.mapreduce.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** Each change of a released contract is refused, or allowed, with its place. */
public class CompatibilityTest {
  private static final String RELEASED =
      """
      {"type": "record", "name": "ratings", "namespace": "feeds",
       "layouts": [
        {"files": ["*.csv"], "format": "csv", "delimiter": ";", "header": true, "from": {"title": "TITLE", "sums": []}},
        {"files": ["*.json"], "format": "json", "records": "feed.entry", "record.has": "stars", "absent": {"shop": "web"}},
        {"format": "tsv", "from": {"sums": []}}],
       "key": ["id"], "order": ["-stars"], "event.day": "day", "partition.grain": "month",
       "expectations": [{"field": "tags", "max.null.ratio": 0.5}],
       "fields": [
        {"name": "id", "type": "string", "absent": {"hash": ["who", "at", "good"]}},
        {"name": "who", "type": "string", "text": ["trim"]},
        {"name": "at", "type": ["null", {"type": "long", "logicalType": "timestamp-micros"}], "forms": ["local", "day"], "zone": "Asia/Seoul"},
        {"name": "day", "type": {"type": "int", "logicalType": "date"}, "absent": "arrival", "max": "arrival"},
        {"name": "good", "type": "boolean", "true": ["Y"], "false": ["N"]},
        {"name": "title", "type": "string", "doc": "Title.", "text": ["trim"]},
        {"name": "stars", "type": "int", "min": 0, "max": 5},
        {"name": "shop", "type": "string", "absent": "none"},
        {"name": "price", "type": ["null", {"type": "bytes", "logicalType": "decimal", "precision": 9, "scale": 2}]},
        {"name": "tags", "type": ["null", {"type": "array", "items": "string"}], "split": ",", "drop": [""]},
        {"name": "sums", "type": ["null", {"type": "map", "values": "long"}]}]}
      """;

  /** What is replaced in the released contract, by what, and the changes that are then refused. */
  private static final String[][] BREAKS = {
    // the feed
    {"[\"id\"]", "[\"id\", \"day\"]", "attribute key: it was [id], and is [id, day]"},
    {
      "[\"-stars\"]",
      "[\"-stars\", \"day\"]",
      "attribute order: it was [-stars], and is [-stars, day]"
    },
    {"\"-stars\"", "\"stars\"", "attribute order: it was [-stars], and is [stars]"},
    {
      "\"event.day\": \"day\", \"partition.grain\": \"month\",",
      "",
      "attribute event.day: it was day, and is none"
    },
    // columns
    {
      "\"name\": \"price\"",
      "\"name\": \"cost\"",
      "field price: the column is gone, or has another name",
      "layout of all files: its columns were [id, who, at, day, good, title, stars, shop, price, tags],"
          + " and begin otherwise: [id, who, at, day, good, title, stars, shop, cost, tags]"
    },
    {
      "{\"name\": \"title\"",
      "{\"name\": \"more\", \"type\": \"string\", \"absent\": \"none\", \"from\": []}, {\"name\": \"title\"",
      "field more: the column is new and not optional"
    },
    {
      "{\"name\": \"title\"",
      "{\"name\": \"more\", \"type\": [\"null\", \"string\"]}, {\"name\": \"title\"",
      "layout of all files: its columns were [id, who, at, day, good, title, stars, shop, price, tags], and begin"
          + " otherwise: [id, who, at, day, good, more, title, stars, shop, price, tags]"
    },
    {
      "\"stars\", \"type\": \"int\"",
      "\"stars\", \"type\": \"long\"",
      "field stars, attribute type: it was INT, and is BIGINT"
    },
    {
      "\"precision\": 9",
      "\"precision\": 10",
      "field price, attribute type: it was DECIMAL(9,2), and is DECIMAL(10,2)"
    },
    {
      "\"scale\": 2",
      "\"scale\": 3",
      "field price, attribute type: it was DECIMAL(9,2), and is DECIMAL(9,3)"
    },
    {
      "\"values\": \"long\"",
      "\"values\": \"string\"",
      "field sums, attribute type: it was MAP<STRING,BIGINT>, and is MAP<STRING,STRING>"
    },
    {
      "\"title\", \"type\": \"string\"",
      "\"title\", \"type\": [\"null\", \"string\"]",
      "field title, attribute type: it was not optional, and is optional"
    },
    {
      "\"price\", \"type\": [\"null\", {\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9, \"scale\": 2}]",
      "\"price\", \"type\": {\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9, \"scale\": 2}",
      "field price, attribute type: it was optional, and is not optional"
    },
    // what decides which row a record is, which wins, and where it lies
    {
      "[\"who\", \"at\", \"good\"]",
      "[\"who\", \"good\", \"at\"]",
      "field id, attribute absent: it was the hash of [who, at, good], and is the hash of [who, good, at]"
    },
    {
      ", \"absent\": {\"hash\": [\"who\", \"at\", \"good\"]}",
      "",
      "field id, attribute absent: it was the hash of [who, at, good], and is none"
    },
    {
      "\"absent\": \"arrival\"",
      "\"absent\": \"2015-08-31\"",
      "field day, attribute absent: it was arrival, and is \"2015-08-31\""
    },
    {
      "\"who\", \"type\": \"string\", \"text\": [\"trim\"]",
      "\"who\", \"type\": \"string\", \"text\": [\"trim\", \"lower\"]",
      "field who, attribute text: it was [trim], and is [lower, trim]"
    },
    {
      "[\"local\", \"day\"]",
      "[\"local\", \"day\", \"epoch.seconds\"]",
      "field at, attribute forms: it was [day, local], and is [day, epoch.seconds, local]"
    },
    {
      "\"zone\": \"Asia/Seoul\"",
      "\"zone\": \"Asia/Tokyo\"",
      "field at, attribute zone: it was Asia/Seoul, and is Asia/Tokyo"
    },
    {"[\"Y\"]", "[\"Y\", \"y\"]", "field good, attribute true: it was [Y], and is [Y, y]"},
    {"[\"N\"]", "[\"n\"]", "field good, attribute false: it was [N], and is [n]"},
    // layouts
    {
      "{\"files\": [\"*.json\"], \"format\": \"json\", \"records\": \"feed.entry\", \"record.has\": \"stars\", \"absent\": {\"shop\": \"web\"}},",
      "",
      "layout of *.json, attribute format: it was json, and is tsv",
      "layout of *.json, attribute records: it was feed.entry, and is none",
      "layout of *.json, attribute record.has: it was stars, and is none"
    },
    {
      ", {\"format\": \"tsv\", \"from\": {\"sums\": []}}]",
      "]",
      "layout of all files: the layout is gone"
    },
    {
      "\"delimiter\": \";\"",
      "\"delimiter\": \"|\"",
      "layout of *.csv, attribute delimiter: it was ;, and is |"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"tsv\", \"header\": true",
      "layout of all files, attribute header: it was false, and is true"
    },
    {
      "\"from\": {\"title\": \"TITLE\",",
      "\"from\": {\"title\": \"TITLE\", \"who\": \"USER\", \"stars\": \"STARS\",",
      "layout of *.csv, attribute from who: it was [who], and is [USER]",
      "layout of *.csv, attribute from stars: it was [stars], and is [STARS]"
    },
    {
      "\"absent\": {\"shop\": \"web\"}",
      "\"absent\": {\"shop\": \"web\", \"who\": \"nobody\"}",
      "layout of *.json, attribute absent who: it was none, and is nobody"
    },
  };

  /** What is replaced in the released contract, by what, and the changes that are told. */
  private static final String[][] ALLOWED = {
    {
      "\"values\": \"long\"}]}",
      "\"values\": \"long\"}]}, {\"name\": \"more\", \"type\": [\"null\", {\"type\": \"array\", \"items\": \"string\"}], \"split\": \" \"}",
      "adds optional column more ARRAY<STRING>"
    },
    {
      "{\"format\": \"tsv\",",
      "{\"files\": [\"*.jsonl\"], \"format\": \"jsonl\"}, {\"format\": \"tsv\",",
      "adds layout of *.jsonl"
    },
    {
      "\"layouts\": [",
      "\"layouts\": [{\"files\": [\"*.jsonl\", \"*.ndjson\"], \"format\": \"jsonl\"},",
      "adds layout of *.jsonl, *.ndjson"
    },
    {"[\"*.csv\"]", "[\"*.txt\", \"*.csv\"]", "changes layout of *.csv, attribute files"},
    {
      "{\"title\": \"TITLE\",",
      "{\"title\": [\"TITLE\", \"HEAD\"],",
      "changes layout of *.csv, attribute from title"
    },
    {"\"shop\": \"web\"", "\"shop\": \"app\"", "changes layout of *.json, attribute absent shop"},
    {
      "\"key\"",
      "\"doc\": \"Ratings.\", \"max.record.bytes\": 9, \"watermark.days\": 3, \"restate.days\": 9,"
          + " \"max.rejected.ratio\": 0.2, \"checks\": [{\"field\": \"stars\", \"at.most\": \"stars\"}], \"key\"",
      "changes attribute doc",
      "changes attribute max.record.bytes",
      "changes attribute watermark.days",
      "changes attribute restate.days",
      "changes attribute max.rejected.ratio",
      "changes attribute checks"
    },
    {"\"month\"", "\"day\"", "changes attribute partition.grain"},
    {"0.5", "0.6", "changes attribute expectations"},
    {
      "\"doc\": \"Title.\", \"text\": [\"trim\"]",
      "\"doc\": \"Headline.\", \"text\": [\"html\"], \"not.empty\": true, \"dictionary\": false, \"bloom.filter\": true,"
          + " \"sample\": {\"kind\": \"text\", \"least\": 1, \"most\": 2}",
      "changes field title, attribute text",
      "changes field title, attribute doc",
      "changes field title, attribute not.empty",
      "changes field title, attribute dictionary",
      "changes field title, attribute bloom.filter",
      "changes field title, attribute sample"
    },
    {
      "\"min\": 0, \"max\": 5",
      "\"min\": 1, \"max\": 9",
      "changes field stars, attribute min",
      "changes field stars, attribute max"
    },
    {", \"max\": \"arrival\"", ", \"max\": \"2030-01-01\"", "changes field day, attribute max"},
    {"\"absent\": \"none\"", "\"absent\": \"no\"", "changes field shop, attribute absent"},
    {
      "\"split\": \",\", \"drop\": [\"\"]",
      "\"split\": \"|\", \"drop\": [\"-\"]",
      "changes field tags, attribute split",
      "changes field tags, attribute drop"
    },
  };

  @Test
  public void aContractGoesOnWithItself() {
    Compatibility same = compare(RELEASED);
    assertEquals(List.of(), same.breaks());
    assertEquals(List.of(), same.changes());
  }

  @Test
  public void everyChangeThatBreaksATableIsRefusedWithItsPlace() {
    for (String[] each : BREAKS) {
      assertEquals(each[1], expected(each), compare(changed(each)).breaks());
    }
  }

  @Test
  public void everyOtherChangeIsAllowedAndTold() {
    for (String[] each : ALLOWED) {
      Compatibility compatibility = compare(changed(each));
      assertEquals(each[1], List.of(), compatibility.breaks());
      assertEquals(each[1], expected(each), compatibility.changes());
    }
  }

  @Test
  public void columnsMayBePutInAnotherOrderWhereTheyHaveNames() {
    String names = RELEASED.replaceFirst(",\\s*\\{\"format\": \"tsv\".*", "],");
    String title =
        "{\"name\": \"title\", \"type\": \"string\", \"doc\": \"Title.\", \"text\": [\"trim\"]},";
    assertTrue(names.contains(title));
    String moved = names.replace(title, "").replace("\"fields\": [", "\"fields\": [" + title);
    Compatibility compatibility = Compatibility.of(read(names), read(moved));
    assertEquals(List.of(), compatibility.breaks());
    assertEquals(List.of(), compatibility.changes());
  }

  private static List<String> expected(String[] each) {
    return new ArrayList<>(List.of(each)).subList(2, each.length);
  }

  private static String changed(String[] each) {
    String flat = flat(RELEASED);
    assertTrue(each[0], flat.contains(each[0]));
    return flat.replaceFirst(
        java.util.regex.Pattern.quote(each[0]), java.util.regex.Matcher.quoteReplacement(each[1]));
  }

  private static String flat(String text) {
    return text.replaceAll("\\s+", " ");
  }

  private static Compatibility compare(String text) {
    return Compatibility.of(read(RELEASED), read(text));
  }

  private static Contract read(String text) {
    return ContractReader.read("ratings.avsc", text);
  }
}

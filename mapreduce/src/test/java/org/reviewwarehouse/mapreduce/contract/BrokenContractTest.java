package org.reviewwarehouse.mapreduce.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.Test;

/** Each broken contract is refused by a message that names file, field and attribute. */
public class BrokenContractTest {
  private static final String SOUND =
      """
      {"type": "record", "name": "ratings", "namespace": "feeds",
       "key": ["id"], "order": ["day", "stars"], "event.day": "day",
       "checks": [{"field": "stars", "at.most": "most"}],
       "fields": [
        {"name": "id", "type": "string"},
        {"name": "title", "type": "string", "text": ["trim"]},
        {"name": "stars", "type": "int", "min": 0, "max": 5},
        {"name": "most", "type": "int"},
        {"name": "wide", "type": ["null", "long"]},
        {"name": "good", "type": "boolean", "true": ["Y"], "false": ["N"]},
        {"name": "day", "type": {"type": "int", "logicalType": "date"}, "max": "arrival"}]}
      """;

  /** What is replaced in the sound contract, by what, and the reason of the refusal. */
  private static final String[][] BREAKS = {
    // the feed
    {
      "\"name\": \"ratings\"",
      "\"name\": \"Ratings\"",
      "attribute name: Ratings does not match [a-z][a-z0-9_]{0,63}"
    },
    {
      "\"key\"",
      "\"format\": \"csv\", \"key\"",
      "attribute format: it is \"csv\", and only tsv is known"
    },
    {"\"key\"", "\"format\": 1, \"key\"", "attribute format: it is 1, not a text"},
    {"\"key\"", "\"header\": \"yes\", \"key\"", "attribute header: it is yes, not true or false"},
    {
      "\"key\"",
      "\"colour\": \"red\", \"key\"",
      "attribute colour: no such attribute is known here; known are [checks, event.day, format, header, key, max.record.bytes, max.rejected.ratio, order, partition.grain, restate.days, watermark.days]"
    },
    {
      "\"key\"",
      "\"partition.grain\": \"week\", \"key\"",
      "attribute partition.grain: it is \"week\", and it is none of year, month, day"
    },
    {
      "\"key\"",
      "\"max.record.bytes\": 0, \"key\"",
      "attribute max.record.bytes: it is 0, less than 1"
    },
    {
      "\"key\"",
      "\"max.record.bytes\": 2000000000, \"key\"",
      "attribute max.record.bytes: it is 2000000000, more than 67108864"
    },
    {
      "\"key\"",
      "\"watermark.days\": -1, \"key\"",
      "attribute watermark.days: it is -1, less than 0"
    },
    {
      "\"key\"",
      "\"watermark.days\": 1.5, \"key\"",
      "attribute watermark.days: it is 1.5, not a whole number"
    },
    {
      "\"key\"",
      "\"restate.days\": \"2\", \"key\"",
      "attribute restate.days: it is 2, not a whole number"
    },
    {
      "\"key\"",
      "\"max.rejected.ratio\": 1.01, \"key\"",
      "attribute max.rejected.ratio: it is 1.01, not between 0 and 1"
    },
    {
      "\"key\"",
      "\"max.rejected.ratio\": \"all\", \"key\"",
      "attribute max.rejected.ratio: it is all, not a number"
    },
    // key, order and event day
    {"[\"id\"]", "[\"nobody\"]", "attribute key: there is no field \"nobody\""},
    {"[\"id\"]", "[]", "attribute key: a row needs a name, and there is none"},
    {"[\"id\"]", "\"id\"", "attribute key: it is id, not a list of texts"},
    {
      "[\"id\"]",
      "[\"id\", \"title\"]",
      "attribute key: title can be spelled in two ways, and the two would be two rows of one key"
    },
    {"[\"id\"]", "[1]", "attribute key: it holds 1, not a text"},
    {
      "[\"day\", \"stars\"]", "[\"day\", \"moons\"]", "attribute order: there is no field \"moons\""
    },
    {
      "[\"day\", \"stars\"]",
      "[\"id\"]",
      "attribute order: id is a text or optional, and cannot be compared as a number"
    },
    {
      "[\"day\", \"stars\"]",
      "[\"wide\"]",
      "attribute order: wide is a text or optional, and cannot be compared as a number"
    },
    {
      "\"event.day\": \"day\"",
      "\"event.day\": \"night\"",
      "attribute event.day: there is no field \"night\""
    },
    {
      "\"event.day\": \"day\"",
      "\"event.day\": \"stars\"",
      "attribute event.day: stars is not a DATE that is always there"
    },
    {"\"event.day\": \"day\",", "", "attribute event.day: there is no field \"\""},
    // checks
    {
      "{\"field\": \"stars\"",
      "{\"field\": \"moons\"",
      "attribute checks, attribute field: there is no field \"moons\""
    },
    {
      "\"at.most\": \"most\"",
      "\"at.most\": \"least\"",
      "attribute checks, attribute at.most: there is no field \"least\""
    },
    {
      "\"at.most\": \"most\"",
      "\"at.most\": \"wide\"",
      "attribute checks, attribute at.most: the two fields are not numbers of one type"
    },
    {
      "{\"field\": \"stars\", \"at.most\": \"most\"",
      "{\"field\": \"id\", \"at.most\": \"id\"",
      "attribute checks, attribute at.most: the two fields are not numbers of one type"
    },
    {
      "\"at.most\": \"most\"",
      "\"at.most\": \"most\", \"at.least\": \"id\"",
      "attribute checks, attribute at.least: no such attribute is known here; known are [at.most, field]"
    },
    {
      "[{\"field\": \"stars\", \"at.most\": \"most\"}]",
      "[1]",
      "attribute checks: it holds 1, not an object"
    },
    // fields
    {
      "\"name\": \"most\"",
      "\"name\": \"Most\"",
      "field Most: the name does not match [a-z][a-z0-9_]{0,63}"
    },
    {
      "\"name\": \"wide\"",
      "\"name\": \"row_hash\"",
      "field row_hash: the name is taken by a column that every table has"
    },
    {
      "\"name\": \"wide\"",
      "\"name\": \"period\"",
      "field period: the name is taken by a column that every table has"
    },
    {
      "\"name\": \"wide\"",
      "\"name\": \"run\"",
      "field run: the name is taken by a column that every table has"
    },
    {
      "\"type\": \"string\"",
      "\"type\": \"double\"",
      "field id, attribute type: no column is made of \"double\""
    },
    {
      "[\"null\", \"long\"]",
      "[\"long\", \"null\"]",
      "field wide, attribute type: no column is made of [\"long\",\"null\"]"
    },
    {
      "[\"null\", \"long\"]",
      "[\"null\", \"float\"]",
      "field wide, attribute type: no column is made of \"float\""
    },
    {
      "[\"null\", \"long\"]",
      "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}",
      "field wide, attribute type: no column is made of {\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}"
    },
    {
      "\"string\"",
      "{\"type\": \"string\", \"not.empty\": true}",
      "field id, attribute type: no column is made of {\"type\":\"string\",\"not.empty\":true}"
    },
    {
      "\"min\": 0",
      "\"least\": 0",
      "field stars, attribute least: no such attribute is known here; known are [bloom.filter, dictionary, false, max, min, not.empty, sample, text, true]"
    },
    {
      "\"min\": 0",
      "\"min\": \"none\"",
      "field stars, attribute min: it is none, which does not bound a INT"
    },
    {
      "\"min\": 0",
      "\"min\": 0.5",
      "field stars, attribute min: it is 0.5, which does not bound a INT"
    },
    {"\"min\": 0", "\"min\": 6", "field stars, attribute max: it is 5, less than min"},
    {
      "\"max\": 5",
      "\"max\": \"arrival\"",
      "field stars, attribute max: it is arrival, which does not bound a INT"
    },
    {
      "\"text\": [\"trim\"]",
      "\"min\": 1",
      "field title, attribute min: it is 1, which does not bound a STRING"
    },
    {
      "\"max\": \"arrival\"",
      "\"min\": \"2015-02-29\"",
      "field day, attribute min: it is \"2015-02-29\", not an ISO day"
    },
    {
      "\"max\": \"arrival\"",
      "\"min\": true",
      "field day, attribute min: it is true, which does not bound a DATE"
    },
    {
      ", \"false\": [\"N\"]",
      "",
      "field good, attribute true: a BOOLEAN, and nothing else, has words for true and false"
    },
    {
      "\"true\": [\"Y\"]",
      "\"true\": []",
      "field good, attribute true: a BOOLEAN, and nothing else, has words for true and false"
    },
    {
      "\"true\": [\"Y\"]",
      "\"true\": [true]",
      "field good, attribute true: it holds true, not a text"
    },
    {
      "\"false\": [\"N\"]",
      "\"false\": [\"N\", \"Y\"]",
      "field good, attribute false: \"Y\" is a word for true, too"
    },
    {
      "\"text\": [\"trim\"]",
      "\"true\": [\"Y\"], \"false\": [\"N\"]",
      "field title, attribute true: a BOOLEAN, and nothing else, has words for true and false"
    },
    {
      "\"text\": [\"trim\"]",
      "\"true\": [\"Y\"]",
      "field title, attribute true: a BOOLEAN, and nothing else, has words for true and false"
    },
    {
      "[\"trim\"]",
      "[\"shout\"]",
      "field title, attribute text: it holds \"shout\", which is none of html, underscores, trim"
    },
    {"\"max\": 5", "\"text\": [\"trim\"]", "field stars, attribute text: a INT is not a text"},
    {
      "\"max\": 5",
      "\"not.empty\": true",
      "field stars, attribute not.empty: only a STRING that is always there can be empty"
    },
    {
      "\"max\": 5",
      "\"bloom.filter\": \"on\"",
      "field stars, attribute bloom.filter: it is on, not true or false"
    },
    {
      "\"max\": 5",
      "\"dictionary\": 1",
      "field stars, attribute dictionary: it is 1, not true or false"
    },
    {"\"max\": 5", "\"sample\": []", "field stars, attribute sample: it is [], not an object"},
  };

  @Test
  public void theSoundContractIsRead() {
    assertEquals("ratings", ContractReader.read("ratings.avsc", SOUND).feed());
  }

  @Test
  public void everyBreakIsRefusedWithItsPlaceAndItsReason() {
    List<String> surprises = new ArrayList<>();
    for (String[] each : BREAKS) {
      assertTrue(each[0], SOUND.contains(each[0]));
      String expected = "Cannot read contract: ratings.avsc, because " + each[2];
      String refusal = refusal(SOUND.replace(each[0], each[1]));
      if (!refusal.equals(expected)) {
        surprises.add(each[0] + " -> " + each[1] + ": " + refusal);
      }
    }
    assertEquals(List.of(), surprises);
  }

  @Test
  public void whatIsNoSchemaOfARecordIsRefused() {
    assertEquals(
        "Cannot read contract: ratings.avsc, because it is an Avro ENUM, not a record",
        refusal("{\"type\": \"enum\", \"name\": \"ratings\", \"symbols\": [\"A\"]}"));
    for (String text : List.of("", "{", "{\"type\": \"record\"}", "no JSON", SOUND + "}")) {
      String refusal = refusal(text);
      assertTrue(
          text + " -> " + refusal,
          refusal.startsWith("Cannot read contract: ratings.avsc, because it is no Avro schema: "));
    }
  }

  private static String refusal(String text) {
    try {
      ContractReader.read("ratings.avsc", text);
      return "it was read";
    } catch (ContractException e) {
      return e.getMessage();
    }
  }
}

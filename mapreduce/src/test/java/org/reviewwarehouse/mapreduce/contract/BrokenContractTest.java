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
      {"type": "record", "name": "ratings", "namespace": "feeds", "layouts": [{"format": "tsv"}],
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
      "\"name\": \"ratings\"",
      "\"name\": \"rejected\"",
      "attribute name: rejected is the name of another table"
    },
    {
      "\"name\": \"ratings\"",
      "\"name\": \"product_reviews_late\"",
      "attribute name: product_reviews_late is the name of another table"
    },
    {
      "\"key\"",
      "\"colour\": \"red\", \"key\"",
      "attribute colour: no such attribute is known here; known are [checks, event.day, expectations, key, layouts, max.record.bytes, max.rejected.ratio, order, partition.grain, restate.days, watermark.days]"
    },
    {
      "\"key\"",
      "\"partition.grain\": \"week\", \"key\"",
      "attribute partition.grain: it is \"week\", and it is none of all, year, month, day"
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
    {"[\"id\"]", "[\"id\", \"wide\"]", "attribute key: wide is optional, a LIST or a MAP: no name"},
    {"[\"id\"]", "[1]", "attribute key: it holds 1, not a text"},
    {
      "[\"day\", \"stars\"]", "[\"day\", \"moons\"]", "attribute order: there is no field \"moons\""
    },
    {
      "[\"day\", \"stars\"]",
      "[\"id\"]",
      "attribute order: id is a text, a DOUBLE or optional, and cannot be compared as a number"
    },
    {
      "[\"day\", \"stars\"]",
      "[\"wide\"]",
      "attribute order: wide is a text, a DOUBLE or optional, and cannot be compared as a number"
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
    {
      "\"event.day\": \"day\"", "\"event.day\": \"\"", "attribute event.day: there is no field \"\""
    },
    {
      "\"event.day\": \"day\"",
      "\"partition.grain\": \"day\"",
      "attribute partition.grain: it is day, and there is no event.day to part by"
    },
    // layouts
    {"[{\"format\": \"tsv\"}]", "[]", "attribute layouts: files have some form, and there is none"},
    {
      "\"format\": \"tsv\"",
      "\"format\": \"xml\"",
      "attribute layouts, attribute format: it is \"xml\", none of tsv, csv, jsonl, json"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"tsv\", \"header\": \"yes\"",
      "attribute layouts, attribute header: it is yes, not true or false"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"json\", \"header\": true",
      "attribute layouts, attribute header: a json file has none"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"tsv\", \"delimiter\": \";\"",
      "attribute layouts, attribute delimiter: only csv has one, of one ASCII character"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"csv\", \"delimiter\": \"\\\"\"",
      "attribute layouts, attribute delimiter: only csv has one, of one ASCII character"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"jsonl\", \"records\": \"a\"",
      "attribute layouts, attribute records: only json has a path to its records: names and dots"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"json\", \"records\": \"a..b\"",
      "attribute layouts, attribute records: only json has a path to its records: names and dots"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"csv\", \"record.has\": \"a\"",
      "attribute layouts, attribute record.has: only json and jsonl have paths: names and dots"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"tsv\", \"files\": \"[\"",
      "attribute layouts, attribute files: \"[\" is no pattern: Missing ']"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"csv\", \"from\": {\"moons\": \"M\"}",
      "attribute layouts, attribute from, attribute moons: no such attribute is known here; known are [day, good, id, most, stars, title, wide]"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"json\", \"from\": {\"id\": \"a[]\"}",
      "attribute layouts, attribute from: \"a[]\" of id is no path of names with dots between them, of a LIST also with []"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"tsv\", \"from\": {\"id\": [\"a\", \"b\"]}",
      "attribute layouts, attribute from: id has many sources, but columns without names have one place"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"tsv\", \"from\": {\"stars\": []}",
      "attribute layouts, attribute from, attribute stars: no file has the field, and it has no attribute absent to get a value from"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"tsv\", \"from\": {\"id\": [], \"title\": [], \"stars\": [], \"most\": [], \"wide\": [], \"good\": [], \"day\": []}, \"absent\": {\"stars\": \"1\", \"most\": \"1\", \"good\": \"Y\", \"day\": \"2015-08-31\"}",
      "attribute layouts, attribute from: no file has any of the fields"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"tsv\", \"absent\": {\"stars\": \"many\"}",
      "attribute layouts, attribute absent, attribute stars: it is \"many\", which is no INT that a row can have"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"tsv\", \"absent\": {\"wide\": \"1\"}",
      "attribute layouts, attribute absent, attribute wide: the field is optional: it is NULL where it is absent"
    },
    {
      "\"format\": \"tsv\"",
      "\"format\": \"tsv\", \"quote\": \"x\"",
      "attribute layouts, attribute quote: no such attribute is known here; known are [absent, delimiter, files, format, from, header, record.has, records]"
    },
    // expectations
    {
      "\"key\"",
      "\"expectations\": [{\"min.rows\": 0}], \"key\"",
      "attribute expectations, attribute min.rows: it is 0, less than 1"
    },
    {
      "\"key\"",
      "\"expectations\": [{\"min.rows\": 1.5}], \"key\"",
      "attribute expectations, attribute min.rows: it is 1.5, not a whole number"
    },
    {
      "\"key\"",
      "\"watermark.days\": 3000000000, \"key\"",
      "attribute watermark.days: it is 3000000000, more than 2147483647"
    },
    {
      "\"key\"",
      "\"expectations\": [{\"field\": \"moons\", \"max.null.ratio\": 0}], \"key\"",
      "attribute expectations, attribute field: there is no field \"moons\""
    },
    {
      "\"key\"",
      "\"expectations\": [{\"field\": \"id\", \"max.null.ratio\": 0}], \"key\"",
      "attribute expectations, attribute max.null.ratio: id is not optional and never NULL"
    },
    {
      "\"key\"",
      "\"expectations\": [{\"field\": \"wide\", \"max.null.ratio\": 2}], \"key\"",
      "attribute expectations, attribute max.null.ratio: it is 2.0, not between 0 and 1"
    },
    {
      "\"key\"",
      "\"expectations\": [{\"field\": \"stars\", \"values\": [\"1\"]}], \"key\"",
      "attribute expectations, attribute values: stars is not a STRING"
    },
    {
      "\"key\"",
      "\"expectations\": [{\"field\": \"stars\", \"min\": 1}], \"key\"",
      "attribute expectations, attribute field: nothing is expected of stars; known are min.rows, max.null.ratio, values, and of a DATE min and max"
    },
    {
      "\"key\"",
      "\"expectations\": [{\"min.rows\": 1, \"colour\": 1}], \"key\"",
      "attribute expectations, attribute colour: no such attribute is known here; known are [min.rows]"
    },
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
      "{\"name\": \"id\", \"type\": \"string\"}",
      "{\"name\": \"id\", \"type\": \"float\"}",
      "field id, attribute type: no column is made of \"float\"; known are string, int, long, double, boolean, array of string, map of string or long, and the logical types date (int), timestamp-micros (long) and decimal (bytes)"
    },
    {
      "[\"null\", \"long\"]",
      "[\"long\", \"null\"]",
      "field wide, attribute type: no column is made of [\"long\",\"null\"]; known are string, int, long, double, boolean, array of string, map of string or long, and the logical types date (int), timestamp-micros (long) and decimal (bytes)"
    },
    {
      "[\"null\", \"long\"]",
      "[\"null\", \"float\"]",
      "field wide, attribute type: no column is made of \"float\"; known are string, int, long, double, boolean, array of string, map of string or long, and the logical types date (int), timestamp-micros (long) and decimal (bytes)"
    },
    {
      "[\"null\", \"long\"]",
      "{\"type\": \"long\", \"logicalType\": \"timestamp-millis\"}",
      "field wide, attribute type: no column is made of {\"type\":\"long\",\"logicalType\":\"timestamp-millis\"}; known are string, int, long, double, boolean, array of string, map of string or long, and the logical types date (int), timestamp-micros (long) and decimal (bytes)"
    },
    {
      "\"string\"",
      "{\"type\": \"string\", \"not.empty\": true}",
      "field id, attribute type: no column is made of {\"type\":\"string\",\"not.empty\":true}; known are string, int, long, double, boolean, array of string, map of string or long, and the logical types date (int), timestamp-micros (long) and decimal (bytes)"
    },
    {
      "\"min\": 0",
      "\"least\": 0",
      "field stars, attribute least: no such attribute is known here; known are [absent, bloom.filter, dictionary, drop, false, forms, from, max, min, not.empty, sample, split, text, true, zone]"
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
      "field title, attribute text: it holds \"shout\", which is none of html, underscores, trim, lower"
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
    {
      "\"max\": 5",
      "\"default\": 5",
      "field stars, attribute default: what a field is where it is absent, absent says"
    },
    {
      "\"max\": 5",
      "\"aliases\": [\"points\"]",
      "field stars, attribute aliases: other names in files are said by from"
    },
    {
      "\"max\": 5",
      "\"order\": \"descending\"",
      "field stars, attribute order: how rows are compared is said by order of the record"
    },
    {"\"key\"", "\"aliases\": [\"stars\"], \"key\"", "attribute aliases: a feed has one name"},
    {
      "[\"null\", \"long\"]",
      "{\"type\": \"array\", \"items\": \"string\", \"colour\": 1}",
      "field wide, attribute type: no such attribute is known in a type: colour"
    },
    {"\"max\": 5", "\"forms\": [\"day\"]", "field stars, attribute forms: a INT is no time"},
    {
      "\"max\": \"arrival\"",
      "\"forms\": []",
      "field day, attribute forms: a time must be written in one way at least, and be clear"
    },
    {
      "\"max\": \"arrival\"",
      "\"forms\": [\"epoch.seconds\", \"epoch.millis\"]",
      "field day, attribute forms: a time must be written in one way at least, and be clear"
    },
    {
      "\"max\": \"arrival\"",
      "\"forms\": [\"noon\"]",
      "field day, attribute forms: it holds \"noon\", which is none of day, instant, local, epoch.seconds, epoch.millis"
    },
    {
      "\"max\": \"arrival\"",
      "\"zone\": \"Mars\"",
      "field day, attribute zone: it is \"Mars\", which is no time zone"
    },
    {"\"max\": 5", "\"zone\": \"UTC\"", "field stars, attribute zone: a INT is no time"},
    {
      "\"max\": 5",
      "\"split\": \",\"",
      "field stars, attribute split: only a LIST is split, at one ASCII character"
    },
    {
      "\"max\": 5",
      "\"drop\": [\"\"]",
      "field stars, attribute drop: only from a LIST texts can be dropped"
    },
    {
      "\"max\": 5",
      "\"from\": []",
      "field stars, attribute from: no file has the field, and it has no attribute absent to get a value from"
    },
    {
      "\"max\": 5",
      "\"absent\": \"\"",
      "field stars, attribute absent: it is \"\", which is no INT that a row can have"
    },
    {
      "\"max\": 5",
      "\"absent\": \"arrival\"",
      "field stars, attribute absent: it is \"arrival\", which is no INT that a row can have"
    },
    {
      "\"max\": 5",
      "\"absent\": {\"hash\": [\"id\"]}",
      "field stars, attribute absent: only a STRING is made of the hash of other fields"
    },
    {
      "\"text\": [\"trim\"]",
      "\"absent\": {\"hash\": [\"moons\"]}",
      "field title, attribute absent: there is no field \"moons\" that is not itself made of a hash"
    },
    {
      "\"text\": [\"trim\"]",
      "\"absent\": {\"hash\": [\"id\"], \"salt\": 1}",
      "field title, attribute absent, attribute salt: no such attribute is known here; known are [hash]"
    },
    {
      "{\"name\": \"wide\", \"type\": [\"null\", \"long\"]}",
      "{\"name\": \"wide\", \"type\": [\"null\", \"long\"], \"absent\": \"1\"}",
      "field wide, attribute absent: the field is optional: it is NULL where it is absent"
    },
    {
      "{\"name\": \"wide\", \"type\": [\"null\", \"long\"]}",
      "{\"name\": \"wide\", \"type\": {\"type\": \"map\", \"values\": \"long\"}}",
      "attribute layouts, attribute format: wide is a MAP, which only json can hold"
    },
    {
      "[\"null\", \"long\"]",
      "{\"type\": \"array\", \"items\": \"string\"}",
      "attribute layouts, attribute format: wide is a LIST without attribute split, which only json can hold"
    },
    {
      "[\"null\", \"long\"]",
      "{\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 19}",
      "field wide, attribute precision: it is 19, more than 18"
    },
    {"\"max\": 5", "\"sample\": []", "field stars, attribute sample: it is [], not an object"},
  };

  @Test
  public void decimalsOfDifferentScalesAreNotCompared() {
    String decimal =
        "{\"name\": \"%s\", \"type\":"
            + " {\"type\": \"bytes\", \"logicalType\": \"decimal\", \"precision\": 9, \"scale\": %d}}";
    String decimals =
        SOUND
            .replace(
                "\"field\": \"stars\", \"at.most\": \"most\"",
                "\"field\": \"a\", \"at.most\": \"b\"")
            .replace("{\"name\": \"most\", \"type\": \"int\"}", decimal + ", " + decimal);
    assertEquals("it was read", refusal(decimals.formatted("a", 2, "b", 2)));
    assertEquals(
        "Cannot read contract: ratings.avsc, because attribute checks, attribute at.most: the two"
            + " fields are not decimals of one scale",
        refusal(decimals.formatted("a", 2, "b", 3)));
  }

  @Test
  public void aRunMayNeedMoreRowsThanAnIntCounts() {
    Contract contract =
        ContractReader.read(
            "ratings.avsc",
            SOUND.replace("\"key\"", "\"expectations\": [{\"min.rows\": 3000000000}], \"key\""));
    assertEquals(List.of(new Expectation.MinRows(3_000_000_000L)), contract.expectations());
  }

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
  public void aLayoutMayLackWhatIsOptionalFilledInOrATextThatMayBeEmpty() {
    assertEquals(
        "it was read",
        refusal(
            SOUND.replace(
                "\"format\": \"tsv\"",
                "\"format\": \"tsv\", \"absent\": {\"stars\": \"3\"},"
                    + " \"from\": {\"title\": [], \"stars\": [], \"wide\": []}")));
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

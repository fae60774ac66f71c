package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.reviewwarehouse.mapreduce.contract.ContractException;
import org.reviewwarehouse.mapreduce.contract.ContractReader;

public class BrokenSampleTest {
  private static final String KINDS =
      "unique, id, words, count, part, text, day, time, decimal, list, totals, either";

  private static final String SOUND =
      """
      {"type": "record", "name": "visits", "layouts": [{"format": "jsonl"}],
       "key": ["id"], "order": ["day"], "event.day": "day",
       "fields": [
         {"name": "id", "type": "string", "not.empty": true,
          "sample": {"kind": "unique", "prefix": "V", "length": 12}},
         {"name": "page", "type": "string",
          "sample": {"kind": "id", "population": 100, "skew": 1, "length": 3}},
         {"name": "title", "type": "string",
          "sample": {"kind": "text", "of": "page", "least": 2, "most": 5, "dirt": 0.5}},
         {"name": "clicks", "type": "int",
          "sample": {"kind": "part", "of": "looks"}},
         {"name": "looks", "type": "int",
          "sample": {"kind": "count", "most": 9, "zeros": 0.5}},
         {"name": "way", "type": "string",
          "sample": {"kind": "words", "words": {"app": 1, "web": 2}, "empty": 0.1}},
         {"name": "shop", "type": ["null", "string"],
          "sample": {"kind": "either", "samples": [
            {"when": {"way": ["web"]}, "kind": "words", "words": {"A": 1}, "changes": true},
            {"kind": "id", "of": "page", "prefix": "shop ", "plain": true}]}},
         {"name": "paid", "type": ["null", "double"],
          "sample": {"kind": "decimal", "least": 1, "most": 20, "unless": {"shop": [""]}}},
         {"name": "tags", "type": {"type": "array", "items": "string"},
          "sample": {"kind": "list", "least": 1, "most": 3, "filler": 0.5,
            "item": {"kind": "id", "population": 10, "prefix": "tag", "length": 5}}},
         {"name": "sums", "type": {"type": "map", "values": "long"},
          "sample": {"kind": "totals", "of": "page", "words": {"USD": 1}, "unseen": 0.3}},
         {"name": "left", "type": {"type": "long", "logicalType": "timestamp-micros"},
          "sample": {"kind": "time", "least": 5, "most": 90, "unit": "second", "apart": 9}},
         {"name": "back", "type": {"type": "long", "logicalType": "timestamp-micros"},
          "sample": {"kind": "time", "of": "left", "most": 90, "wrong": 0.1}},
         {"name": "day", "type": {"type": "int", "logicalType": "date"},
          "sample": {"kind": "day"}}]}
      """;

  /** What is replaced, by what, and what is said then. */
  private static final String[][] BREAKS = {
    {
      "\"unique\"",
      "\"sole\"",
      "field id, attribute sample, attribute kind: it is \"sole\", none of " + KINDS
    },
    {
      "{\"kind\": \"day\"}",
      "{\"day\": true}",
      "field day, attribute sample, attribute kind: it is \"\", none of " + KINDS
    },
    {
      "\"kind\": \"day\"",
      "\"kind\": \"text\"",
      "field day, attribute sample, attribute kind: it is \"text\", which does not make values of"
          + " a DATE"
    },
    {
      "\"kind\": \"count\"",
      "\"kind\": \"day\"",
      "field looks, attribute sample, attribute kind: it is \"day\", which does not make values of"
          + " a INT"
    },
    {
      "\"length\": 12",
      "\"length\": 10",
      "field id, attribute sample, attribute length: so few characters spell 101559956668416 ids,"
          + " too few for every row to have one"
    },
    {
      "\"length\": 3",
      "\"digits\": true, \"length\": 1",
      "field page, attribute sample, attribute length: so few characters spell 10 ids, fewer than"
          + " the population"
    },
    {
      "\"prefix\": \"V\"",
      "\"prefix\": \"\\t\"",
      "field id, attribute sample, attribute prefix: it is \"\t\", not all printable ASCII"
    },
    {
      "\"prefix\": \"V\"",
      "\"prefix\": \"V\", \"of\": \"page\"",
      "field id, attribute sample, attribute of: a sample of this kind depends on no other field"
    },
    {
      "\"skew\": 1",
      "\"skew\": 3",
      "field page, attribute sample, attribute skew: it is 3.0, not between 0 and 2"
    },
    {
      "\"of\": \"page\"",
      "\"of\": \"pages\"",
      "field title, attribute sample, attribute of: there is no field \"pages\" whose sample is of"
          + " kind id or unique"
    },
    {
      "\"of\": \"page\"",
      "\"of\": \"way\"",
      "field title, attribute sample, attribute of: there is no field \"way\" whose sample is of"
          + " kind id or unique"
    },
    {
      "\"of\": \"looks\"",
      "\"of\": \"clicks\"",
      "field clicks, attribute sample, attribute of: there is no field \"clicks\" whose sample is"
          + " of kind count"
    },
    {
      "\"part\", \"of\": \"looks\"",
      "\"part\"",
      "field clicks, attribute sample, attribute of: a part needs the field that it is a part of"
    },
    {
      "\"most\": 5",
      "\"most\": 1",
      "field title, attribute sample, attribute most: it is 1, less than 2"
    },
    {
      "\"dirt\": 0.5",
      "\"dirt\": 5",
      "field title, attribute sample, attribute dirt: it is 5.0, not between 0 and 1"
    },
    {
      "\"zeros\": 0.5",
      "\"zeroes\": 0.5",
      "field looks, attribute sample, attribute zeroes: no such attribute is known here; known are"
          + " [changes, empty, kind, most, of, skew, unless, when, zeros]"
    },
    {
      "{\"app\": 1, \"web\": 2}",
      "{\"app\": 1, \"web\": 0}",
      "field way, attribute sample, attribute words: \"web\" weighs 0, not a number above 0"
    },
    {
      "{\"app\": 1, \"web\": 2}",
      "{}",
      "field way, attribute sample, attribute words: there is none"
    },
    {
      "\"web\"",
      "\"w\\teb\"",
      "field way, attribute sample, attribute words: a word holds a tab or a line end"
    },
    {
      "\"length\": 12",
      "\"length\": 12, \"empty\": 0.1",
      "field id, attribute sample, attribute empty: the field must not be empty"
    },
    {
      "\"length\": 12",
      "\"length\": 12, \"rows\": 0",
      "field id, attribute sample, attribute rows: it is 0, less than 1"
    },
    {
      "\"length\": 12",
      "\"length\": 12, \"changes\": true",
      "field id, attribute sample, attribute changes: only an id, words, a count or a decimal can"
    },
    {
      "\"changes\": true",
      "\"changes\": 1",
      "field shop, attribute sample, attribute samples, attribute changes: it is 1, not true or"
          + " false"
    },
    {
      "\"when\": {\"way\": [\"web\"]}",
      "\"when\": {\"way\": [\"walk\"]}",
      "field shop, attribute sample, attribute when: the sample of field \"way\" makes no such"
          + " value"
    },
    {
      "\"when\": {\"way\": [\"web\"]}",
      "\"when\": {\"way\": []}",
      "field shop, attribute sample, attribute samples, attribute when, attribute way: there is no"
          + " value that the field could have"
    },
    {
      "\"when\": {\"way\": [\"web\"]}",
      "\"when\": \"way\"",
      "field shop, attribute sample, attribute samples, attribute when: it is way, not an object"
    },
    {
      "\"unless\": {\"shop\": [\"\"]}",
      "\"unless\": {\"shop\": [\"A\"]}",
      "field paid, attribute sample, attribute unless: the sample of field \"shop\" makes no such"
          + " value"
    },
    {
      "\"unless\": {\"shop\": [\"\"]}",
      "\"unless\": {\"shops\": [\"\"]}",
      "field paid, attribute sample, attribute unless: the sample of field \"shops\" makes no such"
          + " value"
    },
    {
      "\"empty\": 0.1",
      "\"unless\": {\"paid\": [\"\"]}",
      "field way, attribute sample: the value of the field depends on itself"
    },
    {
      "{\"kind\": \"id\", \"of\": \"page\"",
      "{\"kind\": \"identity\", \"of\": \"page\"",
      "field shop, attribute sample, attribute samples, attribute kind: it is \"identity\", none of "
          + KINDS
    },
    {
      "\"kind\": \"either\", \"samples\"",
      "\"kind\": \"either\", \"samples\": [], \"of\"",
      "field shop, attribute sample, attribute samples: there is none"
    },
    {
      "\"kind\": \"decimal\"",
      "\"kind\": \"count\"",
      "field paid, attribute sample, attribute kind: it is \"count\", which does not make values of a"
          + " DOUBLE"
    },
    {
      "\"least\": 1, \"most\": 20",
      "\"least\": 21, \"most\": 20",
      "field paid, attribute sample, attribute most: it is 20, less than 21"
    },
    {
      "\"least\": 1, \"most\": 20",
      "\"digits\": 9",
      "field paid, attribute sample, attribute digits: it is 9, more than 8"
    },
    {
      "\"kind\": \"list\"",
      "\"kind\": \"words\"",
      "field tags, attribute sample, attribute kind: it is \"words\", which does not make values of"
          + " a LIST"
    },
    {
      "\"filler\": 0.5",
      "\"filler\": 2",
      "field tags, attribute sample, attribute filler: it is 2.0, not between 0 and 1"
    },
    {
      "\"item\": {\"kind\": \"id\"",
      "\"item\": {\"kind\": \"text\"",
      "field tags, attribute sample, attribute item, attribute population: no such attribute is"
          + " known here; known are [changes, dirt, empty, kind, least, most, of, unless, when]"
    },
    {
      "\"item\": {\"kind\": \"id\"",
      "\"item\": {\"of\": \"page\", \"kind\": \"id\"",
      "field tags, attribute sample, attribute item, attribute kind: a list is made of ids or words"
          + " that depend on no other field"
    },
    {
      "\"kind\": \"totals\", \"of\": \"page\"",
      "\"kind\": \"totals\"",
      "field sums, attribute sample, attribute of: totals need the field that names whose they are"
    },
    {
      "\"kind\": \"totals\", \"of\": \"page\"",
      "\"kind\": \"totals\", \"of\": \"left\"",
      "field sums, attribute sample, attribute of: there is no field \"left\" whose sample is of kind"
          + " id or unique"
    },
    {
      "\"unit\": \"second\"",
      "\"unit\": \"fortnight\"",
      "field left, attribute sample, attribute unit: it is \"fortnight\", none of milli, second,"
          + " hour, day, week, month"
    },
    {
      "\"apart\": 9",
      "\"apart\": 0",
      "field left, attribute sample, attribute apart: it is 0, less than 1"
    },
    {
      "\"kind\": \"time\", \"of\": \"left\"",
      "\"kind\": \"time\", \"of\": \"way\"",
      "field back, attribute sample, attribute of: there is no field \"way\" whose sample is of kind"
          + " time, id or unique"
    },
    {
      "\"kind\": \"time\", \"of\": \"left\"",
      "\"kind\": \"time\", \"of\": \"back\"",
      "field back, attribute sample: the value of the field depends on itself"
    },
  };

  @Test
  public void theSoundSamplesAreRead() {
    assertEquals(13, ContractReader.read("visits.avsc", SOUND).fields().size());
  }

  @Test
  public void everyBreakIsRefusedWithFileFieldAndAttribute() {
    for (String[] each : BREAKS) {
      assertTrue(each[0], SOUND.contains(each[0]));
      String broken = SOUND.replace(each[0], each[1]);
      ContractException refused =
          assertThrows(
              each[2], ContractException.class, () -> ContractReader.read("visits.avsc", broken));
      assertEquals("Cannot read contract: visits.avsc, because " + each[2], refused.getMessage());
    }
  }
}

package org.reviewwarehouse.mapreduce.generate;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import org.junit.Test;
import org.reviewwarehouse.mapreduce.contract.ContractException;
import org.reviewwarehouse.mapreduce.contract.ContractReader;

public class BrokenSampleTest {
  private static final String SOUND =
      """
      {"type": "record", "name": "visits", "layouts": [{"format": "tsv"}], "key": ["id"], "order": ["day"], "event.day": "day",
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
         {"name": "day", "type": {"type": "int", "logicalType": "date"},
          "sample": {"kind": "day"}}]}
      """;

  /** What is replaced, by what, and what is said then. */
  private static final String[][] BREAKS = {
    {
      "\"unique\"",
      "\"sole\"",
      "field id, attribute sample, attribute kind: it is \"sole\", none of unique, id, words,"
          + " count, part, text, day"
    },
    {
      "{\"kind\": \"day\"}",
      "{\"day\": true}",
      "field day, attribute sample, attribute kind: it is \"\", none of unique, id, words, count,"
          + " part, text, day"
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
      "field id, attribute sample, attribute prefix: it is \"\t\", not all visible ASCII"
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
          + " kind id and depends on no other"
    },
    {
      "\"of\": \"page\"",
      "\"of\": \"way\"",
      "field title, attribute sample, attribute of: there is no field \"way\" whose sample is of"
          + " kind id and depends on no other"
    },
    {
      "\"of\": \"looks\"",
      "\"of\": \"clicks\"",
      "field clicks, attribute sample, attribute of: there is no field \"clicks\" whose sample is"
          + " of kind count and depends on no other"
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
          + " [empty, kind, most, of, skew, zeros]"
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
  };

  @Test
  public void theSoundSamplesAreRead() {
    assertEquals(7, ContractReader.read("visits.avsc", SOUND).fields().size());
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

package org.reviewwarehouse.mapreduce.tables;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Checkout;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;

/** What {@code contract docs} prints, held against the README. */
public class ColumnTableTest {
  @Test
  public void theReadmeShowsTheColumnsOfEveryFeed() throws Exception {
    String readme = Files.readString(Checkout.folder().resolve("README.md"));
    List<String> missing = new ArrayList<>();
    for (Contract contract : Checkout.contracts().values()) {
      String section =
          "<details><summary><code>"
              + contract.feed()
              + "</code></summary>\n\n"
              + ColumnTable.markdown(contract)
              + "\n</details>\n";
      if (!readme.contains(section)) {
        missing.add(section);
      }
    }
    assertEquals("put this into README.md", "", String.join("\n", missing));
  }

  @Test
  public void keyOrderAndEventDayAreMarkedAndWordsStayInTheirCells() {
    Contract contract =
        ContractReader.read(
            "songs.avsc",
            """
            {"type": "record", "name": "songs", "layouts": [{"format": "jsonl"}],
             "key": ["name", "sung"], "order": ["sung", "-seen"], "event.day": "sung",
             "fields": [
              {"name": "name", "type": "string", "doc": "Name, *as* is|was,\\n <br /> and \\\\."},
              {"name": "sung", "type": {"type": "int", "logicalType": "date"}, "doc": "Day."},
              {"name": "seen", "type": "long", "doc": "Seen."},
              {"name": "sums", "type": ["null", {"type": "map", "values": "long"}], "doc": "Sums."}]}
            """);
    assertEquals(
        """
        | column | type | NULL | meaning |
        | --- | --- | --- | --- |
        | `name` (key) | STRING |  | Name, \\*as\\* is\\|was, &lt;br /> and \\\\. |
        | `sung` (key, order 1, event day) | DATE |  | Day. |
        | `seen` (order 2, the least wins) | BIGINT |  | Seen. |
        | `sums` | MAP&lt;STRING,BIGINT> | yes | Sums. |
        | `row_hash` | BIGINT |  | Hash of the raw record: the last tie-break between versions of a row. |
        | `period` | STRING |  | Year, month or day of sung, by the grain of the table; in WHERE it reads less. |
        """,
        ColumnTable.markdown(contract));
  }
}

package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.Test;

public class ScriptTest {
  @Test
  public void parametersAreReplacedEverywhere() {
    Script script = new Script("x", "USE ${hivevar:database};\nSELECT '${hivevar:root}/$1';");
    assertEquals(
        List.of("USE d", "SELECT '/r$2/$1'"),
        script.statements(Map.of("database", "d", "root", "/r$2")));
    assertTrue(script.takes("root"));
    assertThrows(IllegalStateException.class, () -> script.statements(Map.of("database", "d")));
  }

  @Test
  public void theChecksumIsOfTheText() {
    assertEquals(
        "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad",
        new Script("x", "abc").checksum());
  }

  @Test
  public void everyMigrationMayRunAgainAndCommentsEveryTableAndColumn() {
    Map<String, String> parameters = Map.of("database", "d", "root", "/r");
    for (Script script : Script.folder("schema")) {
      for (String statement : script.statements(parameters)) {
        String head = statement.lines().findFirst().orElseThrow();
        assertTrue(
            head,
            statement.matches(
                "(?s)(CREATE (DATABASE|EXTERNAL TABLE|TABLE|VIEW) IF NOT EXISTS"
                    + "|CREATE OR REPLACE VIEW|DROP TABLE IF EXISTS) .*"));
        assertTrue(head, statement.startsWith("DROP") || statement.contains("COMMENT '"));
        for (String line : statement.lines().toList()) {
          if (line.matches(
              "  [a-z_`]+ (STRING|INT|BIGINT|DOUBLE|BOOLEAN|DATE|TIMESTAMP|BINARY).*")) {
            assertTrue(line, line.contains(" COMMENT '"));
          }
        }
      }
    }
  }
}

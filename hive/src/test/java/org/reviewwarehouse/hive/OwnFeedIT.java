package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** A newcomer adds a feed by typing what the README says, and nothing else. */
public class OwnFeedIT {
  @ClassRule public static final Sandbox SANDBOX = new Sandbox();
  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  @Test
  public void theReadmesCommandsMakeAFeed() throws Exception {
    List<String> commands = commands("## A feed of your own");
    String printed = run(commands);
    assertShows(printed, "| read                 |     4 | 100.00 % |");
    assertShows(printed, "| accepted             |     2 |  50.00 % |");
    assertShows(printed, "| duplicate            |     1 |  25.00 % |");
    assertShows(printed, "|   not_a_number price |     1 |  25.00 % |");
    assertShows(
        printed,
        """
        +------------+-------+------+
        | drink      | euros | sold |
        +------------+-------+------+
        | espresso   |  2.20 |    1 |
        | flat white |  3.80 |    1 |
        +------------+-------+------+
        """);
    assertShows(
        printed,
        """
        +---------+----------+
        | receipt | extra    |
        +---------+----------+
        | 1001    | oat milk |
        | 1001    | cinnamon |
        +---------+----------+
        """);
    assertShows(printed, "| not_a_number | price | 1003,2026-11-16 08:05:09+01:00,espresso,,two |");
    assertShows(printed, "1 rows of the table were replaced by newer ones");
    String table =
        """
        +---------+------------+------------+-------+
        | receipt | sold_on    | drink      | price |
        +---------+------------+------------+-------+
        | 1001    | 2026-11-17 | flat white |  4.00 |
        | 1002    | 2026-11-16 | espresso   |  2.20 |
        | 1004    | 2026-11-17 | espresso   |  2.20 |
        +---------+------------+------------+-------+
        """;
    assertShows(printed, table);
    String again = run(commands);
    assertShows(again, "Nothing new: every file is in the ledger of sales");
    assertShows(again, table);
  }

  private static void assertShows(String printed, String expected) {
    assertTrue(expected + "\nis not in\n" + printed, printed.contains(expected.strip()));
  }

  /** The indented lines of a section of the README. */
  private static List<String> commands(String heading) throws IOException {
    String readme = Files.readString(SANDBOX.home().resolve("README.md"));
    String section = readme.substring(readme.indexOf(heading) + heading.length());
    section = section.substring(0, section.indexOf("\n## "));
    return section
        .lines()
        .filter(line -> line.startsWith("    "))
        .map(line -> line.substring(4))
        .toList();
  }

  /** Runs the lines in a folder where bin/warehouse is that of the project. */
  private static String run(List<String> commands) throws Exception {
    Path launcher = FOLDER.getRoot().toPath().resolve("bin/warehouse");
    Files.createDirectories(launcher.getParent());
    Files.writeString(
        launcher,
        "#!/usr/bin/env bash\nWAREHOUSE_NO_BUILD=1 exec '"
            + SANDBOX.home().resolve("bin/warehouse")
            + "' --conf '"
            + SANDBOX.conf()
            + "' \"$@\"\n");
    assertTrue(launcher.toFile().setExecutable(true));
    List<String> script = new ArrayList<>(List.of("set -e"));
    for (String command : commands) {
      boolean starts = command.equals("bin/warehouse up");
      script.add(command + (starts ? " --data '" + SANDBOX.data() + "'" : "")); // it is up already
    }
    File output = FOLDER.newFile();
    Process shell =
        new ProcessBuilder("bash", "-c", String.join("\n", script))
            .directory(FOLDER.getRoot())
            .redirectErrorStream(true)
            .redirectOutput(output)
            .start();
    int code = shell.waitFor();
    String printed = Files.readString(output.toPath());
    assertEquals(printed, 0, code);
    return printed;
  }
}

package org.reviewwarehouse.mapreduce.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.Test;
import org.reviewwarehouse.mapreduce.Checkout;

/**
 * A feed cannot take the name of a table or view that the migrations create for another purpose.
 */
public class TakenNamesTest {
  private static final Pattern CREATED =
      Pattern.compile(
          "CREATE (?:OR REPLACE )?(?:EXTERNAL )?(?:TABLE|VIEW)(?: IF NOT EXISTS)? (?:\\S*\\.)?`?(\\w+)");

  @Test
  public void aFeedCannotTakeTheNameOfAnotherTable() throws IOException {
    Set<String> taken = new TreeSet<>();
    try (DirectoryStream<Path> files =
        Files.newDirectoryStream(Checkout.folder().resolve("hive/schema"))) {
      for (Path file : files) {
        Matcher created = CREATED.matcher(Files.readString(file));
        while (created.find()) {
          taken.add(created.group(1));
        }
      }
    }
    taken.removeAll(Checkout.contracts().keySet());
    assertTrue(
        taken.toString(),
        taken.containsAll(Set.of("reviews", "product_day", "schema_version", "ledger")));
    for (String name : taken) {
      assertEquals(
          "Cannot read contract: x.avsc, because attribute name: "
              + name
              + " is the name of another table",
          refusal(name));
    }
  }

  private static String refusal(String name) {
    String contract =
        "{\"type\": \"record\", \"name\": \"%s\", \"namespace\": \"feeds\", \"fields\": []}";
    return assertThrows(
            name,
            ContractException.class,
            () -> ContractReader.read("x.avsc", contract.formatted(name)))
        .getMessage();
  }
}

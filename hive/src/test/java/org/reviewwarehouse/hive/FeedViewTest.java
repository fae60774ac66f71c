package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.sql.SQLException;
import org.junit.Test;

public class FeedViewTest {
  private static String reason(int length) {
    return new FeedView.Definition(new FeedView.Version(7, "ab12"), "CREATE ...", 400, length)
        .reason(new SQLException("value too long"));
  }

  @Test
  public void aLongTextIsSaidToBeTheReason() {
    assertEquals("value too long", reason(20_000));
    assertEquals(
        "the text of its view has 400 ranges of runs and periods, and a metastore on Derby takes"
            + " 32700 characters (use a coarser grain): value too long",
        reason(30_000));
  }
}

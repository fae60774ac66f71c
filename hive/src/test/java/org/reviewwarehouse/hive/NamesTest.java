package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.util.List;
import org.junit.Test;

public class NamesTest {
  @Test
  public void ordinaryNamesPassUnchanged() {
    assertEquals("warehouse_2", Names.DATABASE.check("warehouse_2"));
    assertEquals("product_reviews", Names.FEED.check("product_reviews"));
    for (String period : List.of("all", "2015", "2015-08", "2015-08-31")) {
      assertEquals(period, Names.PERIOD.check(period));
    }
    for (String root :
        List.of("/warehouse", "hdfs://nn.example:8020/a/b=c", "file:///tmp/x", "s3a://b-1/t/")) {
      assertEquals(root, Names.ROOT.check(root));
    }
  }

  @Test
  public void nothingThatCouldEndALiteralPasses() {
    for (Names name : Names.values()) {
      for (String bad : List.of("", "a'b", "a\"b", "a;b", "a b", "a\\b", "a`b", "a\nb", "a--/*")) {
        assertThrows(name + " " + bad, WarehouseException.class, () -> name.check(bad));
        assertThrows(
            name + " /" + bad, WarehouseException.class, () -> name.check("/x/" + bad + "'"));
      }
      assertThrows(WarehouseException.class, () -> name.check(null));
    }
  }

  @Test
  public void rootsThatClimbOrAreRelativeAreRefused() {
    for (String root : List.of("warehouse", "/", "/a/../b", "/a//b", "hdfs://nn", "/a/.")) {
      assertThrows(root, WarehouseException.class, () -> Names.ROOT.check(root));
    }
  }

  @Test
  public void theMessageSaysWhatAValueMustBe() {
    assertEquals(
        "Cannot use database: My DB, because it must be lower-case letters, digits and _",
        assertThrows(WarehouseException.class, () -> Names.DATABASE.check("My DB")).getMessage());
  }
}

package org.reviewwarehouse.sandbox;

import static org.junit.Assert.assertEquals;

import java.lang.reflect.Method;
import java.util.Enumeration;
import java.util.Properties;
import java.util.Set;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

public class InsertOnlyTest {
  @Rule public final FreshClasses classes = new FreshClasses();

  private Method isInsertOnlyTable;

  @Before
  public void install() throws Exception {
    classes.install("org.apache.hadoop.hive.ql.io.InsertOnly");
    isInsertOnlyTable =
        classes
            .get("org.apache.hadoop.hive.ql.io.AcidUtils")
            .getMethod("isInsertOnlyTable", Properties.class);
  }

  @Test
  public void aTableIsInsertOnlyByItsTransactionalProperties() throws Exception {
    assertEquals(true, answer("insert_only"));
    assertEquals(true, answer("INSERT_ONLY"));
    assertEquals(false, answer("default"));
    assertEquals(false, isInsertOnlyTable.invoke(null, new Properties()));
  }

  private Object answer(String transactionalProperties) throws Exception {
    Properties table = new OneByOne();
    table.setProperty("transactional_properties", transactionalProperties);
    return isInsertOnlyTable.invoke(null, table);
  }

  /** What can be asked for one property, and not be copied as Hive 4.0.1 does. */
  private static final class OneByOne extends Properties {
    @Override
    public Enumeration<?> propertyNames() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Set<String> stringPropertyNames() {
      throw new UnsupportedOperationException();
    }
  }
}

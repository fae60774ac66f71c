package org.reviewwarehouse.sandbox;

import static org.junit.Assert.assertEquals;

import java.io.File;
import java.lang.reflect.Method;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import java.util.Enumeration;
import java.util.Properties;
import java.util.Set;
import org.junit.After;
import org.junit.Before;
import org.junit.Test;

/** Asks Hive's AcidUtils in a class loader of its own, as other tests have loaded that class. */
public class InsertOnlyTest {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private URLClassLoader classes;
  private Method isInsertOnlyTable;

  @Before
  public void install() throws Exception {
    URL[] path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(InsertOnlyTest::url)
            .toArray(URL[]::new);
    classes = new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(classes); // where log4j looks for its own
    classes.loadClass("org.apache.hadoop.hive.ql.io.InsertOnly").getMethod("install").invoke(null);
    isInsertOnlyTable =
        classes
            .loadClass("org.apache.hadoop.hive.ql.io.AcidUtils")
            .getMethod("isInsertOnlyTable", Properties.class);
  }

  @After
  public void close() throws Exception {
    Thread.currentThread().setContextClassLoader(before);
    classes.close();
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

  private static URL url(String file) {
    try {
      return new File(file).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
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

package org.reviewwarehouse.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertNotEquals;

import java.lang.reflect.Constructor;
import java.util.List;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;

public class SharedHandlersTest {
  private static final String PACKAGE = "org.apache.calcite.rel.metadata.";

  @Rule public final FreshClasses classes = new FreshClasses();

  private Constructor<?> wrapper;

  @Before
  public void install() throws Exception {
    classes.install(PACKAGE + "SharedHandlers");
    wrapper =
        classes
            .get(PACKAGE + "CachingRelMetadataProvider")
            .getConstructor(
                classes.get(PACKAGE + "RelMetadataProvider"),
                classes.get("org.apache.calcite.plan.RelOptPlanner"));
  }

  /** A chain of providers, wrapped as Hive does for each phase of a query. */
  private Object wrapped(String... providers) throws Exception {
    Object[] chain = new Object[providers.length];
    for (int i = 0; i < chain.length; i++) {
      chain[i] = classes.get(PACKAGE + providers[i]).getField("SOURCE").get(null);
    }
    Object chained =
        classes
            .get(PACKAGE + "ChainedRelMetadataProvider")
            .getMethod("of", List.class)
            .invoke(null, List.of(chain));
    return wrapper.newInstance(chained, null);
  }

  @Test
  public void wrappersOfEqualProvidersAreEqual() throws Exception {
    Object one = wrapped("RelMdRowCount", "RelMdSize");
    Object other = wrapped("RelMdRowCount", "RelMdSize");
    assertEquals(one, other);
    assertEquals(one.hashCode(), other.hashCode());
  }

  @Test
  public void wrappersOfOtherProvidersAreNot() throws Exception {
    assertNotEquals(wrapped("RelMdRowCount", "RelMdSize"), wrapped("RelMdSize", "RelMdRowCount"));
    assertNotEquals(wrapped("RelMdRowCount"), "RelMdRowCount");
  }
}

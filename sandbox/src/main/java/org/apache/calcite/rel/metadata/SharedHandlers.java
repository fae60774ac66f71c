package org.apache.calcite.rel.metadata;

import java.lang.invoke.MethodHandles;
import javassist.CannotCompileException;
import javassist.ClassPool;
import javassist.CtClass;
import javassist.CtNewMethod;
import javassist.LoaderClassPath;
import javassist.NotFoundException;

/**
 * Lets queries share the classes with which Calcite asks for the statistics of a plan. Calcite
 * writes and compiles such classes by the provider of the statistics and keeps a thousand of them,
 * but Hive 4.0.1 wraps the provider anew for every phase of a query, and no wrapper equals another:
 * each query compiled its own classes, and those that were kept held on to its plan, its tables and
 * its configuration.
 */
public final class SharedHandlers {
  private SharedHandlers() {}

  /**
   * Makes the wrappers of equal providers equal: what Calcite compiles depends on nothing else of
   * them.
   *
   * @throws CannotCompileException if the class has been loaded already
   */
  public static void install() throws NotFoundException, CannotCompileException {
    ClassPool pool = new ClassPool();
    pool.appendClassPath(new LoaderClassPath(SharedHandlers.class.getClassLoader()));
    pool.appendSystemPath();
    String name = "org.apache.calcite.rel.metadata.CachingRelMetadataProvider";
    CtClass wrapper = pool.get(name);
    wrapper.addMethod(
        CtNewMethod.make(
            "public boolean equals(Object other) { return other instanceof "
                + name
                + " && underlyingProvider.equals((("
                + name
                + ") other).underlyingProvider); }",
            wrapper));
    wrapper.addMethod(
        CtNewMethod.make(
            "public int hashCode() { return underlyingProvider.hashCode(); }", wrapper));
    wrapper.toClass(MethodHandles.lookup());
  }
}

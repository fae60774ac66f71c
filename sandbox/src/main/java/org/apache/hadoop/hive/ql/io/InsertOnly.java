package org.apache.hadoop.hive.ql.io;

import java.lang.invoke.MethodHandles;
import java.util.Properties;
import javassist.CannotCompileException;
import javassist.ClassPool;
import javassist.CtClass;
import javassist.LoaderClassPath;
import javassist.NotFoundException;
import org.apache.hadoop.hive.metastore.TransactionalValidationListener;
import org.apache.hadoop.hive.metastore.api.hive_metastoreConstants;

/**
 * Whether a table is insert-only, by its properties. Hive asks twice for each row that it writes to
 * a transactional table, and {@code AcidUtils} copies all the properties for each answer: a quarter
 * of the CPU of a large mart. That class has 3,500 lines, so the sandbox replaces this one method
 * of it and not the class.
 */
public final class InsertOnly {
  private InsertOnly() {}

  /**
   * Lets {@code AcidUtils} answer by {@link #isInsertOnlyTable}.
   *
   * @throws CannotCompileException if the class has been loaded already
   */
  public static void install() throws NotFoundException, CannotCompileException {
    ClassPool pool = new ClassPool();
    pool.appendClassPath(new LoaderClassPath(InsertOnly.class.getClassLoader()));
    pool.appendSystemPath();
    CtClass acidUtils = pool.get("org.apache.hadoop.hive.ql.io.AcidUtils");
    CtClass[] parameters = {pool.get(Properties.class.getName())};
    acidUtils
        .getDeclaredMethod("isInsertOnlyTable", parameters)
        .setBody("return " + InsertOnly.class.getName() + ".isInsertOnlyTable($1);");
    acidUtils.toClass(MethodHandles.lookup());
  }

  /** As Hive's method of this name, without a copy. */
  public static boolean isInsertOnlyTable(Properties table) {
    return TransactionalValidationListener.INSERTONLY_TRANSACTIONAL_PROPERTY.equalsIgnoreCase(
        table.getProperty(hive_metastoreConstants.TABLE_TRANSACTIONAL_PROPERTIES));
  }
}

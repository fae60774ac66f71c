package org.reviewwarehouse.sandbox;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.Arrays;
import org.junit.rules.ExternalResource;

/**
 * The classes of the class path once more, none of them loaded yet: for what changes a class before
 * it is loaded.
 */
final class FreshClasses extends ExternalResource {
  private final ClassLoader before = Thread.currentThread().getContextClassLoader();
  private URLClassLoader classes;

  @Override
  protected void before() {
    URL[] path =
        Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
            .map(FreshClasses::url)
            .toArray(URL[]::new);
    classes = new URLClassLoader(path, ClassLoader.getPlatformClassLoader());
    Thread.currentThread().setContextClassLoader(classes); // where log4j looks for its own
  }

  @Override
  protected void after() {
    Thread.currentThread().setContextClassLoader(before);
    try {
      classes.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Class<?> get(String name) throws ClassNotFoundException {
    return classes.loadClass(name);
  }

  /** Calls the method {@code install} of a class. */
  void install(String name) throws ReflectiveOperationException {
    get(name).getMethod("install").invoke(null);
  }

  private static URL url(String file) {
    try {
      return new File(file).toURI().toURL();
    } catch (MalformedURLException e) {
      throw new IllegalArgumentException(e);
    }
  }
}

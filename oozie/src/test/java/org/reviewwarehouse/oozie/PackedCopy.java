package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;

/** The apps as they are packed, with a jar that has no more than the names of their classes. */
final class PackedCopy {
  private PackedCopy() {}

  static Path in(Path apps) throws IOException {
    Path from = Path.of("apps");
    try (Stream<Path> all = Files.walk(from)) {
      for (Path file : all.filter(Files::isRegularFile).toList()) {
        Path to = apps.resolve(from.relativize(file));
        Files.createDirectories(to.getParent());
        Files.copy(file, to);
      }
    }
    Files.createDirectories(apps.resolve("lib"));
    try (JarOutputStream jar =
        new JarOutputStream(Files.newOutputStream(apps.resolve("lib/classes.jar")))) {
      for (String name : List.of("oozie/Step", "mapreduce/Main", "hive/Main")) {
        jar.putNextEntry(new JarEntry("org/reviewwarehouse/" + name + ".class"));
      }
    }
    return apps;
  }
}

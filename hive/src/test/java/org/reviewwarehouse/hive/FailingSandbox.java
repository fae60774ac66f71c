package org.reviewwarehouse.hive;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** A sandbox whose metastore can be made to fail. */
public final class FailingSandbox extends Sandbox {
  FailingSandbox() {
    super("UTC");
  }

  /**
   * Lets the metastore refuse a change of the view of product reviews.
   *
   * @param when {@code before} the change, {@code after} it, or {@code never}
   */
  void failMetastore(String when) throws IOException {
    Files.writeString(Path.of(data(), "metastore-fault"), when);
  }

  @Override
  protected void configure() throws IOException {
    List<String> jars = new ArrayList<>();
    for (String folder : List.of("sandbox/target/hive-lib", "sandbox/target/hadoop-lib")) {
      try (Stream<Path> files = Files.list(home().resolve(folder))) {
        files.forEach(file -> jars.add(file.toString()));
      }
    }
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    int code =
        ToolProvider.getSystemJavaCompiler()
            .run(
                null,
                said,
                said,
                "-proc:none",
                "-d",
                conf().toString(), // which is on the server's class path
                "-cp",
                jars.stream().collect(Collectors.joining(File.pathSeparator)),
                home().resolve("hive/src/test/resources/FailingMetastore.java").toString());
    if (code != 0) {
      throw new IOException(said.toString(StandardCharsets.UTF_8));
    }
    Path site = conf().resolve("hive-site.xml");
    Files.writeString(
        site,
        Files.readString(site)
            .replace(
                "</configuration>",
                property("hive.metastore.pre.event.listeners", "FailingMetastore$Before")
                    + property("hive.metastore.event.listeners", "FailingMetastore$After")
                    + "</configuration>"));
  }

  private static String property(String name, String value) {
    return "<property><name>" + name + "</name><value>" + value + "</value></property>";
  }
}

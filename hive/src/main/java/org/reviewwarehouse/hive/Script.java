package org.reviewwarehouse.hive;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A HiveQL file packed with the program.
 *
 * @param name file name without {@code .hql}
 * @param text the whole file, line ends as LF
 */
record Script(String name, String text) {
  private static final Pattern PARAMETER = Pattern.compile("\\$\\{hivevar:([a-z0-9_]+)}");

  /** The scripts of a folder, by name. */
  static List<Script> folder(String folder) {
    try {
      URL url = Script.class.getResource("/" + folder);
      if (url == null) {
        throw new IllegalStateException("no " + folder + "/ on the class path");
      }
      URI uri = url.toURI();
      if (!uri.getScheme().equals("jar")) {
        return read(Path.of(uri));
      }
      try (FileSystem jar = FileSystems.newFileSystem(uri, Map.of())) {
        return read(jar.getPath("/" + folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static List<Script> read(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".hql"))
          .map(Script::of)
          .sorted((a, b) -> a.name.compareTo(b.name))
          .toList();
    }
  }

  private static Script of(Path file) {
    String name = file.getFileName().toString();
    try (InputStream in = Files.newInputStream(file)) {
      String text = new String(in.readAllBytes(), StandardCharsets.UTF_8).replace("\r\n", "\n");
      return new Script(name.substring(0, name.length() - ".hql".length()), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** SHA-256 of the text, in hexadecimal. */
  String checksum() {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(sha.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-256", e);
    }
  }

  /** The parameters it asks for. */
  Set<String> parameters() {
    return PARAMETER
        .matcher(text)
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** Whether the script asks for this parameter. */
  boolean takes(String parameter) {
    return parameters().contains(parameter);
  }

  /**
   * The statements with {@code ${hivevar:name}} replaced.
   *
   * @param parameters values that were checked already: they are put in as they are
   * @throws IllegalStateException if the script asks for a parameter that is not given
   */
  List<String> statements(Map<String, String> parameters) {
    return Statements.split(
        PARAMETER
            .matcher(text)
            .replaceAll(
                match -> {
                  String value = parameters.get(match.group(1));
                  if (value == null) {
                    throw new IllegalStateException(name + ".hql asks for " + match.group());
                  }
                  return Matcher.quoteReplacement(value);
                }));
  }
}

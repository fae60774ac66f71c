package org.reviewwarehouse.mapreduce.contract;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.Printable;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.WarehouseException;

/** Finds the contract of a feed. */
public final class Contracts {
  private static final String TEXT = "warehouse.run.contract";
  private static final String GRAIN = "warehouse.run.grain";
  private static final String SUFFIX = ".avsc";
  private static final String RELEASED = "released/";

  private Contracts() {}

  /** A contract and the text it was read from. */
  public record Source(Contract contract, String text) {}

  /**
   * The contract of a feed: from {@code file} where it is not null, else from the directory of
   * {@link Settings#CONTRACTS}, else from the job jar.
   *
   * @throws WarehouseException if there is none
   * @throws ContractException if it is broken
   */
  public static Source find(String feed, String file, Configuration conf) throws IOException {
    if (!ContractReader.isFeedName(feed)) {
      throw new WarehouseException(
          WarehouseException.Code.USAGE,
          "Cannot find feed: "
              + Printable.of(feed)
              + ", because a feed is named by lower-case letters, digits and underscores");
    }
    String directory = conf.get(Settings.CONTRACTS);
    String source = file;
    String text;
    if (file == null && directory != null) {
      source = new Path(directory, feed + SUFFIX).toString();
    }
    try {
      text = source == null ? packed(feed + SUFFIX) : read(path(source, conf), conf);
    } catch (FileNotFoundException e) {
      throw new WarehouseException(
          "Cannot find contract of feed: " + feed + ", because there is no " + e.getMessage(), e);
    }
    String name = source == null ? feed + SUFFIX : source;
    return new Source(parse(feed, name, text), text);
  }

  /**
   * The contract of a feed as it was released last.
   *
   * @param place a file, or a directory of released contracts; null for those in the job jar
   * @return nothing if the directory or the job jar has none of that feed: it is not released yet
   * @throws WarehouseException if there is no such place
   * @throws ContractException if it is broken
   */
  public static Optional<Contract> released(String feed, String place, Configuration conf)
      throws IOException {
    String name = RELEASED + feed + SUFFIX;
    try {
      if (place == null) {
        return Optional.of(parse(feed, name, packed(name)));
      }
      Path path = path(place, conf);
      if (path.getFileSystem(conf).getFileStatus(path).isDirectory()) {
        path = new Path(path, feed + SUFFIX);
        if (!path.getFileSystem(conf).exists(path)) {
          return Optional.empty();
        }
      }
      return Optional.of(parse(feed, path.toString(), read(path, conf)));
    } catch (FileNotFoundException e) {
      if (place == null) {
        return Optional.empty();
      }
      throw new WarehouseException(
          "Cannot find released contract of feed: " + feed + ", because there is no " + place, e);
    }
  }

  private static Contract parse(String feed, String name, String text) {
    Contract contract = ContractReader.read(name, text);
    if (!contract.feed().equals(feed)) {
      throw new ContractException(
          name, "attribute name", "it describes " + contract.feed() + ", not " + feed);
    }
    return contract;
  }

  /**
   * A place without a scheme is a local file or directory where there is one, as contracts are
   * written by people, and else one of the default file system.
   */
  private static Path path(String place, Configuration conf) throws IOException {
    Path path = new Path(place);
    FileSystem local = FileSystem.getLocal(conf);
    boolean isLocal = path.toUri().getScheme() == null && local.exists(path);
    return isLocal ? local.makeQualified(path) : path;
  }

  /** Lets the tasks of a job know the contract of its feed, with a grain that may be another. */
  public static void setOn(Configuration conf, String text, Grain grain) {
    conf.set(TEXT, text);
    conf.set(GRAIN, grain.label());
  }

  /** The contract of a job's feed. */
  public static Contract of(Configuration conf) {
    return ContractReader.read("of the job", conf.get(TEXT)).withGrain(Grain.of(conf.get(GRAIN)));
  }

  private static String read(Path path, Configuration conf) throws IOException {
    try (InputStream in = path.getFileSystem(conf).open(path)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (FileNotFoundException e) {
      throw new FileNotFoundException(path.toString());
    }
  }

  private static String packed(String name) throws IOException {
    try (InputStream in = Contracts.class.getResourceAsStream("/feeds/" + name)) {
      if (in == null) {
        throw new FileNotFoundException(name + " in the job jar; name the file with --contract");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

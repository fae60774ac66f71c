package org.reviewwarehouse.mapreduce.contract;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.Path;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.WarehouseException;

/** Finds the contract of a feed. */
public final class Contracts {
  private static final String TEXT = "warehouse.run.contract";
  private static final String GRAIN = "warehouse.run.grain";
  private static final String SUFFIX = ".avsc";

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
              + feed
              + ", because a feed is named by lower-case letters, digits and underscores");
    }
    String directory = conf.get(Settings.CONTRACTS);
    String source = file;
    String text;
    if (file == null && directory != null) {
      source = new Path(directory, feed + SUFFIX).toString();
    }
    try {
      text = source == null ? packed(feed) : read(new Path(source), conf);
    } catch (FileNotFoundException e) {
      throw new WarehouseException(
          "Cannot find contract of feed: " + feed + ", because there is no " + e.getMessage(), e);
    }
    String name = source == null ? feed + SUFFIX : source;
    Contract contract = ContractReader.read(name, text);
    if (!contract.feed().equals(feed)) {
      throw new ContractException(
          name, "attribute name", "it describes " + contract.feed() + ", not " + feed);
    }
    return new Source(contract, text);
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

  private static String packed(String feed) throws IOException {
    String name = "/feeds/" + feed + SUFFIX;
    try (InputStream in = Contracts.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new FileNotFoundException(
            feed + SUFFIX + " in the job jar; name the file with --contract");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}

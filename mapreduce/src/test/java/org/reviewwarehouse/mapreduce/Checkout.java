package org.reviewwarehouse.mapreduce;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.ContractReader;

/** Files of the checkout that the tests run in. */
public final class Checkout {
  private Checkout() {}

  /** The folder of the checkout. */
  public static Path folder() {
    Path folder = Path.of("").toAbsolutePath();
    while (!Files.exists(folder.resolve("conf/feeds"))) {
      folder = folder.getParent();
    }
    return folder;
  }

  /** The contracts of this build by feed. */
  public static Map<String, Contract> contracts() throws IOException {
    return contracts(folder().resolve("conf/feeds"));
  }

  /** The contracts of a folder by feed. */
  public static Map<String, Contract> contracts(Path folder) throws IOException {
    Map<String, Contract> contracts = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, "*.avsc")) {
      for (Path file : files) {
        Contract contract =
            ContractReader.read(file.getFileName().toString(), Files.readString(file));
        contracts.put(contract.feed(), contract);
      }
    }
    return contracts;
  }
}

package org.reviewwarehouse.mapreduce.contract;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.File;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;
import org.reviewwarehouse.mapreduce.Reviews;
import org.reviewwarehouse.mapreduce.Settings;
import org.reviewwarehouse.mapreduce.WarehouseException;

public class ContractsTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final Configuration conf = new Configuration();

  @Test
  public void findsTheContractInTheJar() throws Exception {
    assertEquals(
        new Contracts.Source(Reviews.CONTRACT, Reviews.CONTRACT_TEXT),
        Contracts.find("product_reviews", null, conf));
  }

  @Test
  public void prefersTheDirectoryOfTheSettings() throws Exception {
    File other = folder.newFile("product_reviews.avsc");
    String text = Reviews.CONTRACT_TEXT.replace("\"month\"", "\"day\"");
    Files.writeString(other.toPath(), text);
    conf.set(Settings.CONTRACTS, folder.getRoot().getPath());
    assertEquals(Grain.DAY, Contracts.find("product_reviews", null, conf).contract().grain());
  }

  @Test
  public void prefersTheFileOfTheCallToAll() throws Exception {
    File other = folder.newFile("mine.avsc");
    String text = Reviews.CONTRACT_TEXT.replace("\"month\"", "\"year\"");
    Files.writeString(other.toPath(), text);
    conf.set(Settings.CONTRACTS, "/nowhere");
    assertEquals(
        Grain.YEAR, Contracts.find("product_reviews", other.getPath(), conf).contract().grain());
  }

  @Test
  public void saysWhereAFeedHasNoContract() {
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> Contracts.find("songs", null, conf));
    assertEquals(WarehouseException.Code.FAILED, e.code());
    assertEquals(
        "Cannot find contract of feed: songs, because there is no songs.avsc in the job jar; name"
            + " the file with --contract",
        e.getMessage());

    conf.set(Settings.CONTRACTS, "/nowhere");
    e = assertThrows(WarehouseException.class, () -> Contracts.find("songs", null, conf));
    assertEquals(
        "Cannot find contract of feed: songs, because there is no /nowhere/songs.avsc",
        e.getMessage());
  }

  @Test
  public void refusesANameThatIsNoFeed() {
    WarehouseException e =
        assertThrows(WarehouseException.class, () -> Contracts.find("../songs", null, conf));
    assertEquals(WarehouseException.Code.USAGE, e.code());
    assertEquals(
        "Cannot find feed: ../songs, because a feed is named by lower-case letters, digits and"
            + " underscores",
        e.getMessage());
  }

  @Test
  public void refusesTheContractOfAnotherFeed() throws Exception {
    File other = folder.newFile("songs.avsc");
    Files.writeString(other.toPath(), Reviews.CONTRACT_TEXT);
    ContractException e =
        assertThrows(ContractException.class, () -> Contracts.find("songs", other.getPath(), conf));
    assertEquals(
        "Cannot read contract: "
            + other.getPath()
            + ", because attribute name: it describes product_reviews, not songs",
        e.getMessage());
  }
}

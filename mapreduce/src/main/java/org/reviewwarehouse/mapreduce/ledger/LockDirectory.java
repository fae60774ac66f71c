package org.reviewwarehouse.mapreduce.ledger;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataOutputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/**
 * Where the lock of a feed is, {@code <ledger>/_lock/<token>/}: {@code holder.json} says who has
 * it, the name of {@code beat-<count>} how often the holder has beaten. The directory's time of
 * modification is that of the last beat, by the clock of the file system. Readers of the ledger,
 * Hive among them, pass over names that begin with an underscore or a dot.
 *
 * <p>A lock is put in place by one rename, and taken away by another whose source names the token:
 * nobody sees half of one, and nobody can take away another than he means.
 */
final class LockDirectory {
  static final String DRAFT = ".lock-";
  static final String BROKEN = ".broken-";
  private static final String BEAT = "beat-";
  private static final ObjectMapper JSON =
      new ObjectMapper().configure(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, false);

  final Renames renames;
  private final FileSystem fs;
  private final Path ledger;
  private final Path lock;

  LockDirectory(Path ledger, Configuration conf) throws IOException {
    renames = new Renames(ledger, conf);
    fs = renames.fs();
    this.ledger = ledger;
    lock = new Path(ledger, "_lock");
  }

  /** The directory of one holder. */
  Path of(String token) {
    return new Path(lock, token);
  }

  private Path draft(String token) {
    return new Path(ledger, DRAFT + token);
  }

  /**
   * Writes a lock that is not in place yet.
   *
   * @return what the clock of the file system shows, in milliseconds
   */
  long draft(String token, Holder holder) throws IOException {
    Path directory = new Path(draft(token), token);
    int attempts = 1; // who releases a lock deletes a ledger that is empty
    while (!fs.mkdirs(directory)) {
      if (attempts++ == 10) {
        throw new IOException("Cannot create directory: " + directory);
      }
    }
    write(new Path(directory, "holder.json"), JSON.writeValueAsBytes(holder));
    write(beat(directory, 0), new byte[0]);
    return fs.getFileStatus(directory).getModificationTime();
  }

  /** Puts the draft in place; throws if there is a lock already. */
  void put(String token) throws IOException {
    renames.rename(draft(token), lock);
  }

  /** The token of the lock in place. A lock that is being released, or was by halves, is none. */
  Optional<String> token() throws IOException {
    try {
      for (FileStatus each : fs.listStatus(lock)) {
        if (each.isDirectory()) {
          return Optional.of(each.getPath().getName());
        }
      }
    } catch (FileNotFoundException e) {
      return Optional.empty();
    }
    return Optional.empty();
  }

  /** Who has it; empty if he left no name that can be read. */
  Optional<Holder> holder(String token) {
    try (InputStream in = fs.open(new Path(of(token), "holder.json"))) {
      return Optional.of(JSON.readValue(in, Holder.class));
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** When it was taken, in milliseconds by the clock of the file system. */
  long since(String token) throws IOException {
    try {
      return fs.getFileStatus(new Path(of(token), "holder.json")).getModificationTime();
    } catch (FileNotFoundException e) {
      return beaten(token);
    }
  }

  /** When the holder beat last, in milliseconds by the clock of the file system. */
  long beaten(String token) throws IOException {
    return fs.getFileStatus(of(token)).getModificationTime();
  }

  /** How often the holder has beaten; empty if the lock is gone. */
  OptionalLong beats(String token) throws IOException {
    long beats = -1;
    try {
      for (FileStatus each : fs.listStatus(of(token))) {
        String name = each.getPath().getName();
        if (name.startsWith(BEAT)) {
          beats = Math.max(beats, Long.parseLong(name.substring(BEAT.length())));
        }
      }
    } catch (FileNotFoundException e) {
      return OptionalLong.empty();
    }
    return OptionalLong.of(beats);
  }

  /**
   * Beats once more: a rename, which needs no block, so that a full disk or quota stops no heart.
   */
  void beat(String token, long beats) throws IOException {
    renames.rename(beat(of(token), beats), beat(of(token), beats + 1));
  }

  private static Path beat(Path directory, long beats) {
    return new Path(directory, BEAT + beats);
  }

  /**
   * Takes a lock away, with all that is in it, from its holder or from the dead. Does nothing if it
   * is gone.
   */
  void remove(String token) throws IOException {
    Path broken = new Path(ledger, BROKEN + token);
    try {
      renames.rename(of(token), broken);
    } catch (IOException e) {
      if (fs.exists(of(token))) {
        throw e;
      }
    }
    fs.delete(broken, true);
    removeEmpty();
  }

  /** Removes what no holder needs: a lock without one, which an interrupted release leaves. */
  void removeEmpty() throws IOException {
    renames.deleteEmpty(lock);
  }

  /** Removes the draft, and the ledger of a feed of which no run has ever committed. */
  void clear(String token) throws IOException {
    fs.delete(draft(token), true);
    renames.deleteEmpty(ledger);
    renames.deleteEmpty(ledger.getParent());
  }

  /** Writes a file into a directory, which must be there. */
  void write(Path file, byte[] content) throws IOException {
    FSDataOutputStream out = fs.createFile(file).overwrite(true).build();
    try {
      out.write(content);
      out.hsync();
    } finally {
      out.close(); // fails with the same exception again, which try would not add to itself
    }
  }
}

package org.reviewwarehouse.mapreduce.ledger;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.hadoop.security.UserGroupInformation;

/**
 * The process that holds a lock.
 *
 * @param what it does, for people
 * @param born when the process started, in ticks since the machine did: a wall clock that is set
 *     does not change it; null where the system does not tell
 * @param machine whose processes {@code pid} counts; null where the system does not tell
 * @param since instant, ISO 8601, UTC, by its own clock
 * @param beatMillis how often it beats
 */
@JsonPropertyOrder({"what", "user", "host", "pid", "born", "machine", "since", "beat_millis"})
record Holder(
    String what,
    String user,
    String host,
    long pid,
    String born,
    String machine,
    String since,
    @JsonProperty("beat_millis") long beatMillis) {
  private static final Path PROCESSES = Path.of("/proc");

  /** This process. */
  static Holder me(String what, long beatMillis) throws IOException {
    long pid = ProcessHandle.current().pid();
    String machine = thisMachine();
    return new Holder(
        what,
        UserGroupInformation.getCurrentUser().getShortUserName(),
        thisHost(),
        pid,
        machine == null ? null : birth(pid),
        machine,
        Instant.now().truncatedTo(ChronoUnit.MILLIS).toString(),
        beatMillis);
  }

  /** One of whom nothing is known, for it left no name. */
  static Holder unknown(long beatMillis) {
    return new Holder(null, null, null, 0, null, null, null, beatMillis);
  }

  /** Its name for people. */
  String name() {
    return what == null
        ? "a process that left no name"
        : what + " of " + user + "@" + host + " (process " + pid + ")";
  }

  /** Whether it is known to have ended. One of another machine never is. */
  boolean hasEnded() {
    if (machine == null || born == null || !machine.equals(thisMachine())) {
      return false;
    }
    try {
      return !born.equals(birth(pid)); // another process may have got its number
    } catch (IOException e) {
      return false;
    }
  }

  /** Field 22 of {@code stat} in proc(5); null if there is no such process, or but its corpse. */
  private static String birth(long pid) throws IOException {
    String stat;
    try {
      stat = Files.readString(PROCESSES.resolve(pid + "/stat"));
    } catch (NoSuchFileException e) {
      return null;
    }
    // The name in parentheses may hold anything; the third field, the state, comes after it.
    String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
    return fields[0].equals("Z") || fields[0].equals("X") ? null : fields[22 - 3];
  }

  /** This machine since its start, or the container in it that has processes of its own. */
  private static String thisMachine() {
    try {
      if (!Files.isReadable(PROCESSES.resolve("1/stat"))) {
        return null; // mounted with hidepid: processes of other users look as if they had ended
      }
      return thisHost()
          + "/"
          + Files.readString(PROCESSES.resolve("sys/kernel/random/boot_id")).strip()
          + "/"
          + Files.readSymbolicLink(PROCESSES.resolve("self/ns/pid"));
    } catch (IOException e) {
      return null;
    }
  }

  private static String thisHost() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException e) {
      return "unknown";
    }
  }
}

package org.reviewwarehouse.mapreduce;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What to do about failures that are no fault of a program or of its data: of disks, servers and
 * rights. They are known by what the file systems say, as a task's failure may come as a text.
 */
public enum Advice {
  QUOTA(
      "The (NameSpace|DiskSpace) quota .*is exceeded|Disk quota exceeded",
      "free space there or raise that quota, then run again"),
  DISK_FULL("No space left on device", "free space on that disk, then run again"),
  NO_DATANODE(
      "could only be written to \\d+ of the \\d+ |All datanodes .* are bad",
      "free space on the DataNodes or start more of them, then run again"),
  LOST_BLOCK(
      "Could not obtain block|Checksum error|Checksum \\w+ not matched",
      "bring back the DataNode that has the block, or restore the file, then run again"),
  GONE(
      "File does not exist|does not exist\\.?$|No such file or directory",
      "put the file back, then run again"),
  SAFE_MODE(
      "Name ?node is in safe mode",
      "when the NameNode has left it (hdfs dfsadmin -safemode get), run again"),
  DENIED("Permission denied", "give that user the right, then run again"),
  NO_SERVER(
      "failed on connection exception|Connection refused",
      "start the server or correct its address, then run again");

  private static final Pattern CLASS =
      Pattern.compile("\\b([a-z_]\\w*\\.)+[A-Z][\\w$]*(\\([\\w.$]*\\))?: ");

  /** The addresses of all servers that were asked. */
  private static final Pattern ADDRESSES = Pattern.compile(" No live nodes contain .*");

  /** How the reading tasks call a file of the table in their messages. */
  private static final String OF_THE_TABLE = "file of the table: ";

  private final Pattern sign;
  private final String remedy;

  Advice(String sign, String remedy) {
    this.sign = Pattern.compile(sign);
    this.remedy = remedy;
  }

  /**
   * What a failure says, in one line: where it is of a known kind, without the names of Java
   * classes and with what to do next.
   */
  public static String of(Throwable failure) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      String known = cause.getMessage() == null ? null : known(cause.getMessage());
      if (known != null) {
        return known;
      }
    }
    boolean isOurs =
        failure.getMessage() != null
            && (failure instanceof java.io.IOException || failure instanceof WarehouseException);
    return firstLine(isOurs ? failure.getMessage() : failure.toString());
  }

  /** The same of the text of a failure, which may go on with a stack trace. */
  public static String of(String text) {
    String known = known(text);
    return known == null ? firstLine(text) : known;
  }

  /** A reason, with the advice to run again unless it ends with advice already. */
  public static String thenRunAgain(String reason) {
    return reason.endsWith("run again") ? reason : reason + "; run again";
  }

  /** The first line that shows a known kind of failure, with the remedy; null if none does. */
  private static String known(String text) {
    for (String line : text.lines().toList()) {
      for (Advice advice : values()) {
        Matcher sign = advice.sign.matcher(line);
        if (sign.find()) {
          return cleaned(line) + "; " + advice.remedy(line);
        }
      }
    }
    return null;
  }

  private static String cleaned(String line) {
    String said = CLASS.matcher(line.strip()).replaceAll("");
    said = ADDRESSES.matcher(said).replaceAll("");
    return said.endsWith(".") ? said.substring(0, said.length() - 1) : said;
  }

  private String remedy(String line) {
    return (this == GONE || this == LOST_BLOCK) && line.contains(OF_THE_TABLE)
        ? remedy + "; verify tells what else is lost, and rollback goes back to a run before it"
        : remedy;
  }

  private static String firstLine(String text) {
    return text.strip().lines().findFirst().orElse("");
  }
}

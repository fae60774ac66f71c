package org.reviewwarehouse.sandbox;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What one process of the sandbox runs. */
enum Role {
  ALL,
  HDFS,
  YARN,
  HIVE,
  OOZIE,
  MAIL;

  /** The groups of servers to start, in this order. */
  List<Role> groups() {
    return switch (this) {
      case ALL -> List.of(HDFS, YARN, HIVE);
      // Never in the process of HiveServer2, whose metastore lost its connections beside it.
      case OOZIE -> List.of(OOZIE, MAIL);
      default -> List.of(this);
    };
  }

  /** The role of this lower-case name. */
  static Role named(String name) throws UsageException {
    for (Role role : values()) {
      if (role.toString().equals(name)) {
        return role;
      }
    }
    throw new UsageException("Cannot serve role: " + name + ", because the roles are " + names());
  }

  static String names() {
    return Arrays.stream(values()).map(Role::toString).collect(Collectors.joining("|"));
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}

package org.reviewwarehouse.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/** The TCP ports that processes listen on, as Linux tells them. */
final class Listeners {
  private static final String LISTENING = "0A";

  /** 127.0.0.1, the same as an address of IPv6, and ::1, in the bytes of words of the machine. */
  private static final Set<String> LOOPBACK =
      Set.of("0100007F", "0000000000000000FFFF00000100007F", "00000000000000000000000001000000");

  private Listeners() {}

  /** Whether this machine tells them. */
  static boolean canBeSeen() {
    return Files.exists(Path.of("/proc/self/net/tcp"));
  }

  /** The ports on which one of the processes listens beyond loopback. */
  static Set<Integer> beyondLoopback(List<Long> processes) throws IOException {
    return ports(processes, false);
  }

  /** The ports on which one of the processes listens on loopback. */
  static Set<Integer> onLoopback(List<Long> processes) throws IOException {
    return ports(processes, true);
  }

  private static Set<Integer> ports(List<Long> processes, boolean onLoopback) throws IOException {
    Set<String> sockets = new HashSet<>();
    for (long process : processes) {
      sockets.addAll(sockets(process));
    }
    Set<Integer> ports = new TreeSet<>();
    listening()
        .forEach(
            (socket, address) -> {
              String[] parts = address.split(":");
              if (sockets.contains(socket) && LOOPBACK.contains(parts[0]) == onLoopback) {
                ports.add(Integer.parseInt(parts[1], 16));
              }
            });
    return ports;
  }

  /** What is listening on this machine: the socket's inode, and its address. */
  private static Map<String, String> listening() throws IOException {
    Map<String, String> listening = new HashMap<>();
    for (String table : List.of("/proc/self/net/tcp", "/proc/self/net/tcp6")) {
      if (Files.exists(Path.of(table))) {
        for (String line : Files.readAllLines(Path.of(table))) {
          String[] columns = line.strip().split("\\s+");
          if (columns.length > 9 && columns[3].equals(LISTENING)) {
            listening.put(columns[9], columns[1]);
          }
        }
      }
    }
    return listening;
  }

  private static Set<String> sockets(long process) {
    Set<String> sockets = new HashSet<>();
    try (Stream<Path> files = Files.list(Path.of("/proc/" + process + "/fd"))) {
      for (Path file : files.toList()) {
        String target = Files.readSymbolicLink(file).toString();
        if (target.startsWith("socket:[")) {
          sockets.add(target.substring("socket:[".length(), target.length() - 1));
        }
      }
    } catch (IOException e) {
      // It has ended, or closed a file, since it was listed.
    }
    return sockets;
  }
}

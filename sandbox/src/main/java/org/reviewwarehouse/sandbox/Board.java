package org.reviewwarehouse.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The file {@code <data>/run/<role>.servers} that tells the launcher how far this process is: one
 * line a server with its name, state (starting or up), and address, separated by tabs.
 */
final class Board {
  private final Path file;
  private final Map<String, String> states = new LinkedHashMap<>();
  private final Map<String, String> addresses = new LinkedHashMap<>();

  /** Writes all servers as starting. A server's address is its first endpoint. */
  Board(Path file, List<Endpoint> endpoints) throws IOException {
    this.file = file;
    for (Endpoint endpoint : endpoints) {
      states.put(endpoint.server(), "starting");
      addresses.putIfAbsent(endpoint.server(), endpoint.hostPort());
    }
    write();
  }

  /** Says that the server has answered. */
  synchronized void up(String server) throws IOException {
    if (states.replace(server, "up") == null) {
      throw new IllegalArgumentException(server);
    }
    write();
  }

  private void write() throws IOException {
    StringBuilder text = new StringBuilder();
    states.forEach(
        (server, state) ->
            text.append(server)
                .append('\t')
                .append(state)
                .append('\t')
                .append(addresses.get(server))
                .append('\n'));
    Path next = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(next, text);
    // The launcher reads while this writes: it sees the old lines or the new ones.
    Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}

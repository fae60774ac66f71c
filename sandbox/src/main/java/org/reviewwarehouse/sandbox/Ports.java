package org.reviewwarehouse.sandbox;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Looks whether the sandbox's ports are free before anything is started. */
final class Ports {
  private Ports() {}

  /**
   * Passes if every endpoint can be listened on and no two are the same.
   *
   * @throws SandboxException naming the first port that is taken, and its setting
   */
  static void requireFree(List<Endpoint> endpoints) throws SandboxException {
    Map<Integer, String> seen = new HashMap<>();
    for (Endpoint endpoint : endpoints) {
      int port = endpoint.address().getPort();
      String other = seen.put(port, endpoint.setting());
      if (other != null) {
        throw taken(endpoint, " by " + other);
      }
      // Like the servers themselves, not disturbed by old connections that wait to time out.
      try (ServerSocket socket = new ServerSocket()) {
        socket.setReuseAddress(true);
        socket.bind(endpoint.address());
      } catch (IOException e) {
        throw taken(endpoint, "");
      }
    }
  }

  private static SandboxException taken(Endpoint endpoint, String by) {
    return new SandboxException(
        String.format(
            "Cannot start the sandbox: port %d (%s) is taken%s",
            endpoint.address().getPort(), endpoint.setting(), by));
  }
}

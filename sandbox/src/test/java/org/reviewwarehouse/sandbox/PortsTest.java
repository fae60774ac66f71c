package org.reviewwarehouse.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import org.junit.Test;

public class PortsTest {
  @Test
  public void aTakenPortIsNamedWithItsSetting() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      SandboxException e =
          assertThrows(
              SandboxException.class,
              () -> Ports.requireFree(List.of(endpoint("fs.defaultFS", port))));
      assertEquals(
          "Cannot start the sandbox: port " + port + " (fs.defaultFS) is taken", e.getMessage());
    }
  }

  @Test
  public void aPortGivenTwiceIsNamedWithBothSettings() throws Exception {
    int port = freePort();
    SandboxException e =
        assertThrows(
            SandboxException.class,
            () -> Ports.requireFree(List.of(endpoint("one", port), endpoint("two", port))));
    assertEquals(
        "Cannot start the sandbox: port " + port + " (two) is taken by one", e.getMessage());
  }

  @Test
  public void aFreePortStaysFree() throws Exception {
    List<Endpoint> endpoints = List.of(endpoint("fs.defaultFS", freePort()));
    Ports.requireFree(endpoints);
    Ports.requireFree(endpoints);
  }

  private static Endpoint endpoint(String setting, int port) {
    return new Endpoint("Server", setting, new InetSocketAddress("127.0.0.1", port));
  }

  private static int freePort() throws Exception {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    }
  }
}

package org.reviewwarehouse.hive;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** A line to a server that forwards everything, until a certain text passes and it fails. */
final class Line implements Closeable {
  /** What happens when the text comes. */
  enum Fault {
    /** The line is cut before the text is forwarded. */
    CUT_BEFORE,
    /** The text is forwarded; no answer comes back, and after a while the line is cut. */
    CUT_AFTER,
    /** The text is forwarded; no answer comes back, and the line stays. */
    HOLD
  }

  private final ServerSocket listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final int port;
  private final String text;
  private final Fault fault;
  private final boolean deadAfter;
  private final Runnable forwarded;
  private volatile boolean failed;

  /**
   * A line to a port of this machine.
   *
   * @param text what it fails at, once
   * @param deadAfter whether it refuses new connections after that
   * @param forwarded runs after the text was forwarded, before the line is cut
   */
  Line(int port, String text, Fault fault, boolean deadAfter, Runnable forwarded)
      throws IOException {
    this.port = port;
    this.text = text;
    this.fault = fault;
    this.deadAfter = deadAfter;
    this.forwarded = forwarded;
    start(this::accept);
  }

  /** Where it listens. */
  int port() {
    return listening.getLocalPort();
  }

  /** Whether the text has passed. */
  boolean failed() {
    return failed;
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void start(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                return; // an end was closed
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (!listening.isClosed()) {
      Socket client = listening.accept();
      sockets.add(client);
      if (failed && deadAfter) {
        client.close();
        continue;
      }
      Socket server = new Socket(InetAddress.getLoopbackAddress(), port);
      sockets.add(server);
      Connection connection = new Connection(client, server);
      start(connection::ask);
      start(connection::answer);
    }
  }

  private final class Connection {
    private final Socket client;
    private final Socket server;
    private volatile boolean muted;

    Connection(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    private void ask() throws IOException {
      InputStream in = client.getInputStream();
      OutputStream out = server.getOutputStream();
      byte[] buffer = new byte[1 << 16];
      String before = ""; // the text may come in two pieces
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        String passing = before + new String(buffer, 0, read, StandardCharsets.ISO_8859_1);
        before = passing.substring(Math.max(0, passing.length() - text.length()));
        boolean fails = !failed && passing.contains(text);
        if (fails) {
          failed = true;
          muted = true;
        }
        if (!fails || fault != Fault.CUT_BEFORE) {
          out.write(buffer, 0, read);
        }
        if (fails && fault != Fault.HOLD) {
          if (fault == Fault.CUT_AFTER) {
            forwarded.run();
          }
          break;
        }
      }
      client.close();
      server.close();
    }

    private void answer() throws IOException {
      InputStream in = server.getInputStream();
      OutputStream out = client.getOutputStream();
      byte[] buffer = new byte[1 << 16];
      for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
        if (!muted) {
          out.write(buffer, 0, read);
        }
      }
      client.close();
    }
  }

  @Override
  public void close() {
    try {
      listening.close();
      for (Socket socket : sockets) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}

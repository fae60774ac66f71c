package org.reviewwarehouse.mapreduce;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;
import java.util.concurrent.CountDownLatch;

/**
 * A way to the NameNode, on which something happens to the request that commits sequence 1; after
 * that, the way may be cut.
 */
public final class FaultyWay implements AutoCloseable {
  /** What happens to the request. */
  public enum Fault {
    REQUEST_LOST,
    ANSWER_LOST,
    /** The client is cut off, and the request arrives when {@link #deliver} is called. */
    REQUEST_DELAYED
  }

  private final int nameNode;
  private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
  private volatile Fault fault;
  private volatile Runnable then = () -> {};
  private volatile boolean cut;
  private volatile Socket delayed;
  private volatile byte[] request;
  private final CountDownLatch delivered = new CountDownLatch(1);

  public FaultyWay(int nameNode) throws IOException {
    this.nameNode = nameNode;
    run(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /**
   * @param then happens when the request has come, before the client can know
   */
  public void expect(Fault fault, Runnable then) {
    this.then = then;
    this.fault = fault;
  }

  /** Nobody gets through. */
  public void cut() {
    cut = true;
  }

  public void mend() {
    cut = false;
  }

  /** Lets the delayed request arrive, and waits for its answer. */
  public void deliver() throws IOException, InterruptedException {
    delayed.getOutputStream().write(request);
    delivered.await();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void run(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                return; // one of the ends is closed
              }
            });
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      if (!cut && connect(client)) {
        continue;
      }
      client.close();
    }
  }

  private boolean connect(Socket client) {
    try {
      Way way = new Way(client, new Socket(InetAddress.getLoopbackAddress(), nameNode));
      run(way::ask);
      run(way::answer);
      return true;
    } catch (IOException e) {
      return false; // the NameNode is down
    }
  }

  private final class Way {
    private final Socket client;
    private final Socket server;
    private volatile boolean losesAnswer;

    Way(Socket client, Socket server) {
      this.client = client;
      this.server = server;
    }

    void ask() throws IOException {
      byte[] buffer = new byte[1 << 16];
      InputStream in = client.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (cut) {
          break;
        }
        if (fault != null && commits(buffer, n)) {
          Fault what = fault;
          fault = null;
          if (what == Fault.ANSWER_LOST) {
            losesAnswer = true;
          } else {
            request = Arrays.copyOf(buffer, n);
            then.run();
            if (what == Fault.REQUEST_DELAYED) {
              delayed = server;
              client.close();
              return;
            }
            break;
          }
        }
        server.getOutputStream().write(buffer, 0, n);
      }
      client.close();
      server.close();
    }

    void answer() throws IOException {
      byte[] buffer = new byte[1 << 16];
      InputStream in = server.getInputStream();
      for (int n = in.read(buffer); n >= 0; n = in.read(buffer)) {
        if (delayed == server) {
          delivered.countDown();
          break;
        }
        if (losesAnswer) {
          then.run();
          break;
        }
        client.getOutputStream().write(buffer, 0, n);
      }
      client.close();
      server.close();
    }
  }

  private static boolean commits(byte[] buffer, int length) {
    String text = new String(buffer, 0, length, ISO_8859_1);
    return text.contains("rename2") && text.contains("/000001.json");
  }
}

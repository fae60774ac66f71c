package org.reviewwarehouse.sandbox;

import com.icegreen.greenmail.server.AbstractServer;
import com.icegreen.greenmail.user.GreenMailUser;
import com.icegreen.greenmail.util.GreenMail;
import com.icegreen.greenmail.util.ServerSetup;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import javax.mail.MessagingException;
import javax.mail.internet.MimeMessage;
import org.apache.hadoop.conf.Configuration;

/**
 * A mail server that sends nothing on: what it gets for anybody lies in {@code
 * <data>/mail/<address>/<number>.eml}, whole.
 */
final class Mail implements Servers {
  private final Path folder;
  private final ServerSetup setup;

  Mail(Path data, Configuration conf) {
    this.folder = data.resolve("mail");
    this.setup =
        new ServerSetup(
            conf.getInt("oozie.email.smtp.port", 0),
            conf.get("oozie.email.smtp.host"),
            ServerSetup.PROTOCOL_SMTP);
  }

  @Override
  public void start(Board board) throws Exception {
    Files.createDirectories(folder);
    GreenMail server = new GreenMail(setup);
    server.start();
    var users = server.getUserManager();
    users.setMessageDeliveryHandler(
        (message, address) -> {
          keep(message.getMessage(), address.getEmail());
          GreenMailUser user = users.getUserByEmail(address.getEmail());
          return user != null
              ? user
              : users.createUser(address.getEmail(), address.getEmail(), address.getEmail());
        });
    AbstractServer smtp = server.getSmtp();
    Wait.until("the mail server", smtp::isRunning);
    board.up("Mail");
  }

  private synchronized void keep(MimeMessage message, String address) {
    try {
      // An address names no other folder than one of its own.
      Path box = folder.resolve(address.replaceAll("[^A-Za-z0-9@._+-]", "_").replace("..", "_"));
      Files.createDirectories(box);
      Path arriving = box.resolve("arriving");
      try (OutputStream out = Files.newOutputStream(arriving)) {
        message.writeTo(out);
      }
      Files.move(arriving, next(box), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException | MessagingException e) {
      throw new IllegalStateException("Cannot keep mail for " + address, e);
    }
  }

  private static Path next(Path box) {
    int number = 1;
    while (Files.exists(box.resolve(number + ".eml"))) {
      number++;
    }
    return box.resolve(number + ".eml");
  }

  @Override
  public void stop() {}
}

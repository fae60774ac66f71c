package org.reviewwarehouse.oozie;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.oozie.client.OozieClient;
import org.reviewwarehouse.sandbox.rule.SandboxServers;

/** The servers with Oozie and the mail server, and the programs of the client in this process. */
final class OozieSandbox extends SandboxServers {
  OozieSandbox() {
    super("UTC", true);
  }

  @Override
  protected List<String> options() {
    return List.of("--oozie");
  }

  /** What a client with {@link #conf()} first on its class path would see. */
  Configuration configuration() throws IOException {
    Configuration configuration = new Configuration();
    try (Stream<Path> files = Files.list(conf())) {
      files
          .filter(file -> file.toString().endsWith("-site.xml"))
          .filter(file -> !file.endsWith("hive-site.xml") && !file.endsWith("oozie-site.xml"))
          .forEach(file -> configuration.addResource(new org.apache.hadoop.fs.Path(file.toUri())));
    }
    return configuration;
  }

  FileSystem files() throws IOException {
    return FileSystem.get(configuration());
  }

  OozieClient oozie() throws IOException {
    return new OozieClient(configuration().get(Settings.URL));
  }

  /** How a program of the client ended, and what it printed on stdout and stderr. */
  record Outcome(int code, String printed) {}

  Outcome run(Path tenants, String... args) throws IOException {
    List<String> all = new ArrayList<>(List.of(args));
    if (args[0].equals("deploy")) {
      all.addAll(List.of("--apps", home().resolve("oozie/target/apps").toString()));
    }
    if (List.of("deploy", "submit", "start-bundle", "backfill").contains(args[0])) {
      all.addAll(List.of("--tenants", tenants.toString()));
    }
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    try (PrintStream to = new PrintStream(printed, true, StandardCharsets.UTF_8)) {
      int code = Main.run(all.toArray(String[]::new), configuration(), to, to);
      return new Outcome(code, printed.toString(StandardCharsets.UTF_8));
    }
  }

  /** The rows of a question as lines of CSV without their header, sorted. */
  List<String> ask(String database, String question) throws IOException {
    String csv = warehouse("sql", "--database", database, "--format", "csv", "-e", question);
    // The program tells on stderr how long it took.
    return csv.lines()
        .filter(line -> !line.matches("\\([0-9,]+ rows?, .* s\\)"))
        .skip(1)
        .sorted()
        .toList();
  }

  /** All mails that somebody got, as one reads them: subject and text, in no special order. */
  List<String> mails(String address) throws IOException {
    Path box = Path.of(data(), "mail", address);
    if (!Files.isDirectory(box)) {
      return List.of();
    }
    List<String> mails = new ArrayList<>();
    try (Stream<Path> files = Files.list(box)) {
      for (Path file : files.filter(each -> each.toString().endsWith(".eml")).toList()) {
        mails.add(readable(Files.readString(file, StandardCharsets.ISO_8859_1)));
      }
    }
    return mails;
  }

  /** Undoes the folding of headers, and quoted-printable where it is used. */
  private static String readable(String mail) {
    String text = mail.replace("\r\n", "\n").replaceAll("\n[ \t]+", " ");
    if (text.contains("quoted-printable")) {
      text = text.replace("=\n", "").replace("=3D", "=");
    }
    return text;
  }

  /** Kills the process of Oozie, and of the mail server, as the kernel would. */
  void killOozie() throws Exception {
    long pid = Long.parseLong(Files.readString(Path.of(data(), "run", "oozie.pid")).strip());
    ProcessHandle process = ProcessHandle.of(pid).orElseThrow();
    process.destroyForcibly();
    process.onExit().get();
  }

  /** Starts what is not running. */
  void upAgain() throws IOException {
    warehouse("up", "--oozie", "--data", data());
  }

  /** Writes a file of the raw zone at once. */
  void put(String root, String feed, String day, String name, String... lines) throws IOException {
    write(root + "/raw/" + feed + "/arrival=" + day + "/" + name, lines);
  }

  /** Writes another file of the raw zone in the place of one. */
  void replace(String root, String feed, String day, String name, String... lines)
      throws IOException {
    String path = root + "/raw/" + feed + "/arrival=" + day + "/" + name;
    files().delete(new org.apache.hadoop.fs.Path(path), false);
    write(path, lines);
  }

  /** Says that all files of the day are there. */
  void flag(String root, String feed, String day) throws IOException {
    write(root + "/raw/" + feed + "/arrival=" + day + "/_SUCCESS");
  }

  private void write(String path, String... lines) throws IOException {
    var to = new org.apache.hadoop.fs.Path(path);
    var arriving = new org.apache.hadoop.fs.Path(to.getParent(), "." + to.getName() + ".arriving");
    try (var out = files().create(arriving)) {
      String text = String.join("", Arrays.stream(lines).map(line -> line + "\n").toList());
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
    if (!files().rename(arriving, to)) {
      throw new IOException("Cannot write " + to);
    }
  }

  /** The whole text of the files below a folder, in the order of their names. */
  String read(String folder) throws IOException {
    StringBuilder text = new StringBuilder();
    for (var file : files().listStatus(new org.apache.hadoop.fs.Path(folder))) {
      try (var in = files().open(file.getPath())) {
        text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return text.toString();
  }
}

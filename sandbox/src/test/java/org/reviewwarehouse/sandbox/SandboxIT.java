package org.reviewwarehouse.sandbox;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.io.IntWritable;
import org.apache.hadoop.io.Text;
import org.apache.hadoop.mapreduce.Job;
import org.apache.hadoop.mapreduce.lib.input.FileInputFormat;
import org.apache.hadoop.mapreduce.lib.map.TokenCounterMapper;
import org.apache.hadoop.mapreduce.lib.output.FileOutputFormat;
import org.apache.hadoop.mapreduce.lib.reduce.IntSumReducer;
import org.junit.After;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** The whole life of a sandbox, through the launcher, on ports of its own. */
public class SandboxIT {
  private static final Pattern PORT = Pattern.compile("\\b180(\\d\\d)\\b");

  /** What Hive deletes every 10 to 300 s by default. */
  private static final Map<String, String> EAGER =
      Map.of(
          "metastore.acid.txn.cleaner.interval", "500ms",
          "hive.compactor.check.interval", "1s",
          "hive.compactor.worker.sleep.time", "500ms",
          "hive.compactor.cleaner.run.interval", "500ms");

  /** Each is a transaction. */
  private static final int STATEMENTS = 40;

  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path conf;
  private Path data;
  private Configuration site;

  @Before
  public void copySiteFilesToFreePorts() throws IOException {
    conf = folder.newFolder("conf").toPath().toRealPath();
    data = folder.newFolder("data").toPath().toRealPath();
    int hundreds = freeHundred();
    for (Path file : SiteFiles.all(SiteFiles.DIRECTORY)) {
      Matcher ports = PORT.matcher(Files.readString(file));
      Files.writeString(conf.resolve(file.getFileName()), ports.replaceAll(hundreds + "$1"));
    }
    for (String log : List.of("log4j.properties", "oozie-log4j.properties")) {
      Files.copy(SiteFiles.DIRECTORY.resolve(log), conf.resolve(log));
    }
    Path hive = conf.resolve("hive-site.xml");
    StringBuilder eager = new StringBuilder();
    EAGER.forEach(
        (name, value) ->
            eager.append(
                "<property><name>" + name + "</name><value>" + value + "</value></property>\n"));
    String end = "</configuration>";
    Files.writeString(hive, Files.readString(hive).replace(end, eager + end));
    site = SiteFiles.client(conf);
  }

  @After
  public void takeDown() throws Exception {
    launcher("down", "--data", data.toString());
  }

  @Test
  public void whatItHoldsSurvivesARestartAndNoProcessDoes() throws Exception {
    assertRuns("up", "--data", data.toString());
    String again = assertRuns("up", "--data", data.toString());
    assertTrue(again, again.startsWith("The sandbox is already running:"));
    Run redirected = launcherOf(SiteFiles.DIRECTORY, "up", "--data", data.toString());
    assertEquals(
        new Run(
            1,
            "Cannot use site files: "
                + SiteFiles.DIRECTORY
                + ", because the sandbox runs with "
                + conf
                + "; take it down first\n"),
        redirected);
    write("/words", "to be or not to be");
    countWords("/words", "/counted");
    listensOnLoopbackOnly();
    query(
        "CREATE TABLE words (word STRING) STORED AS PARQUET TBLPROPERTIES ("
            + "'transactional' = 'true', 'transactional_properties' = 'insert_only')");
    query("INSERT INTO words VALUES ('to'), ('be'), ('to')");
    assertEquals("2", query("SELECT count(*) FROM words WHERE word = 'to'"));
    query("INSERT OVERWRITE TABLE words SELECT word FROM words");
    query("INSERT OVERWRITE TABLE words SELECT word FROM words");
    Wait.until("the words to be there once", () -> 1 == children("/user/hive/warehouse/words"));
    for (int i = 0; i < STATEMENTS; i++) {
      query("SELECT word FROM words");
    }
    assertEquals("2", query("SELECT count(*) FROM words WHERE word = 'to'"));

    Path other = folder.newFolder("other").toPath();
    Run refused = launcher("up", "--data", other.toString());
    assertEquals(refused.output, 1, refused.code);
    String port = site.get("fs.defaultFS").replaceAll(".*:", "");
    assertTrue(
        refused.output,
        refused.output.contains(
            "Cannot start the sandbox: port " + port + " (fs.defaultFS) is taken"));
    assertEquals(List.of(), processesOf(other));

    assertRuns("down", "--data", data.toString());
    assertEquals(List.of(), processesOf(data));
    long last = metastore("SELECT max(txn_id) FROM txns");
    assertTrue("the last of " + last, last > STATEMENTS);
    assertRuns("down", "--data", data.toString());

    assertRuns("up", "--separate", "--oozie", "--data", data.toString());
    assertEquals(4, processesOf(data).size());
    listensOnLoopbackOnly();
    assertRuns("status", "--data", data.toString());
    assertEquals("be\t2\nnot\t1\nor\t1\nto\t2\n", read("/counted/part-r-00000"));
    assertEquals("3", query("SELECT count(word) FROM words"));

    killHiveWhileItWrites("words");
    assertEquals(3, processesOf(data).size());
    assertRuns("up", "--data", data.toString());
    query("INSERT INTO words VALUES ('or')");
    assertEquals("4", query("SELECT count(word) FROM words"));

    assertRuns("down", "--data", data.toString());
    assertEquals(List.of(), processesOf(data));
    assertEquals(0, metastore("SELECT count(*) FROM txns WHERE txn_id <= " + last));
  }

  /** A number that the metastore's database has; the sandbox must be down. */
  private long metastore(String select) throws SQLException {
    String url = "jdbc:derby:;databaseName=" + data.resolve("hive/metastore");
    try (Connection connection = DriverManager.getConnection(url);
        Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery(select)) {
      rows.next();
      return rows.getLong(1);
    } finally {
      // Derby answers that it is done by an exception.
      assertThrows(SQLException.class, () -> DriverManager.getConnection(url + ";shutdown=true"));
    }
  }

  private void countWords(String input, String output) throws Exception {
    Job job = Job.getInstance(site, "count words");
    job.setMapperClass(TokenCounterMapper.class);
    job.setReducerClass(IntSumReducer.class);
    job.setOutputKeyClass(Text.class);
    job.setOutputValueClass(IntWritable.class);
    FileInputFormat.addInputPath(job, new org.apache.hadoop.fs.Path(input));
    FileOutputFormat.setOutputPath(job, new org.apache.hadoop.fs.Path(output));
    job.submit();
    while (!job.isComplete()) {
      listensOnLoopbackOnly();
      Thread.sleep(100);
    }
    assertTrue(job.isSuccessful());
  }

  /** All but the shuffle and the application masters, which Hadoop binds to all interfaces. */
  private void listensOnLoopbackOnly() throws IOException {
    if (!Listeners.canBeSeen()) {
      return;
    }
    List<Long> processes = new ArrayList<>();
    ProcessHandle.allProcesses()
        .filter(process -> process.info().commandLine().orElse("").contains(data.toString()))
        .forEach(process -> processes.add(process.pid()));
    Set<Integer> exceptions = new TreeSet<>();
    exceptions.add(site.getInt("mapreduce.shuffle.port", -1));
    for (String range :
        List.of(
            "yarn.app.mapreduce.am.job.client.port-range",
            "yarn.app.mapreduce.am.webapp.port-range")) {
      site.getRange(range, "").forEach(exceptions::add);
    }
    Set<Integer> found = Listeners.beyondLoopback(processes);
    found.removeAll(exceptions);
    assertEquals("ports that others can reach", Set.of(), found);
    String nameNode = site.get("fs.defaultFS").replaceAll(".*:", "");
    assertTrue(Listeners.onLoopback(processes).contains(Integer.parseInt(nameNode)));
  }

  /** Ends HiveServer2 when it holds a lock on the table, which nobody can give back then. */
  private void killHiveWhileItWrites(String table) throws Exception {
    String endless =
        "INSERT OVERWRITE TABLE %1$s SELECT word FROM %1$s"
            + " LATERAL VIEW explode(split(space(99999), ' ')) a AS x"
            + " LATERAL VIEW explode(split(space(99999), ' ')) b AS y";
    CompletableFuture<Exception> end =
        CompletableFuture.supplyAsync(
            () -> {
              try {
                query(String.format(endless, table));
                return null;
              } catch (SQLException e) {
                return e;
              }
            });
    Wait.until("the lock", () -> query("SHOW LOCKS " + table) != null);
    long pid = Long.parseLong(Files.readString(data.resolve("run/hive.pid")).trim());
    ProcessHandle hive = ProcessHandle.of(pid).orElseThrow();
    hive.destroyForcibly();
    hive.onExit().get();
    assertTrue("the statement was cut off", end.get() != null);
  }

  /** The first column of the first row, or null where there are no rows. */
  private String query(String sql) throws SQLException {
    String url = site.get("warehouse.hive.url");
    try (Connection connection = DriverManager.getConnection(url, "someone", "");
        Statement statement = connection.createStatement()) {
      if (!statement.execute(sql)) {
        return null;
      }
      try (ResultSet rows = statement.getResultSet()) {
        return rows.next() ? rows.getString(1) : null;
      }
    }
  }

  private void write(String path, String text) throws IOException {
    try (FileSystem fs = FileSystem.newInstance(site);
        OutputStream out = fs.create(new org.apache.hadoop.fs.Path(path))) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private String read(String path) throws IOException {
    try (FileSystem fs = FileSystem.newInstance(site);
        InputStream in = fs.open(new org.apache.hadoop.fs.Path(path))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private int children(String path) throws IOException {
    try (FileSystem fs = FileSystem.newInstance(site)) {
      return fs.listStatus(new org.apache.hadoop.fs.Path(path)).length;
    }
  }

  private String assertRuns(String... arguments) throws Exception {
    Run run = launcher(arguments);
    assertEquals(run.output, 0, run.code);
    return run.output;
  }

  private record Run(int code, String output) {}

  private Run launcher(String... arguments) throws Exception {
    return launcherOf(conf, arguments);
  }

  private static Run launcherOf(Path conf, String... arguments) throws Exception {
    List<String> command = new ArrayList<>();
    command.add(SiteFiles.CHECKOUT.resolve("bin/warehouse").toString());
    command.addAll(List.of("--conf", conf.toString()));
    command.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("WAREHOUSE_NO_BUILD", "1");
    builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
    Process process = builder.start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  private static List<String> processesOf(Path data) {
    return ProcessHandle.allProcesses()
        .map(process -> process.info().commandLine().orElse(""))
        .filter(line -> line.contains(data.toString()))
        .toList();
  }

  /** A number whose hundred ports, as 200 for 20000 to 20099, are all free now. */
  private static int freeHundred() {
    return IntStream.range(200, 320)
        .filter(hundred -> IntStream.range(20, 100).allMatch(i -> free(hundred * 100 + i)))
        .findFirst()
        .orElseThrow();
  }

  private static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress("127.0.0.1", port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}

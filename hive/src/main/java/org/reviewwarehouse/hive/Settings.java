package org.reviewwarehouse.hive;

import java.io.IOException;
import java.util.Map;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;

/** Where the warehouse is: {@code warehouse-site.xml}, with the common options before it. */
final class Settings {
  /** JDBC URL of HiveServer2, such as {@code jdbc:hive2://host:10000/;ssl=true}; no password. */
  static final String URL = "warehouse.hive.url";

  /** Hive database of this warehouse; default {@value #DEFAULT_DATABASE}. */
  static final String DATABASE = "warehouse.hive.database";

  /** Who asks; default the login user. */
  static final String USER = "warehouse.hive.user";

  /** Folder on HDFS that holds all zones; no default. */
  static final String ROOT = "warehouse.root";

  /**
   * Seconds after which HiveServer2 counts as gone if it does not answer; 0 waits for ever. No
   * statement has to end within them: the driver asks how far it is every few seconds.
   */
  static final String TIMEOUT = "warehouse.hive.timeout.seconds";

  static final int DEFAULT_TIMEOUT = 600;

  /** How many marts are computed at once, each by a session of its own. */
  static final String REFRESH_PARALLEL = "warehouse.refresh.parallel";

  /** How often who changes tables shows that it is alive, in seconds; the job jar has it, too. */
  static final String LOCK_BEAT = "warehouse.lock.beat.seconds";

  /** After how many seconds without that it is taken to be dead; the job jar has it, too. */
  static final String LOCK_DEAD = "warehouse.lock.dead.seconds";

  static final String DEFAULT_DATABASE = "warehouse";

  private final Configuration configuration;
  private final CommandLine line;

  Settings(Configuration configuration, CommandLine line) {
    this.configuration = configuration;
    this.line = line;
  }

  /** Adds the options every program takes. */
  static Options common(Options options) {
    return options
        .addOption(option("url", "URL", "HiveServer2, instead of " + URL))
        .addOption(option("database", "D", "Hive database, instead of " + DATABASE))
        .addOption(Option.builder("h").longOpt("help").desc("show this and exit").build());
  }

  static Option option(String name, String argument, String description) {
    return Option.builder().longOpt(name).hasArg().argName(argument).desc(description).build();
  }

  static Option rootOption() {
    return option("root", "ROOT", "folder of the zones, instead of " + ROOT);
  }

  String url() {
    String url = value("url", URL);
    if (url == null) {
      throw missing("HiveServer2", "--url", URL);
    }
    return JdbcUrl.check(url);
  }

  int timeoutSeconds() {
    return configuration.getInt(TIMEOUT, DEFAULT_TIMEOUT);
  }

  int refreshParallel() {
    int parallel = configuration.getInt(REFRESH_PARALLEL, 2);
    if (parallel < 1) {
      throw new WarehouseException(
          "Cannot use " + REFRESH_PARALLEL + ": " + parallel + ", because it is less than 1");
    }
    return parallel;
  }

  long lockBeat() {
    return configuration.getLong(LOCK_BEAT, 10);
  }

  long lockDead() {
    return configuration.getLong(LOCK_DEAD, 60);
  }

  String database() {
    String database = value("database", DATABASE);
    return Names.DATABASE.check(database == null ? DEFAULT_DATABASE : database);
  }

  String user() {
    return configuration.getTrimmed(USER, System.getProperty("user.name"));
  }

  /** The password, or an empty string where none is kept. */
  String password() throws IOException {
    return Password.of(configuration);
  }

  /** The root with scheme and host, so that Hive and this program mean the same folder. */
  Path root() throws IOException {
    String root = value("root", ROOT);
    if (root == null) {
      throw missing("the root", "--root", ROOT);
    }
    Path path = new Path(Names.ROOT.check(root));
    Path qualified = path.getFileSystem(configuration).makeQualified(path);
    Names.ROOT.check(qualified.toString().replaceFirst("^file:/(?!/)", "file:///"));
    return qualified;
  }

  FileSystem fileSystem(Path path) throws IOException {
    return path.getFileSystem(configuration);
  }

  /** What the site sets of the marts' parameters: name → value. */
  Map<String, String> martParameters() {
    return configuration.getPropsWithPrefix(MartParameter.PROPERTY);
  }

  /** Where the process is to stand still, for tests. */
  FaultPoint fault() {
    return new FaultPoint(configuration.getTrimmed(FaultPoint.PROPERTY));
  }

  private String value(String option, String property) {
    return line.hasOption(option)
        ? line.getOptionValue(option)
        : configuration.getTrimmed(property);
  }

  private static WarehouseException missing(String what, String option, String property) {
    return new WarehouseException(
        "Cannot find "
            + what
            + ": no "
            + option
            + ", because warehouse-site.xml on the class path does not set "
            + property
            + " either");
  }
}

package org.reviewwarehouse.oozie;

import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.io.Reader;
import java.io.StringWriter;
import java.lang.reflect.InvocationTargetException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import org.apache.hadoop.conf.Configuration;

/**
 * The main class of the actions: {@code Step jar|hive PROGRAM options…} runs a program of the job
 * jar or of the Hive client inside Oozie's launcher.
 *
 * <ul>
 *   <li>An option {@code --name=} without a value is left out: so workflows pass on what may be
 *       empty. {@code --name=true} becomes the flag {@code --name}, {@code --name=false} nothing.
 *       {@code --arrivals=FROM..TO} becomes one {@code --arrival} a day.
 *   <li>If the program ends with 0 or 3 (refused by data quality), the action's data has {@code
 *       code}, {@code outcome} and {@code message}, and what else the program says of its outcome.
 *   <li>While another run holds the feed (4) it is tried again every 15 seconds, for an hour.
 *   <li>If it ends with any other code the action fails with the program's own last message, which
 *       is what {@code wf:errorMessage} shows.
 * </ul>
 */
public final class Step {
  /** Oozie's launcher names the file for the action's data here, if the action captures it. */
  static final String OUTPUT = "oozie.action.output.properties";

  /** And here the one with the configuration of the action, which has that of the cluster. */
  static final String CONFIGURATION = "oozie.action.conf.xml";

  private static final Map<String, String> MAINS =
      Map.of(
          "jar", "org.reviewwarehouse.mapreduce.Main",
          "hive", "org.reviewwarehouse.hive.Main");

  /** The programs that can say more of their outcome. */
  private static final Set<String> TELLING = Set.of("clean", "alerts", "export", "report");

  private static final int REFUSED = 3;
  private static final int HELD = 4;

  /**
   * How long to wait for another run to let go of the feed: the day of a feed and its monthly
   * reconciliation may be due at once.
   */
  record Patience(int attempts, long millis) {}

  static Patience patience = new Patience(240, 15_000);

  /** Oozie takes 2 KiB of data from an action; beyond ASCII a character takes six bytes of it. */
  private static final int MOST_OUTPUT = 1900;

  private static final List<String> NOT_FOR_JOBS =
      List.of("oozie.", "mapreduce.job.cache.", "mapreduce.job.classpath.", "tmpjars", "tmpfiles");

  private final String tokens;

  private Step(String tokens) {
    this.tokens = tokens;
  }

  /** Fails the action with a message, and with nothing else around it. */
  static final class Failure extends Exception {
    Failure(String message) {
      super(message);
    }

    /** Oozie shows this, and 500 characters of it: the name of the class would waste some. */
    @Override
    public String toString() {
      return getMessage();
    }
  }

  public static void main(String[] args) throws Exception {
    Locale.setDefault(Locale.ROOT); // numbers are written the same on every machine
    new Step(System.getenv("HADOOP_TOKEN_FILE_LOCATION")).run(args);
  }

  private void run(String[] args) throws Exception {
    if (args.length < 2 || !MAINS.containsKey(args[0])) {
      throw new Failure(
          "Cannot run step: "
              + String.join(" ", args)
              + ", because it must be jar or hive, a program and its options");
    }
    String program = args[1];
    String action = System.getProperty(CONFIGURATION);
    if (action != null) {
      System.setProperty(CONFIGURATION, configure(action).toString());
    }
    Path outcome = Files.createTempFile("outcome", ".properties");
    try {
      List<String> call = new ArrayList<>(List.of(program));
      if (args[0].equals("jar")) {
        call.addAll(generic(System.getProperty(CONFIGURATION)));
      }
      call.addAll(options(List.of(args).subList(2, args.length)));
      if (TELLING.contains(program)) {
        call.addAll(List.of("--outcome", outcome.toString()));
      }
      HeardStream heard = new HeardStream(System.err);
      int code = call(MAINS.get(args[0]), call.toArray(String[]::new), heard);
      for (int i = 0; code == HELD && i < patience.attempts(); i++) {
        Thread.sleep(patience.millis());
        code = call(MAINS.get(args[0]), call.toArray(String[]::new), heard);
      }
      if (code != 0 && code != REFUSED) {
        String complaint = heard.complaint();
        throw new Failure(
            complaint.isEmpty()
                ? "Cannot finish " + program + ", because it ended with code " + code
                : complaint);
      }
      tell(code, outcome, heard.complaint());
    } finally {
      Files.deleteIfExists(outcome);
    }
  }

  /** Without those that have no value, and with ranges of days written out. */
  static List<String> options(List<String> given) throws Failure {
    List<String> options = new ArrayList<>();
    for (String option : given) {
      if (option.startsWith("--arrivals=") && !option.endsWith("=")) {
        for (LocalDate day : days(option.substring("--arrivals=".length()))) {
          options.add("--arrival=" + day);
        }
      } else if (option.matches("--[a-z-]+=true")) {
        options.add(option.substring(0, option.indexOf('=')));
      } else if (!option.matches("(?s)--[a-z-]+=(false)?")) {
        options.add(option);
      }
    }
    return options;
  }

  private static List<LocalDate> days(String range) throws Failure {
    String[] bounds = range.split("\\.\\.", -1);
    try {
      LocalDate from = LocalDate.parse(bounds[0]);
      LocalDate to = LocalDate.parse(bounds[bounds.length - 1]);
      if (bounds.length <= 2 && !to.isBefore(from)) {
        return from.datesUntil(to.plusDays(1)).toList();
      }
    } catch (DateTimeParseException e) {
      // told below
    }
    throw new Failure(
        "Cannot read days: "
            + range
            + ", because it must be FROM..TO or one day, like 2015-08-30..2015-09-02");
  }

  /**
   * Puts the configuration that is for programs in the place of the action's own: without the jars
   * of the action, which are no business of the tasks of its jobs, and without file systems that
   * Oozie's server has and this process does not.
   */
  private static Path configure(String action) throws IOException {
    Configuration configuration = new Configuration(false);
    configuration.addResource(new org.apache.hadoop.fs.Path(new File(action).toURI()));
    List<String> names = new ArrayList<>();
    configuration.forEach(property -> names.add(property.getKey()));
    for (String name : names) {
      boolean unknown =
          name.matches("fs\\.(AbstractFileSystem\\.)?[^.]+\\.impl")
              && configuration.getClassByNameOrNull(configuration.get(name)) == null;
      if (unknown || NOT_FOR_JOBS.stream().anyMatch(name::startsWith)) {
        configuration.unset(name);
      }
    }
    Path site = Files.createTempFile("step", ".xml");
    site.toFile().deleteOnExit();
    try (OutputStream out = Files.newOutputStream(site)) {
      configuration.writeXml(out);
    }
    return site;
  }

  /** Hadoop's generic options: jobs know the cluster and their rights from the action. */
  private List<String> generic(String site) {
    List<String> options = new ArrayList<>();
    if (site != null) {
      options.addAll(List.of("-conf", site));
    }
    if (tokens != null) {
      options.addAll(List.of("-D", "mapreduce.job.credentials.binary=" + tokens));
    }
    return options;
  }

  private static int call(String main, String[] args, HeardStream err) throws Exception {
    PrintStream before = System.err;
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      ClassLoader loader = Thread.currentThread().getContextClassLoader();
      return (int)
          Class.forName(main, true, loader)
              .getMethod("run", String[].class)
              .invoke(null, (Object) args);
    } catch (ClassNotFoundException e) {
      throw new Failure("Cannot run step: " + main + ", because the app's lib/ does not have it");
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      System.err.flush();
      System.setErr(before);
    }
  }

  private static void tell(int code, Path outcome, String complaint) throws IOException {
    String output = System.getProperty(OUTPUT);
    if (output == null) {
      return;
    }
    Properties found = new Properties();
    found.setProperty("outcome", code == REFUSED ? "refused" : "done");
    found.setProperty("message", code == REFUSED ? complaint : "");
    try (Reader in = Files.newBufferedReader(outcome)) {
      found.load(in);
    }
    found.setProperty("code", Integer.toString(code));
    String message = found.getProperty("message").lines().findFirst().orElse("");
    message = message.replaceFirst("; the first of them:$", "");
    String text;
    do {
      found.setProperty("message", message);
      StringWriter to = new StringWriter();
      found.store(to, null);
      text = escaped(to.toString());
      message = message.substring(0, message.length() * 9 / 10);
    } while (text.length() > MOST_OUTPUT && !message.isEmpty());
    Files.writeString(Path.of(output), text);
  }

  /** Oozie reads the file as Latin-1, as properties once were. */
  private static String escaped(String text) {
    StringBuilder escaped = new StringBuilder();
    text.chars()
        .forEach(
            c -> escaped.append(c < 127 ? String.valueOf((char) c) : String.format("\\u%04x", c)));
    return escaped.toString();
  }
}

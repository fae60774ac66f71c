package org.reviewwarehouse.oozie;

import static java.util.Map.entry;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A tenant as its {@code job.properties} describe it. Everything is checked before anything is
 * used: names have strict forms, and what belongs to another tenant is refused.
 *
 * @param start first arrival day of its coordinators, UTC; null for that of its properties
 */
record Tenant(String name, Path file, Map<String, String> properties, LocalDateTime start) {
  static final String FILE = "job.properties";
  private static final String ROOT = "warehouse.root";
  private static final String DATABASE = "warehouse.hive.database";

  /** Where a tenant writes. */
  private static final List<String> PLACES = List.of(ROOT, "exportTo");

  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,30}");
  private static final Pattern SECRET =
      Pattern.compile("(?i).*(password|passwd|secret|token|keytab).*", Pattern.DOTALL);
  private static final String PATH = "(/[A-Za-z0-9_=+@-][A-Za-z0-9._=+@-]*)+";
  private static final String NUMBER = "-?[0-9]{1,9}";
  private static final String INSTANT = "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}Z";
  private static final String JVM_OPTION = "-[A-Za-z0-9:+=._,/-]+";
  private static final String MAIL = "[A-Za-z0-9._+-]+@[A-Za-z0-9.-]+";

  /** Each property and the form of its value. */
  private static final Map<String, String> REQUIRED =
      Map.of(
          ROOT,
          PATH,
          DATABASE,
          "[a-z][a-z0-9_]{0,127}",
          "mail",
          MAIL + "(," + MAIL + ")*",
          "feeds",
          "[a-z][a-z0-9_]{0,99}(,[a-z][a-z0-9_]{0,99})*",
          "exportTo",
          "([a-z][a-z0-9+.-]*://[A-Za-z0-9._:@-]*)?" + PATH,
          "start",
          INSTANT,
          "end",
          INSTANT,
          "daily",
          "true|false",
          "recent",
          "true|false");

  private static final String PASSWORD_FILE = "warehouse.hive.password.file";
  private static final String STORE = "hadoop.security.credential.provider.path";

  /** Who its jobs are for HiveServer2, and where the password is; by default as of the client. */
  static final List<String> ACCOUNT = List.of("warehouse.hive.user", PASSWORD_FILE, STORE);

  private static final Map<String, String> OPTIONAL =
      Map.ofEntries(
          entry(PASSWORD_FILE, "([a-z][a-z0-9+.-]*://[A-Za-z0-9._:@-]*)?" + PATH),
          entry(STORE, "(local)?jceks://[A-Za-z0-9._:@-]+" + PATH),
          entry("queue", "[A-Za-z0-9._-]+"),
          entry("doneFlag", "[A-Za-z0-9._-]+"),
          entry("ifAny", "true|false"),
          entry("launcherOptions", JVM_OPTION + "( " + JVM_OPTION + ")*"),
          entry("timeout", NUMBER),
          entry("minutes", NUMBER),
          entry("keepDays", NUMBER),
          entry("localMostBytes", NUMBER),
          entry("throttle", NUMBER),
          entry("slaStart", NUMBER),
          entry("slaEnd", NUMBER),
          entry("slaDuration", NUMBER));

  /** What the client itself gives to every job. */
  private static final Set<String> GIVEN =
      Set.of(
          "apps",
          "tenant",
          "root",
          "nameNode",
          "resourceManager",
          "hiveUrl",
          "hivePrincipal",
          "firstReconcile",
          "reconcile",
          "firstExpire",
          "expire");

  /**
   * What definitions may rely on: what every tenant has, and what the client gives. {@code feed} of
   * a bundle is written out when it is deployed.
   */
  static Set<String> known() {
    Set<String> known = new TreeSet<>(GIVEN);
    REQUIRED.keySet().stream().filter(key -> !key.startsWith("warehouse.")).forEach(known::add);
    return known;
  }

  /**
   * Reads and checks a tenant, also against all others of the folder.
   *
   * @throws WarehouseException that names the property and what is wrong with it
   */
  static Tenant read(Path tenants, String name) throws IOException {
    Tenant tenant = parse(tenants, name);
    tenant.check();
    try (Stream<Path> folders = Files.list(tenants)) {
      for (Path folder : folders.sorted().toList()) {
        String other = folder.getFileName().toString();
        if (!other.equals(name) && Files.exists(folder.resolve(FILE))) {
          tenant.checkApart(parse(tenants, other));
        }
      }
    }
    return tenant;
  }

  private static Tenant parse(Path tenants, String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new WarehouseException(
          "Cannot use tenant: "
              + name
              + ", because its name must be lower-case letters, digits and _");
    }
    Path file = tenants.resolve(name).resolve(FILE);
    if (!Files.exists(file)) {
      throw new WarehouseException("Cannot find tenant: " + name + ", because there is no " + file);
    }
    Properties properties = new Properties();
    try (Reader in = Files.newBufferedReader(file)) {
      properties.load(in);
    }
    Map<String, String> all = new TreeMap<>();
    properties
        .stringPropertyNames()
        .forEach(key -> all.put(key, properties.getProperty(key).strip()));
    return new Tenant(name, file, all, null);
  }

  private void check() {
    for (String key : new TreeSet<>(REQUIRED.keySet())) {
      if (!properties.containsKey(key)) {
        throw wrong(key, "it is missing");
      }
    }
    properties.forEach(
        (key, value) -> {
          boolean isPlace = key.equals(PASSWORD_FILE) || key.equals(STORE);
          if (!isPlace && (SECRET.matcher(key).matches() || SECRET.matcher(value).matches())) {
            throw wrong(key, "secrets are kept in a Hadoop credential provider, not here");
          }
          String form = REQUIRED.getOrDefault(key, OPTIONAL.get(key));
          if (form == null && !key.matches("warehouse\\.[a-z0-9._-]+")) {
            throw wrong(key, "nothing asks for it");
          }
          if (form != null && !value.matches(form)) {
            throw wrong(key + "=" + value, "it must be like " + form);
          }
          if (value.contains("${")) {
            throw wrong(key + "=" + value, "a value may not refer to others");
          }
        });
    if (properties.get("daily").equals("true") && properties.get("recent").equals("true")) {
      throw wrong("recent", "daily is true already, and two runs of a feed cannot be at once");
    }
  }

  private void checkApart(Tenant other) {
    for (String theirs : other.paths()) {
      properties.forEach(
          (key, value) -> {
            boolean isAbove = PLACES.contains(key) && theirs.startsWith(path(value) + "/");
            // Whatever a property is for, it leads nowhere into what is another's.
            if (isAbove || (value + "/").contains(theirs + "/")) {
              throw wrong(
                  key + "=" + value, "it is not apart from " + theirs + " of tenant " + other.name);
            }
          });
    }
    if (properties.get(DATABASE).equals(other.properties.get(DATABASE))) {
      throw wrong(DATABASE + "=" + properties.get(DATABASE), "it is that of tenant " + other.name);
    }
  }

  private List<String> paths() {
    List<String> paths = new ArrayList<>();
    for (String key : PLACES) {
      if (properties.containsKey(key)) {
        paths.add(path(properties.get(key)));
      }
    }
    return paths;
  }

  /**
   * Without scheme and host: these have several spellings, and a folder of its own costs nothing.
   */
  private static String path(String uri) {
    return uri.replaceFirst("^[a-z][a-z0-9+.-]*://[^/]*", "");
  }

  private WarehouseException wrong(String what, String reason) {
    return new WarehouseException(
        "Cannot use property of " + name + ": " + what + ", because " + reason + " (" + file + ")");
  }

  String root() {
    return properties.get(ROOT);
  }

  /** The same with another first arrival day: what was before has been done. */
  Tenant from(LocalDate day) {
    if (!day.atStartOfDay().isBefore(end())) {
      throw wrong("end=" + properties.get("end"), "no day is left from " + day + " on");
    }
    return new Tenant(name, file, properties, day.atStartOfDay());
  }

  @Override
  public LocalDateTime start() {
    return start == null ? instant("start") : start;
  }

  /**
   * When its late rows are merged next, UTC. It is on the day of the month of its properties'
   * start, a month after that at first: a bundle that begins later does not put it off.
   */
  LocalDateTime firstReconcile() {
    return next(ChronoUnit.MONTHS, 1);
  }

  /** When its old directories are deleted next, UTC: every week after its properties' start. */
  LocalDateTime firstExpire() {
    return next(ChronoUnit.DAYS, 7);
  }

  /** The first time, some steps after its properties' start, that is not before its start. */
  private LocalDateTime next(ChronoUnit unit, int step) {
    LocalDateTime origin = instant("start");
    LocalDateTime next = origin.plus(step, unit);
    for (int steps = 2; next.isBefore(start()); steps++) {
      next = origin.plus((long) steps * step, unit);
    }
    return next;
  }

  /** When its days end, UTC. */
  LocalDateTime end() {
    return instant("end");
  }

  private LocalDateTime instant(String key) {
    return LocalDateTime.parse(properties.get(key).replace("Z", ""));
  }

  List<String> feeds() {
    return List.of(properties.get("feeds").split(","));
  }

  /** Its parameters for the apps. */
  Map<String, String> parameters() {
    Map<String, String> parameters = new TreeMap<>(properties);
    parameters.put("start", start() + "Z");
    parameters.keySet().removeIf(Tenant::isOfSite);
    return parameters;
  }

  /** Its settings for the programs of its jobs. */
  Map<String, String> site() {
    Map<String, String> site = new TreeMap<>(properties);
    site.keySet().removeIf(key -> !isOfSite(key));
    return site;
  }

  private static boolean isOfSite(String key) {
    return key.startsWith("warehouse.") || key.equals(STORE);
  }
}

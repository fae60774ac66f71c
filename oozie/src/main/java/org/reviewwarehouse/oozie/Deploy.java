package org.reviewwarehouse.oozie;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.Options;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options.Rename;
import org.apache.hadoop.fs.Path;

/**
 * {@code deploy}: puts the packed apps into a directory of their own, {@code versions/<stamp>}, and
 * then names it in {@code current}. Jobs that run keep the version that they were started with.
 */
final class Deploy implements Program {
  static final String CURRENT = "current";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmssSSS'Z'").withZone(ZoneOffset.UTC);

  @Override
  public String arguments() {
    return "--tenant T [--apps DIR] [--tenants DIR]";
  }

  @Override
  public String purpose() {
    return "Puts the apps of a tenant on HDFS, as a new version for the jobs to come.";
  }

  @Override
  public Options options() {
    return new Options()
        .addOption(Settings.tenantOption())
        .addOption(Settings.appsOption())
        .addOption(Settings.tenantsOption());
  }

  @Override
  public boolean run(CommandLine line, Settings settings, PrintStream out) throws IOException {
    Tenant tenant = Tenant.read(Settings.tenants(line), line.getOptionValue("tenant"));
    java.nio.file.Path packed = Settings.packed(line);
    List<Finding> findings = Validation.of(packed, Tenant.known());
    if (!findings.isEmpty()) {
      findings.forEach(out::println);
      throw new WarehouseException(
          "Cannot deploy apps: " + packed + ", because of what is wrong with them: see above");
    }
    FileSystem files = settings.files();
    Path folder = settings.deployed(tenant.name());
    String stamp = STAMP.format(Instant.now());
    Path arriving = new Path(folder, "versions/.arriving-" + stamp);
    copy(packed, files, arriving);
    write(files, new Path(arriving, "warehouse-site.xml"), site(tenant, settings));
    String bundle = Files.readString(packed.resolve("bundle/" + PackedApps.BUNDLE));
    write(
        files,
        new Path(arriving, "bundle/" + PackedApps.BUNDLE),
        Bundle.of(bundle, tenant.feeds()).getBytes(StandardCharsets.UTF_8));
    Path version = new Path(folder, "versions/" + stamp);
    if (!files.rename(arriving, version)) {
      throw new WarehouseException(
          "Cannot deploy apps: " + version + ", because it is there already; deploy again");
    }
    Path next = new Path(folder, ".next-" + stamp);
    write(files, next, (stamp + "\n").getBytes(StandardCharsets.UTF_8));
    FileContext.getFileContext(folder.toUri(), settings.configuration())
        .rename(next, new Path(folder, CURRENT), Rename.OVERWRITE);
    out.println("Deployed for " + tenant.name() + ": " + version);
    return true;
  }

  private static void copy(java.nio.file.Path from, FileSystem files, Path to) throws IOException {
    try (Stream<java.nio.file.Path> all = Files.walk(from)) {
      for (java.nio.file.Path file : all.filter(Files::isRegularFile).sorted().toList()) {
        Path target = new Path(to, from.relativize(file).toString());
        files.copyFromLocalFile(false, true, new Path(file.toUri()), target);
      }
    }
  }

  private static void write(FileSystem files, Path file, byte[] bytes) throws IOException {
    try (OutputStream out = files.create(file, true)) {
      out.write(bytes);
    }
  }

  private static byte[] site(Tenant tenant, Settings settings) throws IOException {
    Configuration site = new Configuration(false);
    settings.hive(tenant); // its URL is free of secrets
    site.set(Settings.HIVE_URL, settings.cluster(Settings.HIVE_URL));
    for (String property : Tenant.ACCOUNT) {
      String value = settings.configuration().getTrimmed(property, "");
      if (!value.isEmpty()) {
        site.set(property, value);
      }
    }
    // What refresh computes is set for all tenants, and each may have it otherwise.
    for (String prefix : List.of("warehouse.mart.", "warehouse.refresh.")) {
      settings
          .configuration()
          .getPropsWithPrefix(prefix)
          .forEach((name, value) -> site.set(prefix + name, value));
    }
    tenant.site().forEach(site::set);
    var bytes = new java.io.ByteArrayOutputStream();
    site.writeXml(bytes);
    return bytes.toByteArray();
  }
}

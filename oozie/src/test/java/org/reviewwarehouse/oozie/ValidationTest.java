package org.reviewwarehouse.oozie;

import static org.junit.Assert.assertEquals;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Copies of the apps with one mistake each. */
public class ValidationTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private Path apps;

  @Before
  public void copyOfTheApps() throws Exception {
    apps = PackedCopy.in(folder.newFolder("apps").toPath());
  }

  private void mistake(String file, String right, String wrong) throws Exception {
    Path path = apps.resolve(file);
    String text = Files.readString(path);
    assertEquals(
        "once in " + file + ": " + right,
        2,
        text.split(java.util.regex.Pattern.quote(right), -1).length);
    Files.writeString(path, text.replace(right, wrong));
  }

  /** Each finding must be on the line that has the text. */
  private void found(String file, String at, String... findings) throws Exception {
    List<String> lines = Files.readAllLines(apps.resolve(file));
    int line = 1;
    while (!lines.get(line - 1).contains(at)) {
      line++;
    }
    String prefix = file + ":" + line + ": ";
    assertEquals(Stream.of(findings).map(prefix::concat).toList(), all());
  }

  private List<String> all() throws Exception {
    return Validation.of(apps, Tenant.known()).stream().map(Finding::toString).toList();
  }

  @Test
  public void theAppsThemselvesHaveNone() throws Exception {
    assertEquals(List.of(), all());
  }

  @Test
  public void aMissingTarget() throws Exception {
    mistake("expire/workflow.xml", "<ok to=\"end\" />", "<ok to=\"finish\" />");
    assertEquals(
        List.of(
            "expire/workflow.xml:96: Cannot go to: finish, because no node has that name; correct"
                + " it to one of committed, schema, migrate, mark-migrated, publish, expire, mail-failure, failed, end",
            "expire/workflow.xml:118: Cannot reach node: end, because no way from start leads to it;"
                + " go to it from a node, or remove it"),
        all());
  }

  @Test
  public void aNodeThatNothingLeadsTo() throws Exception {
    mistake("alert/workflow.xml", "<ok to=\"parquet\" />", "<ok to=\"mail-alert\" />");
    found(
        "alert/workflow.xml",
        "<action name=\"parquet\"",
        "Cannot reach node: parquet, because no way from start leads to it; go to it from a node, or remove it");
  }

  @Test
  public void aLoop() throws Exception {
    mistake("daily/workflow.xml", "<ok to=\"checks\" />", "<ok to=\"publish\" />\n<!-- -->");
    List<String> findings = all();
    assertEquals(
        findings.toString(),
        true,
        findings.stream()
            .anyMatch(
                each ->
                    each.contains(
                        ": Cannot go back to: publish, because it leads here: publish > refresh; let it go on to a"
                            + " node that comes after, to kill or to end")));
  }

  @Test
  public void anUnknownParameter() throws Exception {
    mistake("expire/workflow.xml", "${keepDays}", "${keepdays}");
    found(
        "expire/workflow.xml",
        "keepdays",
        "Cannot know parameter: keepdays, because nothing defines it; correct its name, or define"
            + " it in config-default.xml or the tenant's job.properties");
  }

  @Test
  public void aDefaultWithoutAValueIsNone() throws Exception {
    mistake("expire/config-default.xml", "<value>7</value>", "<value></value>");
    found(
        "expire/workflow.xml",
        "keepDays",
        "Cannot know parameter: keepDays, because nothing defines it; correct its name, or define"
            + " it in config-default.xml or the tenant's job.properties");
  }

  @Test
  public void anUnknownFunction() throws Exception {
    mistake(
        "expire/workflow.xml",
        "<message>${wf:errorMessage(",
        "<message>${wf:actionData('expire')['x']} ${wf:errorMesage(");
    found(
        "expire/workflow.xml",
        "<message>",
        "Cannot ask for data of: expire, because it captures none; add <capture-output/> to that"
            + " action",
        "Cannot call: wf:errorMesage, because Oozie has no such function; correct its name");
  }

  @Test
  public void aMisspeltClass() throws Exception {
    String jar = "</main-class>\n      <arg>jar</arg>";
    mistake("expire/workflow.xml", "oozie.Step" + jar, "oozie.Stepp" + jar);
    found(
        "expire/workflow.xml",
        "Stepp",
        "Cannot find class: org.reviewwarehouse.oozie.Stepp, because no jar in lib/ has it; correct"
            + " its name, or add its jar");
  }

  @Test
  public void aStepOfNoModule() throws Exception {
    mistake("expire/workflow.xml", "<arg>jar</arg>", "<arg>spark</arg>");
    found(
        "expire/workflow.xml",
        "spark",
        "Cannot run step: spark, because it is neither jar nor hive; begin its arguments with one"
            + " of these");
  }

  @Test
  public void aStepThatHasNoTokenForHive() throws Exception {
    mistake("alert/workflow.xml", "<action name=\"csv\" cred=\"hive\">", "<action name=\"csv\">");
    found(
        "alert/workflow.xml",
        "<action name=\"csv\"",
        "Cannot reach HiveServer2 with Kerberos from: csv, because it asks for no credential; give"
            + " the action a cred=\"...\" of type hive2");
  }

  @Test
  public void aCredentialThatIsNotThere() throws Exception {
    mistake("alert/workflow.xml", "name=\"csv\" cred=\"hive\"", "name=\"csv\" cred=\"hiver\"");
    found(
        "alert/workflow.xml",
        "<action name=\"csv\"",
        "Cannot find credential: hiver, because <credentials> does not have it; correct its name,"
            + " or add it");
  }

  @Test
  public void aMissingKillMessage() throws Exception {
    mistake(
        "expire/workflow.xml",
        "<message>${wf:errorMessage(wf:lastErrorNode())}</message>",
        "<message>failed</message>");
    found(
        "expire/workflow.xml",
        "<kill name",
        "Cannot tell why: failed, because its message names no cause; put"
            + " ${wf:errorMessage(wf:lastErrorNode())} into its <message>");
  }

  @Test
  public void aFileThatIsNotPacked() throws Exception {
    Files.delete(apps.resolve("alert/history.hql"));
    List<String> findings = all();
    assertEquals(
        List.of(
            "Cannot find path: alert/history.hql, because the packed apps do not have it; correct"
                + " it, or add the file",
            "Cannot find path: alert/history.hql, because the packed apps do not have it; correct"
                + " it, or add the file"),
        findings.stream()
            .map(each -> each.replaceFirst("^alert/workflow.xml:\\d+: ", ""))
            .toList());
  }

  @Test
  public void anAppThatIsNotThere() throws Exception {
    mistake("expire/coordinator.xml", "${apps}/expire", "${apps}/expires");
    found(
        "expire/coordinator.xml",
        "expires",
        "Cannot find path: expires, because the packed apps do not have it; correct it, or add the"
            + " file");
  }

  @Test
  public void aParameterThatIsNotGiven() throws Exception {
    mistake("daily/coordinator.xml", "          <name>day</name>", "          <name>date</name>");
    found(
        "daily/coordinator.xml",
        "<workflow>",
        "Cannot start daily/workflow.xml, because it is not given its parameter: day; add the"
            + " property to the <configuration>");
  }

  @Test
  public void aDatasetThatIsNotThere() throws Exception {
    mistake("daily/coordinator.xml", "dataset=\"arrivals\"", "dataset=\"arrival\"");
    found(
        "daily/coordinator.xml",
        "dataset=\"arrival\"",
        "Cannot wait for dataset: arrival, because there is none of that name; correct it to one of"
            + " arrivals");
  }

  @Test
  public void whatTheSchemaForbids() throws Exception {
    mistake("expire/workflow.xml", "<arg>--delete</arg>", "<argument>--delete</argument>");
    assertEquals(
        true,
        all()
            .toString()
            .contains(
                "Cannot accept definition: expire/workflow.xml, because Invalid content was found"));
  }

  @Test
  public void whatIsNoXml() throws Exception {
    mistake("expire/workflow.xml", "</workflow-app>", "");
    assertEquals(
        true,
        all().toString().contains("Cannot read XML: expire/workflow.xml, because XML document"));
  }
}

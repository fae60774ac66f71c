package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertFalse;
import static org.junit.Assert.assertThrows;
import static org.junit.Assert.assertTrue;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.Test;

public class JdbcUrlTest {
  @Test
  public void theTimeoutStandsAmongTheSessionVariablesOfTheUrl() {
    Map<String, String> urls = new LinkedHashMap<>();
    urls.put("jdbc:hive2://h:1", "jdbc:hive2://h:1/;socketTimeout=5000");
    urls.put("jdbc:hive2://h:1/", "jdbc:hive2://h:1/;socketTimeout=5000");
    urls.put("jdbc:hive2://h:1/db", "jdbc:hive2://h:1/db;socketTimeout=5000");
    urls.put("jdbc:hive2://h:1/;ssl=true", "jdbc:hive2://h:1/;ssl=true;socketTimeout=5000");
    urls.put("jdbc:hive2://h:1/;ssl=true;", "jdbc:hive2://h:1/;ssl=true;socketTimeout=5000");
    urls.put("jdbc:hive2://h:1;ssl=true", "jdbc:hive2://h:1/;ssl=true;socketTimeout=5000");
    urls.put("jdbc:hive2://h:1/?a=b#c=d", "jdbc:hive2://h:1/;socketTimeout=5000?a=b#c=d");
    urls.put(
        "jdbc:hive2://a:1,b:2/db;serviceDiscoveryMode=zooKeeper?a=b",
        "jdbc:hive2://a:1,b:2/db;serviceDiscoveryMode=zooKeeper;socketTimeout=5000?a=b");
    urls.put("jdbc:hive2://h:1/;socketTimeout=7", "jdbc:hive2://h:1/;socketTimeout=7");
    urls.forEach((url, timed) -> assertEquals(timed, JdbcUrl.withTimeout(url, 5)));
    assertEquals("jdbc:hive2://h:1/", JdbcUrl.withTimeout("jdbc:hive2://h:1/", 0));
  }

  @Test
  public void aTokenTakesThePlaceOfTheTicket() {
    Map<String, String> urls = new LinkedHashMap<>();
    urls.put("jdbc:hive2://h:1/;principal=hive/_HOST@R", "jdbc:hive2://h:1/;auth=delegationToken");
    urls.put(
        "jdbc:hive2://h:1/db;ssl=true;auth=kerberos;principal=hive/h@R;a=b?c=d",
        "jdbc:hive2://h:1/db;ssl=true;a=b;auth=delegationToken?c=d");
    urls.forEach(
        (url, byToken) -> {
          assertTrue(url, JdbcUrl.hasPrincipal(url));
          assertEquals(byToken, JdbcUrl.withToken(url));
        });
    assertFalse(JdbcUrl.hasPrincipal("jdbc:hive2://h:1/db;ssl=true?x=;principal=hive/h@R"));
  }

  @Test
  public void aUrlWithASecretIsRefusedAndTheSecretNotShown() {
    for (String secret :
        List.of("password", "PASSWORD", "trustStorePassword", "zooKeeperKeystorePassword", "jwt")) {
      for (String sign : List.of(";", ";ssl=true;", "?a=b;", "#")) {
        String message =
            assertThrows(
                    WarehouseException.class,
                    () -> JdbcUrl.check("jdbc:hive2://h:1/db" + sign + secret + "=s3cret"))
                .getMessage();
        assertFalse(message, message.contains("s3cret"));
        assertTrue(message, message.contains(", because it has a " + secret + " in it; that of "));
      }
    }
    String path = "jdbc:hive2://h:1/;ssl=true;storePasswordPath=jceks://hdfs/a.jceks";
    assertEquals(path, JdbcUrl.check(path));
    assertEquals(
        "Cannot use url: jdbc:derby:x, because it does not begin with jdbc:hive2://",
        assertThrows(WarehouseException.class, () -> JdbcUrl.check("jdbc:derby:x")).getMessage());
  }
}

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hive.metastore.MetaStoreEventListener;
import org.apache.hadoop.hive.metastore.MetaStorePreEventListener;
import org.apache.hadoop.hive.metastore.api.MetaException;
import org.apache.hadoop.hive.metastore.api.Table;
import org.apache.hadoop.hive.metastore.events.AlterTableEvent;
import org.apache.hadoop.hive.metastore.events.PreAlterTableEvent;
import org.apache.hadoop.hive.metastore.events.PreEventContext;

/**
 * Makes the metastore of a sandbox fail when the view of product reviews changes: before the change
 * or after it, as the file {@code metastore-fault} in the sandbox's data says.
 */
public final class FailingMetastore {
  private FailingMetastore() {}

  public static final class Before extends MetaStorePreEventListener {
    public Before(Configuration configuration) {
      super(configuration);
    }

    @Override
    public void onEvent(PreEventContext event) throws MetaException {
      if (event instanceof PreAlterTableEvent) {
        fail("before", ((PreAlterTableEvent) event).getNewTable());
      }
    }
  }

  public static final class After extends MetaStoreEventListener {
    public After(Configuration configuration) {
      super(configuration);
    }

    @Override
    public void onAlterTable(AlterTableEvent event) throws MetaException {
      fail("after", event.getNewTable());
    }
  }

  private static void fail(String when, Table table) throws MetaException {
    Path fault = Path.of(System.getProperty("warehouse.sandbox.data"), "metastore-fault");
    try {
      if (table.getTableName().equals("product_reviews")
          && Files.exists(fault)
          && Files.readString(fault).equals(when)) {
        throw new MetaException("the metastore failed " + when + " the change");
      }
    } catch (IOException e) {
      throw new MetaException(e.getMessage());
    }
  }
}

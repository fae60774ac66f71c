package org.apache.hadoop.hive.metastore.txn;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.math.BigInteger;
import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/**
 * Connections to Derby on which statements that differ in the numbers they compare or set are one
 * statement with parameters. Derby compiles every text that it does not remember into a class, and
 * Hive writes the ids of its transactions and locks into the text: an eighth of the CPU of many
 * small queries went into statements that were never asked again.
 *
 * <p>Statements that have parameters already are left as they are.
 */
final class NumbersAsParameters extends DelegatingDataSource {
  /** A text or a name in quotes, or a whole number behind a comparison or an assignment. */
  private static final Pattern NUMBER =
      Pattern.compile("'[^']*'|\"[^\"]*\"|(?<=[=<>]) *+(-?\\d{1,19})\\b(?![.\\w])");

  NumbersAsParameters(DataSource connections) {
    super(connections);
  }

  @Override
  public Connection getConnection() throws SQLException {
    Connection connection = super.getConnection();
    return proxy(
        Connection.class,
        (proxy, method, args) -> {
          if (method.getName().equals("prepareStatement")
              && isWithoutParameters((String) args[0])) {
            return prepare(connection, method, args);
          }
          Object made = call(method, connection, args);
          return method.getName().equals("createStatement")
              ? proxy(Statement.class, new Batch((Connection) proxy, (Statement) made))
              : made;
        });
  }

  private static boolean isWithoutParameters(String sql) {
    return sql.indexOf('?') < 0;
  }

  /** Calls one of the methods that prepare a statement, with a text without numbers. */
  private static PreparedStatement prepare(Connection connection, Method method, Object[] args)
      throws Throwable {
    List<Long> numbers = new ArrayList<>();
    Object[] changed = args.clone();
    changed[0] = withoutNumbers((String) args[0], numbers);
    PreparedStatement statement = (PreparedStatement) call(method, connection, changed);
    for (int i = 0; i < numbers.size(); i++) {
      statement.setLong(i + 1, numbers.get(i));
    }
    return statement;
  }

  /** The statement with question marks for its numbers, which are added to the list in order. */
  static String withoutNumbers(String sql, List<Long> numbers) {
    Matcher found = NUMBER.matcher(sql);
    StringBuilder changed = new StringBuilder();
    while (found.find()) {
      boolean isNumber = found.group(1) != null && isLong(found.group(1));
      if (isNumber) {
        numbers.add(Long.valueOf(found.group(1)));
      }
      found.appendReplacement(changed, isNumber ? " ?" : Matcher.quoteReplacement(found.group()));
    }
    return found.appendTail(changed).toString();
  }

  private static boolean isLong(String number) {
    return new BigInteger(number).bitLength() < Long.SIZE;
  }

  private static <T> T proxy(Class<T> type, InvocationHandler handler) {
    return type.cast(
        Proxy.newProxyInstance(
            NumbersAsParameters.class.getClassLoader(), new Class<?>[] {type}, handler));
  }

  private static Object call(Method method, Object target, Object[] args) throws Throwable {
    try {
      return method.invoke(target, args);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  /** A statement whose batch is prepared, one text after the other. */
  private static final class Batch implements InvocationHandler {
    private final Connection connection;
    private final Statement statement;
    private final List<String> texts = new ArrayList<>();

    /**
     * @param connection prepares with numbers as parameters
     */
    private Batch(Connection connection, Statement statement) {
      this.connection = connection;
      this.statement = statement;
    }

    @Override
    public Object invoke(Object proxy, Method method, Object[] args) throws Throwable {
      switch (method.getName()) {
        case "addBatch" -> texts.add((String) args[0]);
        case "clearBatch" -> texts.clear();
        case "executeBatch" -> {
          return execute();
        }
        default -> {
          return call(method, statement, args);
        }
      }
      return null;
    }

    private int[] execute() throws BatchUpdateException {
      List<String> batch = List.copyOf(texts);
      texts.clear();
      int[] counts = new int[batch.size()];
      for (int i = 0; i < counts.length; i++) {
        try (PreparedStatement prepared = connection.prepareStatement(batch.get(i))) {
          counts[i] = prepared.executeUpdate();
        } catch (SQLException e) {
          BatchUpdateException failure =
              new BatchUpdateException(
                  e.getMessage(), e.getSQLState(), e.getErrorCode(), Arrays.copyOf(counts, i), e);
          failure.setNextException(e);
          throw failure;
        }
      }
      return counts;
    }
  }
}

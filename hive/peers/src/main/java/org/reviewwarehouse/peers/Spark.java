package org.reviewwarehouse.peers;

import java.nio.file.Path;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;

/** Spark with two threads in this process. */
final class Spark implements Engine {
  private final SparkSession session =
      SparkSession.builder()
          .master("local[2]")
          .config("spark.ui.enabled", "false")
          .config("spark.sql.session.timeZone", "UTC")
          .config("spark.sql.shuffle.partitions", "4")
          .config("spark.sql.sources.partitionColumnTypeInference.enabled", "false")
          .config("spark.sql.parquet.compression.codec", "uncompressed")
          .getOrCreate();

  @Override
  public void open(Path clean) {
    session.read().parquet(clean.toString()).createOrReplaceTempView("product_reviews");
  }

  @Override
  public void view(String name, String question) {
    session.sql(question).createOrReplaceTempView(name);
  }

  @Override
  public void table(String name, String question, boolean byPeriod, Path folder) {
    Dataset<Row> rows = session.sql(question);
    String path = folder.resolve(name).toString();
    if (byPeriod) {
      rows.write().mode("overwrite").partitionBy("period").parquet(path);
    } else {
      rows.write().mode("overwrite").parquet(path);
    }
    session.read().parquet(path).createOrReplaceTempView(name);
  }

  @Override
  public long ask(String question) {
    return ((Row[]) session.sql(question).collect()).length;
  }

  @Override
  public String value(String question) {
    return session.sql(question).first().get(0).toString();
  }

  @Override
  public void close() {
    session.stop();
  }
}

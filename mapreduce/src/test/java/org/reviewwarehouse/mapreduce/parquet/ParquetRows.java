package org.reviewwarehouse.mapreduce.parquet;

import java.io.File;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.example.data.Group;
import org.apache.parquet.hadoop.ParquetReader;
import org.apache.parquet.hadoop.example.GroupReadSupport;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.DecimalLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.MapLogicalTypeAnnotation;
import org.apache.parquet.schema.LogicalTypeAnnotation.TimestampLogicalTypeAnnotation;
import org.apache.parquet.schema.PrimitiveType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;

/**
 * Reads Parquet files back into texts: a line a row, its columns joined by {@code |}; line ends and
 * bars within a text are written {@code \n} and {@code \|}.
 */
public final class ParquetRows {
  private static final Configuration CONF = new Configuration();

  private ParquetRows() {}

  /** The rows of all Parquet files below a directory, by path; none if it does not exist. */
  public static List<String> below(File directory) throws IOException {
    List<String> rows = new ArrayList<>();
    for (File file : files(directory)) {
      rows.addAll(of(file));
    }
    return rows;
  }

  /** The rows of all Parquet files below a directory of any file system, by path. */
  public static List<String> below(Path directory, Configuration conf) throws IOException {
    FileSystem fs = directory.getFileSystem(conf);
    List<String> rows = new ArrayList<>();
    FileStatus[] found = fs.exists(directory) ? fs.listStatus(directory) : new FileStatus[0];
    for (FileStatus status : found) {
      if (status.isDirectory()) {
        rows.addAll(below(status.getPath(), conf));
      } else if (status.getPath().getName().endsWith(".parquet")) {
        rows.addAll(of(status.getPath(), conf));
      }
    }
    return rows;
  }

  /** All Parquet files below a directory, by path. */
  public static List<File> files(File directory) {
    List<File> files = new ArrayList<>();
    File[] found = directory.listFiles();
    for (File file : found == null ? new File[0] : found) {
      if (file.isDirectory()) {
        files.addAll(files(file));
      } else if (file.getName().endsWith(".parquet") && !file.getName().startsWith(".")) {
        files.add(file);
      }
    }
    files.sort(null);
    return files;
  }

  /** The rows of one file. */
  public static List<String> of(File file) throws IOException {
    return of(new Path(file.toURI()), CONF);
  }

  private static List<String> of(Path file, Configuration conf) throws IOException {
    List<String> rows = new ArrayList<>();
    try (ParquetReader<Group> reader =
        ParquetReader.builder(new GroupReadSupport(), file).withConf(conf).build()) {
      for (Group row = reader.read(); row != null; row = reader.read()) {
        rows.add(text(row));
      }
    }
    return rows;
  }

  private static String text(Group row) {
    List<String> values = new ArrayList<>();
    for (Type column : row.getType().getFields()) {
      int index = row.getType().getFieldIndex(column.getName());
      boolean missing = row.getFieldRepetitionCount(index) == 0;
      values.add(missing ? "null" : value(row, index));
    }
    return String.join("|", values);
  }

  private static String value(Group row, int index) {
    Type column = row.getType().getType(index);
    if (column.isPrimitive()) {
      return value(row, index, column.asPrimitiveType());
    }
    boolean isMap = column.getLogicalTypeAnnotation() instanceof MapLogicalTypeAnnotation;
    List<String> texts = new ArrayList<>();
    Group entries = row.getGroup(index, 0);
    for (int i = 0; i < entries.getFieldRepetitionCount(0); i++) {
      Group entry = entries.getGroup(0, i);
      texts.add(value(entry, 0) + (isMap ? "=" + value(entry, 1) : ""));
    }
    return isMap ? "{" + String.join(", ", texts) + "}" : texts.toString();
  }

  private static String value(Group row, int index, PrimitiveType type) {
    if (type.getPrimitiveTypeName() == PrimitiveTypeName.BINARY) {
      byte[] bytes = row.getBinary(index, 0).getBytes();
      boolean text = type.getLogicalTypeAnnotation() != null;
      return new String(bytes, text ? StandardCharsets.UTF_8 : StandardCharsets.ISO_8859_1)
          .replace("\n", "\\n")
          .replace("|", "\\|");
    }
    if (type.getLogicalTypeAnnotation()
        instanceof LogicalTypeAnnotation.DateLogicalTypeAnnotation) {
      return LocalDate.ofEpochDay(row.getInteger(index, 0)).toString();
    }
    if (type.getLogicalTypeAnnotation() instanceof TimestampLogicalTypeAnnotation) {
      long micros = row.getLong(index, 0);
      return LocalDateTime.ofEpochSecond(
              Math.floorDiv(micros, 1_000_000),
              Math.floorMod(micros, 1_000_000) * 1000,
              ZoneOffset.UTC)
          .toString();
    }
    if (type.getLogicalTypeAnnotation() instanceof DecimalLogicalTypeAnnotation decimal) {
      return new BigDecimal(new BigInteger(row.getBinary(index, 0).getBytes()), decimal.getScale())
          .toString();
    }
    return row.getValueToString(index, 0);
  }
}

package org.reviewwarehouse.hive;

import static org.junit.Assert.assertEquals;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.junit.ClassRule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

/** Exports by a real HiveServer2. */
public class ExportIT {
  @ClassRule public static final Sandbox SANDBOX = new Sandbox();

  @ClassRule public static final TemporaryFolder FOLDER = new TemporaryFolder();

  /** Its name is a word of HiveQL. */
  private static final String DATABASE = "user";

  @Test
  public void anExportIsThereWholeWithTheNamesOfItsColumns() throws Exception {
    Warehouse warehouse = new Warehouse(SANDBOX, DATABASE);
    FileSystem files = SANDBOX.fileSystem();
    Path exports = new Path(warehouse.root, "exports");
    String question =
        "SELECT 1 AS one, 'a, \"b\"' AS text, TIMESTAMP '2022-03-27 02:30:00' AS at,"
            + " array('x', 'y') AS words FROM schema_version WHERE version <= ";

    assertEquals(
        "Cannot export column: words, because CSV has neither lists nor maps; use parquet, or a"
            + " query that makes text of it, as concat_ws(' ', words)\n",
        export(warehouse, question + 1, "nested", "csv").err());

    String flat = question.replace("array('x', 'y')", "concat_ws(' ', array('x', 'y'))");
    // What an export left that died while Hive wrote, and one that died before that.
    write(files, new Path(exports, "_csv.exporting-1/000000_0"), "half");
    write(files, new Path(exports, "csv.exporting-1/000000_0"), "another's");
    assertEquals("", export(warehouse, flat + 2, "csv", "csv").err());
    assertEquals("", export(warehouse, flat + 1, "csv", "csv").err());
    assertEquals(List.of("csv", "csv.exporting-1"), names(files, exports));
    assertEquals(
        "\"1\",\"a, \"\"b\"\"\",\"2022-03-27 02:30:00\",\"x y\"\n", read(files, exports, "csv"));
    assertEquals("one,text,at,words\r\n", read(files, exports, "csv/" + Export.COLUMNS));

    assertEquals("", export(warehouse, question + 1, "parquet", "parquet").err());
    FileStatus written =
        Arrays.stream(files.listStatus(new Path(exports, "parquet")))
            .filter(file -> !file.getPath().getName().startsWith("_"))
            .findFirst()
            .orElseThrow();
    try (ParquetFileReader reader =
        ParquetFileReader.open(HadoopInputFile.fromStatus(written, SANDBOX.configuration()))) {
      assertEquals(
          "optional int64 _col2 (TIMESTAMP(MICROS,false))",
          reader.getFileMetaData().getSchema().getType(2).toString());
    }
  }

  private static Sandbox.Outcome export(Warehouse warehouse, String sql, String to, String format)
      throws IOException {
    java.nio.file.Path query = FOLDER.newFile().toPath();
    Files.writeString(query, sql);
    return warehouse.run(
        "export",
        "--query-file",
        query.toUri().toString(),
        "--to",
        warehouse.root + "/exports/" + to,
        "--format",
        format,
        "--root",
        warehouse.root);
  }

  private static void write(FileSystem files, Path path, String text) throws IOException {
    try (OutputStream out = files.create(path)) {
      out.write(text.getBytes(StandardCharsets.UTF_8));
    }
  }

  private static List<String> names(FileSystem files, Path directory) throws IOException {
    return Arrays.stream(files.listStatus(directory))
        .map(each -> each.getPath().getName())
        .sorted()
        .toList();
  }

  /** A file, or the files of a directory that are not hidden. */
  private static String read(FileSystem files, Path exports, String name) throws IOException {
    StringBuilder text = new StringBuilder();
    for (FileStatus each : files.listStatus(new Path(exports, name))) {
      if (!each.getPath().getName().startsWith("_") || name.endsWith(Export.COLUMNS)) {
        try (var in = files.open(each.getPath())) {
          text.append(new String(in.readAllBytes(), StandardCharsets.UTF_8));
        }
      }
    }
    return text.toString();
  }
}

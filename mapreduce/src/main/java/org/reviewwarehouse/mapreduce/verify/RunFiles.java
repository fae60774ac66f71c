package org.reviewwarehouse.mapreduce.verify;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.parquet.hadoop.ParquetFileReader;
import org.apache.parquet.hadoop.util.HadoopInputFile;
import org.reviewwarehouse.mapreduce.ledger.RunDirectory;
import org.reviewwarehouse.mapreduce.ledger.Zones;

/**
 * The files of a directory that a run wrote.
 *
 * @param count of the files; 0 where there is no directory
 * @param rows that the footers count
 * @param isReadable every file is one of Parquet
 * @param faults of files that are not what the run wrote there
 */
record RunFiles(
    Path path, int count, long bytes, long rows, boolean isReadable, List<String> faults) {

  static RunFiles read(RunDirectory directory, Zones zones, Configuration conf) throws IOException {
    Path path = directory.path(zones);
    FileStatus[] files;
    try {
      files = path.getFileSystem(conf).listStatus(path);
    } catch (FileNotFoundException e) {
      return new RunFiles(path, 0, 0, 0, false, List.of());
    }
    long bytes = 0;
    long rows = 0;
    boolean isReadable = true;
    List<String> faults = new ArrayList<>();
    for (FileStatus file : files) {
      bytes += file.getLen();
      try (ParquetFileReader reader =
          ParquetFileReader.open(HadoopInputFile.fromStatus(file, conf))) {
        rows += reader.getRecordCount();
        Map<String, String> footer = reader.getFileMetaData().getKeyValueMetaData();
        compare(file, "run", directory.run(), footer, faults);
        compare(file, "feed", zones.feed(), footer, faults);
      } catch (IOException | RuntimeException e) {
        isReadable = false;
        String reason = e.getMessage() == null ? e.toString() : e.getMessage();
        faults.add("has " + file.getPath().getName() + ", which cannot be read, because " + reason);
      }
    }
    return new RunFiles(path, files.length, bytes, rows, isReadable, faults);
  }

  private static void compare(
      FileStatus file, String what, String expected, Map<String, String> footer, List<String> to) {
    String found = footer.get("warehouse." + what);
    if (!expected.equals(found)) {
      to.add("has " + file.getPath().getName() + " of " + what + " " + found);
    }
  }
}

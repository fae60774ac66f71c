package org.reviewwarehouse.localfs;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertThrows;

import java.io.File;
import java.io.FileNotFoundException;
import java.net.URI;
import java.nio.file.Files;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;
import org.junit.Before;
import org.junit.Rule;
import org.junit.Test;
import org.junit.rules.TemporaryFolder;

public class RawNioFileSystemTest {
  @Rule public final TemporaryFolder folder = new TemporaryFolder();

  private final FileSystem ours = new RawNioFileSystem();
  private final FileSystem hadoops = new RawLocalFileSystem();

  @Before
  public void open() throws Exception {
    ours.initialize(URI.create("file:///"), new Configuration());
    hadoops.initialize(URI.create("file:///"), new Configuration());
  }

  @Test
  public void everyPermissionSetIsReadBackAndSeenByHadoop() throws Exception {
    Path file = new Path(folder.newFile().getPath());
    for (int bits = 0; bits < 512; bits += 73) {
      FsPermission permission = new FsPermission((short) bits);
      ours.setPermission(file, permission);
      assertEquals(permission, ours.getFileStatus(file).getPermission());
      assertEquals(permission, hadoops.getFileStatus(file).getPermission());
    }
  }

  @Test
  public void aStatusIsTheSameAsHadoops() throws Exception {
    File written = folder.newFile();
    Files.writeString(written.toPath(), "four");
    for (File file : new File[] {written, folder.getRoot()}) {
      FileStatus mine = ours.getFileStatus(new Path(file.getPath()));
      FileStatus theirs = hadoops.getFileStatus(new Path(file.getPath()));
      assertEquals(theirs.getPath(), mine.getPath());
      assertEquals(theirs.getLen(), mine.getLen());
      assertEquals(theirs.isDirectory(), mine.isDirectory());
      assertEquals(theirs.getPermission(), mine.getPermission());
      assertEquals(theirs.getOwner(), mine.getOwner());
      assertEquals(theirs.getGroup(), mine.getGroup());
      assertEquals(theirs.getModificationTime(), mine.getModificationTime());
    }
  }

  @Test
  public void aMissingFileIsToldByTheExceptionThatHadoopLooksFor() {
    Path missing = new Path(folder.getRoot().getPath(), "missing");
    FileNotFoundException e =
        assertThrows(FileNotFoundException.class, () -> ours.getFileStatus(missing));
    assertEquals("File " + missing + " does not exist", e.getMessage());
    assertThrows(
        FileNotFoundException.class,
        () -> ours.setPermission(missing, FsPermission.getFileDefault()));
  }
}

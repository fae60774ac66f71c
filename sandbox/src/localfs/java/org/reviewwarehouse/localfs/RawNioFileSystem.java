package org.reviewwarehouse.localfs;

import java.io.File;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.EnumSet;
import java.util.Set;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.permission.FsPermission;

/** Reads and sets permissions and owners through java.nio. The sticky bit is not kept. */
public final class RawNioFileSystem extends RawLocalFileSystem {
  /** PosixFilePermission is declared from OWNER_READ to OTHERS_EXECUTE: bit 8 to bit 0. */
  private static final PosixFilePermission[] PERMISSIONS = PosixFilePermission.values();

  @Override
  public void setPermission(Path path, FsPermission permission) throws IOException {
    try {
      Files.setPosixFilePermissions(pathToFile(path).toPath(), posix(permission.toShort()));
    } catch (NoSuchFileException e) {
      throw notFound(path, e);
    }
  }

  @Override
  public FileStatus getFileStatus(Path path) throws IOException {
    File file = pathToFile(path);
    try {
      PosixFileAttributes found = Files.readAttributes(file.toPath(), PosixFileAttributes.class);
      return new FileStatus(
          found.size(),
          found.isDirectory(),
          1,
          getDefaultBlockSize(path),
          found.lastModifiedTime().toMillis(),
          found.lastAccessTime().toMillis(),
          new FsPermission(bits(found.permissions())),
          found.owner().getName(),
          found.group().getName(),
          new Path(file.getPath()).makeQualified(getUri(), getWorkingDirectory()));
    } catch (NoSuchFileException e) {
      throw notFound(path, e);
    }
  }

  static Set<PosixFilePermission> posix(short bits) {
    Set<PosixFilePermission> set = EnumSet.noneOf(PosixFilePermission.class);
    for (PosixFilePermission permission : PERMISSIONS) {
      if ((bits & bit(permission)) != 0) {
        set.add(permission);
      }
    }
    return set;
  }

  static short bits(Set<PosixFilePermission> set) {
    int bits = 0;
    for (PosixFilePermission permission : set) {
      bits |= bit(permission);
    }
    return (short) bits;
  }

  private static int bit(PosixFilePermission permission) {
    return 1 << (PERMISSIONS.length - 1 - permission.ordinal());
  }

  private static IOException notFound(Path path, NoSuchFileException cause) {
    // Hadoop tells a missing file by this class alone.
    FileNotFoundException e = new FileNotFoundException("File " + path + " does not exist");
    e.initCause(cause);
    return e;
  }
}

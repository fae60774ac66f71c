package org.reviewwarehouse.localfs;

import org.apache.hadoop.fs.LocalFileSystem;

/** For {@code fs.file.impl}. */
public final class NioFileSystem extends LocalFileSystem {
  public NioFileSystem() {
    super(new RawNioFileSystem());
  }
}

package org.reviewwarehouse.oozie;

/**
 * A mistake in an app.
 *
 * @param file below the folder of the apps
 * @param problem what is wrong, as "Cannot …: …, because …"
 * @param remedy what to do about it
 */
record Finding(String file, int line, String problem, String remedy) {
  @Override
  public String toString() {
    return file + ":" + line + ": " + problem + "; " + remedy;
  }
}

/**
 * Runs the warehouse every day: the apps of {@code oozie/apps}, the program their actions run, and
 * a client that checks, deploys, submits and watches them.
 *
 * <p>{@link org.reviewwarehouse.oozie.Step} runs inside Oozie's launchers, all else in the client's
 * own process. The programs of the other modules are called by name: what they meet in are the
 * options of their command lines and the files they are asked to write.
 */
package org.reviewwarehouse.oozie;

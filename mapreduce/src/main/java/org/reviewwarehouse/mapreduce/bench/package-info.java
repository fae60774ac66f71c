/**
 * How fast the warehouse is on a machine, and how fast it could be: whole runs of the launcher, and
 * the ceilings of memory, disk and compression, measured in one sitting.
 *
 * <p>The CPU time of a run over 5,000,000 reviews (2.4 GB of TSV, two cores, 18.5 s in all), as
 * {@code mvn test -pl mapreduce -Dtest=ProfileBenchmark} prints it:
 *
 * <pre>
 * resolve and write: parse, rules, texts, hashes   22.1 %
 * resolve: find the newest of a key                 6.9 %
 * resolve: shuffle                                  2.4 %
 * write:   encode Parquet                          13.5 %
 * write:   compress (ZSTD)                         31.2 %
 * both:    read raw files                           2.0 %
 * JVM:     compile (JIT)                           12.5 %
 * JVM:     collect garbage                          2.9 %
 * start-up, jobs, and the rest of the JVM           6.5 %
 * </pre>
 */
package org.reviewwarehouse.mapreduce.bench;

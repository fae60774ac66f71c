/**
 * How fast the warehouse is on a machine, and how fast it could be: whole runs of the launcher, and
 * the ceilings of memory, disk and compression, measured in one sitting.
 *
 * <p>The CPU time of a run over 5,000,000 reviews (2.4 GB of TSV, two cores, 18.9 s in all), as
 * {@code mvn test -pl mapreduce -Dtest=ProfileBenchmark} prints it:
 *
 * <pre>
 * resolve and write: parse, rules, texts, hashes   22.6 %
 * resolve: find the newest of a key                 6.4 %
 * resolve: shuffle                                  3.6 %
 * write:   encode Parquet                          14.3 %
 * write:   compress (ZSTD)                         29.8 %
 * both:    read raw files                           1.9 %
 * JVM:     compile (JIT)                           12.4 %
 * JVM:     collect garbage                          1.6 %
 * start-up, jobs, and the rest of the JVM           7.5 %
 * </pre>
 */
package org.reviewwarehouse.mapreduce.bench;

/**
 * How fast the warehouse is on a machine, and how fast it could be: whole runs of the launcher, and
 * the ceilings of memory, disk and compression, measured in one sitting.
 *
 * <p>The CPU time of a run over 5,000,000 reviews (2.4 GB of TSV, two cores, 17.8 s in all), as
 * {@code mvn test -pl mapreduce -Dtest=ProfileBenchmark} prints it:
 *
 * <pre>
 * resolve and write: parse, rules, texts, hashes   23.5 %
 * resolve: find the newest of a key                 4.7 %
 * resolve: shuffle                                  2.3 %
 * write:   encode Parquet                          11.3 %
 * write:   compress (ZSTD)                         33.2 %
 * both:    read raw files                           2.0 %
 * JVM:     compile (JIT)                           13.9 %
 * JVM:     collect garbage                          2.8 %
 * start-up, jobs, and the rest of the JVM           6.1 %
 * </pre>
 */
package org.reviewwarehouse.mapreduce.bench;

package org.reviewwarehouse.mapreduce.contract;

import java.util.List;
import java.util.Map;

/**
 * One form in which files of a feed come: how they hold records, and where in a record the fields
 * are.
 *
 * @param number of the layout in its contract, from 0
 * @param files patterns of the names, without the end that tells the compression; empty: all names
 * @param delimiter between the fields of CSV
 * @param hasHeader TSV: files may begin with a line of the column names, which is known by its
 *     content; CSV: the first record names the columns, in any order
 * @param records JSON: path to the records; empty if they are at the top
 * @param recordHas JSON and JSONL: a record without a value at this path is no row; empty: all are
 * @param sources for each field of the contract the places to look for its value, the first that
 *     has one counts; empty if no file has it. In JSON a place is a path of names with dots between
 *     them, and {@code []} behind the name of an array
 * @param absent by name of a field the text it gets in this layout where a record has no value;
 *     goes before the field's own {@link Fallback}
 */
public record Layout(
    int number,
    List<String> files,
    Format format,
    char delimiter,
    boolean hasHeader,
    String records,
    String recordHas,
    List<List<String>> sources,
    Map<String, String> absent) {

  /** Whether a file of that name, its compression's end cut off, has this layout. */
  public boolean takes(String name) {
    return files.isEmpty() || files.stream().anyMatch(glob -> Glob.matches(glob, name));
  }
}

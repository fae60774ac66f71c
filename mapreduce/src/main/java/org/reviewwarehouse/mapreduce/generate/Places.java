package org.reviewwarehouse.mapreduce.generate;

import java.util.ArrayList;
import java.util.List;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.contract.Type;
import org.reviewwarehouse.mapreduce.row.RejectReason;

/**
 * Finds where something bad must be put for one field to break a rule and no other, as several may
 * read what stands in one column, and one may read several columns.
 */
final class Places {
  private final Contract contract;
  private final Layout layout;
  private final Columns columns;

  Places(Contract contract, Layout layout, Columns columns) {
    this.contract = contract;
    this.layout = layout;
    this.columns = columns;
  }

  /**
   * Where something must be put for a field to break a rule: in the last of these columns, and
   * nothing in those before it. Another field that reads the same column must not break a rule
   * first: rules are held in the order of fields. No columns if there is no such place.
   */
  List<Columns.Column> of(Field field, RejectReason reason) {
    List<Columns.Column> places = new ArrayList<>();
    List<Columns.Column> read = columns.of(field);
    // A field is empty, or of the wrong shape, where none of its columns has a value.
    boolean takesAll = reason == RejectReason.EMPTY || reason == RejectReason.WRONG_SHAPE;
    for (Columns.Column column : read) {
      places.add(column);
      boolean isLast = !takesAll || places.size() == read.size();
      boolean isFirst =
          contract.fields().subList(0, field.position()).stream()
              .noneMatch(other -> minds(other, places, reason));
      if (isLast && isFirst) {
        return places;
      }
    }
    return new ArrayList<>();
  }

  /** A field breaks a rule, too, where in the last of these columns something bad is put. */
  private boolean minds(Field field, List<Columns.Column> places, RejectReason reason) {
    Columns.Column last = places.get(places.size() - 1);
    List<Columns.Column> read = new ArrayList<>(columns.of(field));
    if (reason == RejectReason.EMPTY) {
      return !read.isEmpty() && places.containsAll(read) && mustNotBeEmpty(field);
    }
    boolean isEmptied = !read.isEmpty() && places.containsAll(read) && !read.contains(last);
    read.removeAll(places.subList(0, places.size() - 1));
    boolean isRead = !read.isEmpty() && read.get(0).equals(last);
    boolean hasBounds = field.maxIsArrival() || hasBound(field.min()) || hasBound(field.max());
    return isEmptied && mustNotBeEmpty(field)
        || isRead
            && switch (reason) {
              case BELOW_MINIMUM, ABOVE_MAXIMUM, AFTER_ARRIVAL -> hasBounds;
              case WRONG_SHAPE -> true;
              default -> field.type() != Type.STRING && field.type() != Type.LIST;
            };
  }

  private static boolean hasBound(long bound) {
    return bound != Long.MIN_VALUE && bound != Long.MAX_VALUE;
  }

  /** A record without a value for the field is rejected. */
  boolean mustNotBeEmpty(Field field) {
    return !field.optional()
        && field.fallback() == null
        && !layout.absent().containsKey(field.name())
        && (field.notEmpty() || !field.type().isBytes());
  }
}

package org.reviewwarehouse.mapreduce.row;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Layout;

/** A member of JSON objects that is on the path to a value, or is one. */
final class JsonMember {
  private static final JsonPlace[] NONE = {};

  private final Map<String, JsonMember> members = new HashMap<>();

  /** Paths that lead here or further. */
  private JsonPlace[] places = NONE;

  /** Those of them that end here. */
  JsonPlace[] ends = NONE;

  /** Those that end here in a LIST. */
  JsonPlace[] lists = NONE;

  /** Those that lead further. */
  JsonPlace[] further = NONE;

  /** Those that lead further into the elements of an array that is here. */
  JsonPlace[] inElements = NONE;

  /** Those that cannot be where an array is here. */
  JsonPlace[] notInArray = NONE;

  /** The members of the object that is here; null if no MAP is. */
  JsonPairs pairs;

  private long metIn;
  private JsonPlace.Found[] foundBefore = {};
  private int[] elementsBefore = {};

  /** The members of the layout's records; {@code has} is the path that every record has. */
  static JsonMember root(Contract contract, Layout layout, JsonPlace[][] ofFields, JsonPlace has) {
    JsonMember root = new JsonMember();
    for (Field field : contract.fields()) {
      String[] paths = layout.sources().get(field.position()).toArray(String[]::new);
      JsonPlace[] places = new JsonPlace[paths.length];
      for (int i = 0; i < paths.length; i++) {
        places[i] = new JsonPlace(field, paths[i]);
        root.add(paths[i], places[i]);
      }
      ofFields[field.position()] = places;
    }
    if (has != null) {
      root.add(layout.recordHas(), has);
    }
    return root;
  }

  private void add(String path, JsonPlace place) {
    JsonMember member = this;
    member.places = with(member.places, place);
    String[] steps = path.split("\\.");
    for (int i = 0; i < steps.length; i++) {
      boolean isLast = i == steps.length - 1;
      boolean isArray = steps[i].endsWith("[]");
      String name = isArray ? steps[i].substring(0, steps[i].length() - 2) : steps[i];
      member = member.members.computeIfAbsent(name, key -> new JsonMember());
      member.add(place, isLast, isArray);
    }
  }

  private void add(JsonPlace place, boolean isLast, boolean isArray) {
    places = with(places, place);
    foundBefore = new JsonPlace.Found[places.length];
    elementsBefore = new int[places.length];
    if (isLast) {
      ends = with(ends, place);
      lists = place.isList() ? with(lists, place) : lists;
      pairs = place.isMap() && pairs == null ? new JsonPairs() : pairs;
    } else {
      further = with(further, place);
      inElements = isArray ? with(inElements, place) : inElements;
    }
    if (!isArray && !(isLast && (place.isList() || place.field == null))) {
      notInArray = with(notInArray, place);
    }
  }

  private static JsonPlace[] with(JsonPlace[] places, JsonPlace place) {
    JsonPlace[] more = Arrays.copyOf(places, places.length + 1);
    more[places.length] = place;
    return more;
  }

  /** The member of that name; null if no path has it. */
  JsonMember member(String name) {
    return members.get(name);
  }

  boolean hasMembers() {
    return !members.isEmpty();
  }

  /** How many objects and arrays can be open on the way to a value. */
  int height() {
    int height = 0;
    for (JsonMember member : members.values()) {
      height = Math.max(height, member.height());
    }
    return height + 2;
  }

  /** Forgets the last record. */
  void clear() {
    for (JsonPlace place : places) {
      place.clear();
    }
  }

  /**
   * The member is met in an object: where it was met in it before, what was found then is
   * forgotten.
   *
   * @param object number of the object, greater than 0
   */
  void meet(long object) {
    boolean isFirst = metIn != object;
    metIn = object;
    for (int i = 0; i < places.length; i++) {
      if (isFirst) {
        foundBefore[i] = places[i].found();
        elementsBefore[i] = places[i].elements().count();
      } else {
        places[i].clear(foundBefore[i], elementsBefore[i]);
      }
    }
  }
}

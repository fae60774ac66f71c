package org.reviewwarehouse.hive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.time.temporal.IsoFields;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.reviewwarehouse.hive.RawEvents.Event;

/** The marts over game events. */
final class EventAnswers implements Answers {
  private static final DateTimeFormatter INSTANT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss'.0'");

  private final Map<String, CsvTable> tables = new LinkedHashMap<>();

  @Override
  public List<String> feeds() {
    return List.of("game_events");
  }

  @Override
  public Map<String, CsvTable> tables(Path raw) throws IOException {
    List<Event> events =
        RawEvents.of(raw.resolve("game_events")).stream()
            .sorted(Comparator.comparing(Event::arrival))
            .toList();
    Map<String, List<Event>> users =
        groups(events.stream().filter(event -> event.user() != null), EventAnswers::userKey);
    Map<String, List<Event>> sessions =
        groups(
            events.stream().filter(event -> sessionKey(event) != null), EventAnswers::sessionKey);
    events(events);
    userDays(users);
    userStates(users);
    users(users);
    sessions(sessions);
    revenue(users);
    days(events);
    activeUsers(users);
    conversion(users);
    return tables;
  }

  private static String userKey(Event event) {
    if (event.user() == null) {
      return null;
    }
    int length = event.game().getBytes(StandardCharsets.UTF_8).length;
    return key(length + ":" + event.game() + event.user());
  }

  private static String sessionKey(Event event) {
    boolean isSession = event.user() != null && event.session() != null;
    return isSession ? key(userKey(event) + event.session()) : null;
  }

  private static String key(String natural) {
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256").digest(natural.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 16);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private static <K> Map<K, List<Event>> groups(Stream<Event> events, Function<Event, K> key) {
    return events.collect(Collectors.groupingBy(key, LinkedHashMap::new, Collectors.toList()));
  }

  private void table(String name, String columns, List<List<String>> rows) {
    tables.put("SELECT " + columns + " FROM " + name, CsvTable.of(columns, rows));
  }

  private static List<String> row(Object... values) {
    return Arrays.stream(values)
        .map(
            value ->
                value == null
                    ? ""
                    : value instanceof LocalDateTime time ? INSTANT.format(time) : "" + value)
        .toList();
  }

  private void events(List<Event> events) {
    List<List<String>> rows = new ArrayList<>();
    groups(
            events.stream(),
            event ->
                Arrays.asList(
                    userKey(event), sessionKey(event), event.game(), event.day(), event.category()))
        .forEach(
            (group, some) -> {
              List<Double> amounts =
                  some.stream()
                      .filter(event -> event.category().equals("business"))
                      .map(Event::amountUsd)
                      .filter(Objects::nonNull)
                      .toList();
              double sum = amounts.stream().mapToDouble(Double::doubleValue).sum();
              rows.add(
                  row(
                      group.get(0),
                      group.get(1),
                      group.get(2),
                      group.get(3),
                      group.get(4),
                      some.size(),
                      amounts.isEmpty() ? null : sum,
                      group.get(3)));
            });
    table(
        "f_event",
        "user_key,session_key,game_id,event_date,category,events,amount_usd,period",
        rows);
  }

  private static Event first(List<Event> events) {
    return events.get(0);
  }

  private static Event last(List<Event> events) {
    return events.get(events.size() - 1);
  }

  /** Null where nobody says, true where one says so. */
  private static Boolean any(List<Event> events, Function<Event, Boolean> flag) {
    return events.stream()
        .map(flag)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private static <V extends Comparable<? super V>> V least(
      List<Event> events, Function<Event, V> value) {
    return events.stream()
        .map(value)
        .filter(Objects::nonNull)
        .min(Comparator.naturalOrder())
        .orElse(null);
  }

  private static String lastSaid(List<Event> events, Function<Event, String> value) {
    return events.stream()
        .filter(event -> value.apply(event) != null)
        .max(Comparator.comparing(Event::arrival).thenComparing(value))
        .map(value)
        .orElse(null);
  }

  private static long sdkErrors(List<Event> events) {
    return events.stream().filter(event -> event.category().equals("sdk_error")).count();
  }

  private void userDays(Map<String, List<Event>> users) {
    List<List<String>> rows = new ArrayList<>();
    users.forEach(
        (user, all) ->
            groups(all.stream(), Event::day)
                .forEach(
                    (day, events) ->
                        rows.add(
                            row(
                                user,
                                first(events).game(),
                                first(events).user(),
                                day,
                                first(events).arrival(),
                                last(events).arrival(),
                                events.size(),
                                sdkErrors(events),
                                any(events, Event::isPaying),
                                any(events, Event::isConverting),
                                least(events, Event::installed),
                                lastSaid(events, Event::country),
                                lastSaid(events, Event::platform),
                                day))));
    table(
        "user_day",
        "user_key,game_id,user_id,event_date,first_arrival_ts,last_arrival_ts,events,sdk_errors,"
            + "is_paying,is_converting,install_ts,country_code,platform,period",
        rows);
  }

  /** What is known of a user from an instant on. */
  private record State(boolean isPaying, boolean isConverting) {}

  private static TreeMap<LocalDateTime, State> states(List<Event> events) {
    TreeMap<LocalDateTime, State> states = new TreeMap<>();
    for (Event event : events) {
      if (event.isPaying() != null || event.isConverting() != null) {
        states.merge(
            event.arrival(),
            new State(
                Boolean.TRUE.equals(event.isPaying()), Boolean.TRUE.equals(event.isConverting())),
            (a, b) ->
                a.isPaying() == b.isPaying()
                    ? new State(a.isPaying(), a.isConverting() || b.isConverting())
                    : a.isPaying() ? a : b);
      }
    }
    return states;
  }

  private void userStates(Map<String, List<Event>> users) {
    List<List<String>> rows = new ArrayList<>();
    users.forEach(
        (user, events) -> {
          LocalDate day = null;
          State before = null;
          for (Map.Entry<LocalDateTime, State> at : states(events).entrySet()) {
            LocalDate today = at.getKey().toLocalDate();
            State state = at.getValue();
            if (!state.equals(before) || !today.equals(day)) {
              rows.add(row(user, at.getKey(), state.isPaying(), state.isConverting(), today));
            }
            before = state;
            day = today;
          }
        });
    table("user_state", "user_key,arrival_ts,is_paying,is_converting,period", rows);
  }

  private void users(Map<String, List<Event>> users) {
    List<List<String>> rows = new ArrayList<>();
    users.forEach(
        (user, events) -> {
          TreeMap<LocalDateTime, State> versions = new TreeMap<>();
          states(events)
              .forEach(
                  (at, state) -> {
                    if (versions.isEmpty() || !versions.lastEntry().getValue().equals(state)) {
                      versions.put(at, state);
                    }
                  });
          if (versions.isEmpty()) {
            versions.put(first(events).arrival(), null);
          }
          versions.forEach(
              (from, state) ->
                  rows.add(
                      row(
                          key(user + INSTANT.format(from).replace(".0", "")),
                          user,
                          first(events).game(),
                          first(events).user(),
                          state == null ? null : state.isPaying(),
                          state == null ? null : state.isConverting(),
                          from,
                          versions.higherKey(from),
                          versions.higherKey(from) == null,
                          least(events, Event::installed),
                          lastSaid(events, Event::country),
                          lastSaid(events, Event::platform))));
        });
    table(
        "d_user",
        "user_version_key,user_key,game_id,user_id,is_paying,is_converting,valid_from,valid_to,"
            + "is_current,install_ts,country_code,platform",
        rows);
  }

  private static Long length(List<Event> events) {
    return events.stream()
        .filter(event -> event.category().equals("session_end"))
        .map(Event::length)
        .filter(Objects::nonNull)
        .max(Comparator.naturalOrder())
        .orElse(null);
  }

  private void sessions(Map<String, List<Event>> sessions) {
    List<List<String>> rows = new ArrayList<>();
    List<List<String>> days = new ArrayList<>();
    List<List<String>> totals = new ArrayList<>();
    sessions.forEach(
        (session, all) -> {
          Event start = first(all);
          rows.add(
              row(
                  session,
                  userKey(start),
                  start.game(),
                  start.session(),
                  least(all, Event::sessionNumber),
                  start.day(),
                  start.arrival(),
                  last(all).arrival(),
                  length(all),
                  all.size()));
          groups(all.stream(), Event::day)
              .forEach(
                  (day, events) -> {
                    days.add(
                        row(
                            session,
                            userKey(start),
                            start.game(),
                            start.session(),
                            day,
                            first(events).arrival(),
                            last(events).arrival(),
                            events.size(),
                            least(events, Event::sessionNumber),
                            length(events),
                            day));
                    highest(events)
                        .forEach(
                            (currency, total) ->
                                totals.add(row(session, currency, day, total, day)));
                  });
        });
    table(
        "d_session",
        "session_key,user_key,game_id,session_id,session_num,start_date,started,ended,"
            + "length_seconds,events",
        rows);
    table(
        "session_day",
        "session_key,user_key,game_id,session_id,event_date,first_arrival_ts,last_arrival_ts,"
            + "events,session_num,length_seconds,period",
        days);
    table("session_currency_day", "session_key,currency,event_date,highest_total,period", totals);
  }

  private static Map<String, Long> highest(List<Event> events) {
    Map<String, Long> highest = new TreeMap<>();
    for (Event event : events) {
      event.totals().forEach((currency, total) -> highest.merge(currency, total, Math::max));
    }
    return highest;
  }

  private void revenue(Map<String, List<Event>> users) {
    Comparator<Long> noneFirst = Comparator.nullsFirst(Comparator.naturalOrder());
    List<List<String>> rows = new ArrayList<>();
    users.forEach(
        (user, all) -> {
          Map<String, Long> paid = new TreeMap<>();
          groups(all.stream().filter(event -> event.session() != null), Event::session)
              .values()
              .stream()
              .sorted(
                  Comparator.comparing((List<Event> events) -> first(events).arrival())
                      .thenComparing(events -> least(events, Event::sessionNumber), noneFirst)
                      .thenComparing(events -> first(events).session()))
              .forEach(
                  session ->
                      highest(session)
                          .forEach(
                              (currency, total) -> {
                                long before = paid.getOrDefault(currency, 0L);
                                if (total > before) {
                                  paid.put(currency, total);
                                  rows.add(
                                      row(
                                          user,
                                          sessionKey(first(session)),
                                          currency,
                                          first(session).game(),
                                          first(session).day(),
                                          total - before,
                                          total));
                                }
                              }));
        });
    table(
        "f_revenue",
        "user_key,session_key,currency,game_id,start_date,revenue,total_to_date",
        rows);
  }

  private void days(List<Event> events) {
    List<List<String>> rows =
        first(events)
            .day()
            .datesUntil(last(events).day().plusDays(1))
            .map(
                day ->
                    row(
                        day,
                        day.getYear(),
                        day.get(IsoFields.QUARTER_OF_YEAR),
                        day.getMonthValue(),
                        day.getDayOfMonth(),
                        day.get(IsoFields.WEEK_BASED_YEAR),
                        day.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR),
                        day.getDayOfWeek().getValue(),
                        day.getDayOfWeek().getDisplayName(TextStyle.FULL, Locale.ENGLISH),
                        day.getDayOfWeek().getValue() > 5))
            .toList();
    String columns =
        "calendar_date,year,quarter,month,day_of_month,iso_year,iso_week,weekday,weekday_name,"
            + "is_weekend";
    tables.put("SELECT * FROM d_date", CsvTable.of(columns, rows));
  }

  /** A game on a day. */
  private record GameDay(String game, LocalDate day) {}

  private static boolean isActivity(Event event) {
    return !event.category().equals("sdk_error");
  }

  private void activeUsers(Map<String, List<Event>> users) {
    Map<GameDay, long[]> counts = new LinkedHashMap<>();
    Function<GameDay, long[]> none = day -> new long[2];
    users.forEach(
        (user, events) -> {
          events.stream()
              .filter(EventAnswers::isActivity)
              .map(event -> new GameDay(event.game(), event.day()))
              .distinct()
              .forEach(day -> counts.computeIfAbsent(day, none)[0]++);
          LocalDateTime installed = least(events, Event::installed);
          if (installed != null) {
            GameDay day = new GameDay(first(events).game(), installed.toLocalDate());
            counts.computeIfAbsent(day, none)[1]++;
          }
        });
    List<List<String>> rows = new ArrayList<>();
    counts.forEach((day, some) -> rows.add(row(day.game(), day.day(), some[0], some[1])));
    table("daily_active_users", "game_id,event_date,active_users,installed_users", rows);
  }

  private void conversion(Map<String, List<Event>> users) {
    Map<GameDay, long[]> counts = new LinkedHashMap<>();
    users.forEach(
        (user, all) ->
            groups(
                    all.stream().filter(EventAnswers::isActivity),
                    event -> new GameDay(event.game(), event.day()))
                .forEach(
                    (day, events) -> {
                      boolean converting = Boolean.TRUE.equals(any(events, Event::isConverting));
                      boolean paying = Boolean.TRUE.equals(any(events, Event::isPaying));
                      long[] count = counts.computeIfAbsent(day, key -> new long[4]);
                      count[0]++;
                      count[1] += converting ? 1 : 0;
                      count[2] += paying ? 1 : 0;
                      count[3] += converting && paying ? 1 : 0;
                    }));
    List<List<String>> rows = new ArrayList<>();
    counts.forEach(
        (day, count) -> {
          double active = count[0];
          rows.add(
              row(
                  day.game(),
                  day.day(),
                  count[0],
                  count[1],
                  count[2],
                  count[3],
                  count[1] / active,
                  count[2] / active,
                  count[3] / active,
                  day.day()));
        });
    table(
        "conversion",
        "game_id,event_date,users,converting,paying,converting_and_paying,converting_share,"
            + "paying_share,converting_and_paying_share,period",
        rows);
  }
}

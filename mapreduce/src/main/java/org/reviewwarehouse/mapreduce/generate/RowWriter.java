package org.reviewwarehouse.mapreduce.generate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Fallback;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Format;
import org.reviewwarehouse.mapreduce.contract.Layout;
import org.reviewwarehouse.mapreduce.contract.Sample;

/** Writes the values of rows, column by column. */
final class RowWriter {
  private final Contract contract;
  private final Layout layout;
  private final Columns columns;
  private final long seed;
  private final long base;
  private final Prose prose;
  private final Set<Field> names = new HashSet<>();
  private final Cell[] cells;
  private final Cell[] written;

  /**
   * @param base first arrival day, days since 1970-01-01
   * @throws WarehouseException if the contract does not say how all values are made up
   */
  RowWriter(Contract contract, Layout layout, long seed, long base) {
    this.contract = contract;
    this.layout = layout;
    this.seed = seed;
    this.base = base;
    columns = new Columns(contract, layout);
    prose = new Prose(layout.format() != Format.TSV);
    for (Field key : contract.key()) {
      names.add(key);
      if (key.fallback() instanceof Fallback.Hash hash) {
        hash.of().forEach(name -> names.add(contract.field(name)));
      }
    }
    check();
    cells = new Cell[contract.fields().size()];
    written = columns.all().stream().map(column -> cell(column.field())).toArray(Cell[]::new);
  }

  Columns columns() {
    return columns;
  }

  /** Writes the values of a row. */
  void write(Draft draft, Line line) {
    line.clear();
    for (Cell cell : written) {
      line.beginField();
      cell.write(draft, line);
    }
    line.endFields();
  }

  private void check() {
    boolean isNamed =
        names.stream().anyMatch(name -> columns.own(name) != null && isUnique(name.sample()));
    if (!isNamed) {
      throw Columns.refused(contract, "no field of its key has a sample of kind unique");
    }
    Field day = contract.eventDay();
    if (day != null && !isDay(columns.eventDay().field().sample())) {
      throw Columns.refused(contract, "the sample of its event.day is not of kind day or time");
    }
    if (day == null && !columns.ordersByNewestArrival()) {
      throw Columns.refused(
          contract,
          "it has no event.day and so comes as dumps, but the newest does not win by order");
    }
    boolean changes = columns.all().stream().anyMatch(column -> changes(column.field().sample()));
    if (columns.ordersByArrival() && !changes) {
      throw Columns.refused(
          contract, "no field that is never empty has another value in a later version");
    }
    for (Field name : names) {
      if (name.sample() != null && name.sample().changes()) {
        throw Columns.refused(
            contract, "field " + name.name() + " names the row, and its sample changes");
      }
    }
  }

  private static boolean isUnique(Sample sample) {
    if (sample.shape() instanceof Sample.Either either) {
      return either.samples().stream().anyMatch(RowWriter::isUnique);
    }
    return sample.shape() instanceof Sample.Unique
        || sample.shape() instanceof Sample.Time time && time.apart() > 1;
  }

  /** The value is another one in each later version. */
  private static boolean changes(Sample sample) {
    boolean isThere = sample.empty() == 0 && sample.conditions().isEmpty();
    if (sample.shape() instanceof Sample.Items items) {
      return isThere && items.least() > 0 && changes(items.item());
    }
    boolean hasOne =
        sample.shape() instanceof Sample.Id id && id.population() == 1
            || sample.shape() instanceof Sample.Words words && words.weights().size() == 1;
    return isThere && sample.changes() && !hasOne;
  }

  private static boolean isDay(Sample sample) {
    boolean isPlain = sample.of() == null && sample.conditions().isEmpty();
    return isPlain
        && (sample.shape() instanceof Sample.Day
            || sample.shape() instanceof Sample.Time time
                && time.least() == 0
                && time.most() == 0
                && time.apart() == 1
                && time.wrong() == 0);
  }

  private Cell cell(Field field) {
    if (cells[field.position()] == null) {
      long fieldSeed = Draws.mix(seed, field.position());
      cells[field.position()] = cell(field, field.sample(), fieldSeed);
    }
    return cells[field.position()];
  }

  private Cell cell(Field field, Sample sample, long fieldSeed) {
    Cell of = sample.of() == null ? null : cell(contract.field(sample.of()));
    Sample.Shape shape = sample.shape();
    boolean isFollowing =
        shape instanceof Sample.Part
            || shape instanceof Sample.Time && !isId(contract.field(sample.of()));
    Cell.Condition[] conditions =
        sample.conditions().stream()
            .map(each -> new Cell.Condition(cell(contract.field(each.field())), each))
            .toArray(Cell.Condition[]::new);
    boolean isFreeText = shape instanceof Sample.Text && of == null && !names.contains(field);
    return new Cell(
        values(field, sample, of, fieldSeed),
        fieldSeed,
        isFollowing ? null : of,
        sample.empty(),
        conditions,
        isFreeText,
        isNeeded(field));
  }

  private static boolean isId(Field field) {
    return field != null && !(field.sample().shape() instanceof Sample.Time);
  }

  /**
   * Other fields read what it holds, or what it holds instead of another, or are held against it.
   */
  private boolean isNeeded(Field field) {
    Columns.Column own = columns.own(field);
    for (Field other : contract.fields()) {
      List<Columns.Column> read = columns.of(other);
      if (own != null && read.contains(own) && (read.size() > 1 || !other.equals(field))) {
        return true;
      }
    }
    return contract.checks().stream()
        .anyMatch(check -> check.field().equals(field) || check.other().equals(field));
  }

  private Values values(Field field, Sample sample, Cell of, long fieldSeed) {
    Sample.Shape shape = sample.shape();
    boolean changes = sample.changes();
    if (shape instanceof Sample.Unique unique) {
      return new Values.Unique(new Spelling(unique.code(), fieldSeed), unique.rows());
    }
    if (shape instanceof Sample.Id id) {
      Skew skew = new Skew(id.population(), id.skew());
      return new Values.Id(skew, id.population(), new Spelling(id.code(), fieldSeed), changes);
    }
    if (shape instanceof Sample.Words words) {
      return Values.Words.of(words, changes);
    }
    if (shape instanceof Sample.Count count) {
      boolean isRaised = changes || DayPlan.isRaised(field, contract);
      return new Values.Count(new Skew(count.most(), count.skew()), count.zeros(), isRaised);
    }
    if (shape instanceof Sample.Part) {
      return new Values.Part(of);
    }
    if (shape instanceof Sample.Text text) {
      return new Values.Text(text, prose);
    }
    if (shape instanceof Sample.Day) {
      return new Values.Day();
    }
    if (shape instanceof Sample.Time time) {
      return moment(field, sample, time, of, fieldSeed);
    }
    if (shape instanceof Sample.Decimal decimal) {
      return new Values.Decimal(decimal, changes);
    }
    if (shape instanceof Sample.Items items) {
      return items(field, items, fieldSeed);
    }
    if (shape instanceof Sample.Totals totals) {
      return new Totals(totals, base);
    }
    List<Sample> samples = ((Sample.Either) shape).samples();
    Cell[] either = new Cell[samples.size()];
    for (int i = 0; i < either.length; i++) {
      either[i] = cell(field, samples.get(i), Draws.mix(fieldSeed, i));
    }
    return new Values.Either(either);
  }

  private Values moment(Field field, Sample sample, Sample.Time time, Cell of, long fieldSeed) {
    boolean isOfId = of != null && isId(contract.field(sample.of()));
    Columns.Column day = columns.eventDay();
    boolean isEventDay = day != null && day.field().equals(field);
    Shuffle places = time.apart() == 1 ? null : new Shuffle(time.apart(), fieldSeed);
    TimeSpelling spelling = new TimeSpelling(field);
    return new Moment(time, isOfId ? null : of, isOfId, isEventDay, base, places, spelling);
  }

  private Values items(Field field, Sample.Items items, long fieldSeed) {
    String[] path = {};
    Columns.Column own = columns.own(field);
    if (layout.format().isJson() && own != null) {
      String source = own.source();
      int array = source.indexOf("[]");
      String rest = array < 0 ? "" : source.substring(array + 2);
      if (rest.contains("[]")) {
        throw Columns.refused(contract, "field " + field.name() + " is in arrays in an array");
      }
      path = rest.isEmpty() ? path : rest.substring(1).split("\\.");
    }
    return new Items(
        items,
        values(field, items.item(), null, fieldSeed),
        field.drop().stream().sorted().toArray(String[]::new),
        layout.format().isJson() ? 0 : field.split(),
        path);
  }
}

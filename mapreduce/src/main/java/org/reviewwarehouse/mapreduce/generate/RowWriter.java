package org.reviewwarehouse.mapreduce.generate;

import java.util.List;
import org.reviewwarehouse.mapreduce.WarehouseException;
import org.reviewwarehouse.mapreduce.contract.Contract;
import org.reviewwarehouse.mapreduce.contract.Field;
import org.reviewwarehouse.mapreduce.contract.Sample;

/** Writes the fields of rows: what each holds follows from the row's {@link Draft} alone. */
final class RowWriter {
  private final Column[] columns;
  private final Draws draws = new Draws();

  /**
   * @throws WarehouseException if the contract does not say how all values are made up
   */
  RowWriter(Contract contract, long seed) {
    List<Field> fields = contract.fields();
    Prose prose = new Prose();
    columns = new Column[fields.size()];
    for (Field field : fields) {
      if (field.sample() == null) {
        throw refused(contract, "field " + field.name() + " has no attribute sample");
      }
      long fieldSeed = Draws.mix(seed, field.position());
      columns[field.position()] =
          new Column(field, contract, values(field, contract, fieldSeed, prose), fieldSeed);
    }
    if (contract.key().stream().noneMatch(key -> key.sample().shape() instanceof Sample.Unique)) {
      throw refused(contract, "no field of its key has a sample of kind unique");
    }
    if (!(contract.eventDay().sample().shape() instanceof Sample.Day)) {
      throw refused(contract, "the sample of its event.day is not of kind day");
    }
    for (Field field : fields) {
      Column column = columns[field.position()];
      if (field.sample().of() != null) {
        column.of = columns[position(fields, field.sample().of())];
      }
    }
  }

  /** Writes the fields of a row; the line has no end yet. */
  void write(Draft draft, Line line) {
    line.clear();
    for (Column column : columns) {
      line.beginField();
      column.write(draft, line);
    }
    line.endFields();
  }

  private static Values values(Field field, Contract contract, long seed, Prose prose) {
    Sample.Shape shape = field.sample().shape();
    if (shape instanceof Sample.Unique unique) {
      return new Values.Unique(new Spelling(unique.code(), seed));
    }
    if (shape instanceof Sample.Id id) {
      Skew skew = new Skew(id.population(), id.skew());
      return new Values.Id(skew, new Spelling(id.code(), seed));
    }
    if (shape instanceof Sample.Words words) {
      return Values.Words.of(words);
    }
    if (shape instanceof Sample.Count count) {
      boolean raised = DayPlan.isRaised(field, contract);
      return new Values.Count(new Skew(count.most(), count.skew()), count.zeros(), raised);
    }
    if (shape instanceof Sample.Text text) {
      return new Values.Text(text, prose);
    }
    return shape instanceof Sample.Day ? new Values.Day() : null; // a part has its own way
  }

  private static int position(List<Field> fields, String name) {
    return fields.stream()
        .filter(field -> field.name().equals(name))
        .findAny()
        .orElseThrow()
        .position();
  }

  private static WarehouseException refused(Contract contract, String reason) {
    return new WarehouseException(
        WarehouseException.Code.FAILED,
        "Cannot generate feed: " + contract.feed() + ", because " + reason);
  }

  /** One field: where its draws begin. */
  private final class Column {
    private final Sample sample;
    private final Values values;
    private final long seed;
    private final boolean isFreeText;
    private Column of;

    Column(Field field, Contract contract, Values values, long seed) {
      sample = field.sample();
      this.values = values;
      this.seed = seed;
      isFreeText =
          sample.shape() instanceof Sample.Text
              && sample.of() == null
              && !contract.key().contains(field);
    }

    void write(Draft draft, Line line) {
      if (sample.empty() > 0 && own(draft).chance(sample.empty())) {
        return;
      }
      if (sample.shape() instanceof Sample.Part) {
        int whole = ((Values.Count) of.values).number(of.own(draft));
        line.append((long) own(draft).below(whole + 1));
        return;
      }
      values.write(draft, of == null ? own(draft) : shared(draft), line);
    }

    /** Draws of this field in this row. */
    private Draws own(Draft draft) {
      return draws.seed(Draws.mix(isFreeText ? draft.textSeed : draft.seed, seed));
    }

    /** Draws of this field in all rows whose other field has the same value as in this one. */
    private Draws shared(Draft draft) {
      int number = ((Values.Id) of.values).number(of.own(draft));
      return draws.seed(Draws.mix(seed, number));
    }
  }
}

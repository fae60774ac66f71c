package org.reviewwarehouse.oozie;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.apache.oozie.client.CoordinatorAction;
import org.apache.oozie.client.WorkflowJob;
import org.apache.oozie.client.rest.JsonToBean;
import org.json.simple.JSONArray;
import org.json.simple.JSONObject;

/** Jobs as Oozie's server tells of them. */
final class Told {
  private Told() {}

  /** A workflow; times are of the day, {@code 10:00:00}, or empty. */
  static WorkflowJob workflow(
      String name, String id, String status, String began, String ended, JSONObject... actions) {
    return JsonToBean.createWorkflowJob(
        json(
            "appName",
            name,
            "id",
            id,
            "status",
            status,
            "createdTime",
            time(began),
            "startTime",
            time(began),
            "endTime",
            time(ended),
            "actions",
            array(actions)));
  }

  static JSONObject step(
      String name, String type, String status, String began, String ended, String error) {
    return json(
        "name",
        name,
        "type",
        type,
        "status",
        status,
        "startTime",
        time(began),
        "endTime",
        time(ended),
        "errorMessage",
        error);
  }

  static Instant instant(String time) {
    return Instant.parse("2015-09-01T" + time + "Z");
  }

  /** Of the coordinator {@code daily-a}. */
  static DayAction action(
      int number, String day, CoordinatorAction.Status status, String workflow, String... missing) {
    return new DayAction(
        "C@" + number,
        "C",
        "daily",
        "a",
        false,
        number,
        LocalDate.parse(day),
        status,
        workflow,
        List.of(missing),
        null);
  }

  private static String time(String ofDay) {
    return ofDay.isEmpty() ? null : "Tue, 01 Sep 2015 " + ofDay + " GMT";
  }

  @SuppressWarnings("unchecked") // json-simple is of before generics
  private static JSONArray array(JSONObject... of) {
    JSONArray array = new JSONArray();
    array.addAll(List.of(of));
    return array;
  }

  @SuppressWarnings("unchecked")
  private static JSONObject json(Object... of) {
    JSONObject json = new JSONObject();
    for (int i = 0; i < of.length; i += 2) {
      json.put(of[i], of[i + 1]);
    }
    return json;
  }
}

package org.yanzhen.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.yanzhen.shared.Ids;

/**
 * What the demonstration's county has promised for the year, so that the public page shows
 * something: a road under way, lamps that shine, dining points that are late, something planned and
 * something given up.
 */
final class DemoPromises {

  /**
   * One command by its name. It may be refused: somebody who looks around may have gone on with a
   * promise meanwhile.
   */
  @FunctionalInterface
  interface Try {
    void send(String name, String type, Map<String, ?> body);
  }

  private final String marks;
  private final LocalDate today;
  private final Try commands;

  /**
   * @param marks makes ids of this realm out of names
   */
  DemoPromises(String marks, LocalDate today, Try commands) {
    this.marks = marks;
    this.today = today;
    this.commands = commands;
  }

  /**
   * @param station code of a body of the township
   */
  void make(int county, int township, String station) {
    List<Map<String, Object>> road =
        List.of(
            milestone(1, "招标完成", "Contract awarded", 3, 31),
            milestone(2, "路基做好", "Roadbed laid", 8, 31),
            milestone(3, "硬化通车", "Paved and open", 12, 20));
    promise(
        "road",
        county,
        text("硬化通组公路 42 公里", "Pave 42 km of road to the hamlets"),
        text(
            "28 个组下雨天也能进出车，脐橙下山不再靠肩挑。",
            "Vehicles reach 28 hamlets in the rain, and oranges come down by truck."),
        "public-works",
        text("分管副主任", "Deputy director in charge"),
        road,
        List.of(figure("硬化公路", "Road paved", "公里", "km", 42)));
    reach("road", 1, 3, "三个标段都定了，合同已公示。");
    reach("road", 2, 8, "28 条线路的路基验收合格。");
    report("road", 10, "已铺 31 公里，剩下的在等天晴。", Map.of("figure", 1, "amount", 31));

    promise(
        "lamps",
        county,
        text("装 300 盏太阳能路灯", "Put up 300 solar street lamps"),
        text("12 个村的村道、桥头晚上看得见路。", "Lit roads and bridges in 12 villages at night."),
        "public-works",
        text("管护科科长", "Head of maintenance"),
        List.of(
            milestone(1, "点位公示", "Sites made public", 4, 15),
            milestone(2, "全部亮灯", "All lamps lit", 9, 30)),
        List.of(figure("路灯", "Lamps", "盏", "lamps", 300)));
    reach("lamps", 1, 4, "点位在各村公示七天，改了 9 处。");
    reach("lamps", 2, 9, "逐盏试灯，300 盏都亮。");
    if (today.getMonthValue() > 9) {
      send(
          "lamps",
          "finish",
          "commitment.finish",
          Map.of(
              "text",
              "12 个村各派两名村民验收签字，坏了拨服务电话来修。",
              "figures",
              List.of(Map.of("figure", 1, "amount", 300))));
    }

    promise(
        "canteen",
        county,
        text("办 10 个老年助餐点", "Open 10 dining points for elders"),
        text(
            "七十岁以上老人每天中午有一顿热饭，走路不超过十五分钟。",
            "A hot lunch every day within a quarter of an hour's walk for everybody over seventy."),
        "civil-affairs",
        text("养老服务科科长", "Head of elder care"),
        List.of(
            milestone(1, "选好地方", "Places chosen", 5, 31),
            milestone(2, "10 个点都开饭", "All ten serving", 9, 30)),
        List.of(figure("助餐点", "Dining points", "个", "points", 10)));
    reach("canteen", 1, 5, "10 个地方定了，租约签好。");
    report("canteen", 10, "开了 6 个，4 个在等消防验收。", Map.of("figure", 1, "amount", 6));

    promise(
        "soil",
        county,
        text("免费测土 2000 户", "Test the soil of 2,000 households, free"),
        text(
            "每户一张施肥卡，少花冤枉钱。",
            "A card for each household that says what to spread, and what not to."),
        "agri-centre",
        text("土肥站站长", "Head of the soil station"),
        List.of(milestone(1, "卡发到户", "Cards handed out", 12, 25)),
        List.of(figure("测土", "Tested", "户", "households", 2_000)));

    promise(
        "parking",
        county,
        text("建墟场停车场", "Build a car park at the market"),
        text("赶墟不再堵桥头。", "No jam at the bridge on market days."),
        "rural-centre",
        text("项目科科长", "Head of projects"),
        List.of(milestone(1, "开工", "Work begins", 6, 30)),
        List.of());
    send(
        "parking",
        "give-up",
        "commitment.give-up",
        Map.of("reason", "选的地查出是基本农田，不能占。墟日改为单行，明年另选地方再列。"));

    promise(
        "water",
        township,
        text("修好 6 处老旧水池", "Mend six old reservoirs"),
        text("三个村夏天不再定时供水。", "No more water by the hour in three villages in summer."),
        station,
        text("站长", "Head of the station"),
        List.of(
            milestone(1, "水池修好", "Reservoirs mended", 7, 31),
            milestone(2, "管网接通", "Pipes connected", 12, 15)),
        List.of(figure("水池", "Reservoirs", "处", "reservoirs", 6)));
    reach("water", 1, 7, "6 处都蓄过水，不漏。");
  }

  private void promise(
      String name,
      int division,
      Map<String, String> title,
      Map<String, String> brings,
      String body,
      Map<String, String> owner,
      List<Map<String, Object>> milestones,
      List<Map<String, Object>> figures) {
    Map<String, Object> promise = new LinkedHashMap<>();
    promise.put("title", title);
    promise.put("brings", brings);
    promise.put("body", body);
    promise.put("owner", owner);
    promise.put("milestones", milestones);
    promise.put("figures", figures);
    send(
        name,
        "draft",
        "commitment.draft",
        Map.of("year", today.getYear(), "divisionId", division, "promise", promise));
    send(name, "publish", "commitment.publish", Map.of());
  }

  /** Nothing is reached before its time: a county made in spring has its autumn before it. */
  private void reach(String name, int milestone, int month, String text) {
    if (today.getMonthValue() <= month) {
      return;
    }
    send(
        name,
        "reach-" + milestone,
        "commitment.reach",
        Map.of(
            "milestone", milestone, "text", text, "figures", List.of(), "attachments", List.of()));
  }

  private void report(String name, int month, String text, Map<String, Object> counted) {
    if (today.getMonthValue() <= month) {
      return;
    }
    send(
        name,
        "report",
        "commitment.report",
        Map.of("text", text, "figures", new ArrayList<>(List.of(counted))));
  }

  private void send(String name, String step, String type, Map<String, ?> more) {
    Map<String, Object> body = new LinkedHashMap<>(more);
    body.put("commitmentId", id(name));
    commands.send("promise/" + today.getYear() + "/" + name + "/" + step, type, body);
  }

  private UUID id(String name) {
    return Ids.named(marks + "/promise/" + today.getYear() + "/" + name);
  }

  /**
   * What is published today is promised for today at the earliest: nothing is late from the start.
   */
  private Map<String, Object> milestone(int n, String zh, String en, int month, int day) {
    LocalDate due = LocalDate.of(today.getYear(), month, day);
    return Map.of(
        "n", n, "title", text(zh, en), "due", (due.isBefore(today) ? today : due).toString());
  }

  private static Map<String, Object> figure(
      String name, String nameEn, String unit, String unitEn, int promised) {
    return Map.of(
        "n", 1, "name", text(name, nameEn), "unit", text(unit, unitEn), "promised", promised);
  }

  private static Map<String, String> text(String zh, String en) {
    return Map.of("zh", zh, "en", en);
  }
}

package org.yanzhen.demo;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.yanzhen.demo.DemoCast.Player;
import org.yanzhen.shared.Ids;

/**
 * How the demonstration's people are organised: groups with a remit, who stands in for whom, who is
 * on duty this month and the next.
 */
final class DemoWork {

  /** One command by its name: the same name has the same body for ever. */
  @FunctionalInterface
  interface Send {
    void send(String name, String type, Map<String, ?> body);
  }

  private static final String FROM = "2024-01-01";

  private final Map<String, UUID> ids = new HashMap<>();
  private final String marks;
  private final int county;
  private final Send send;

  /**
   * @param marks makes ids of this realm out of names
   */
  DemoWork(
      List<Player> players, Function<Player, UUID> person, String marks, int county, Send send) {
    players.forEach(player -> ids.put(player.name(), person.apply(player)));
    this.marks = marks;
    this.county = county;
    this.send = send;
  }

  void plan(LocalDate today) {
    group(
        "crop-group",
        "农技专家小组",
        "全县种植上的疑难：病虫害、栽培、种子。管不了的交农业农村服务中心。",
        "agri-centre",
        List.of("pest-advice", "cultivation-advice", "seed-testing"),
        "舒橘红",
        List.of("向稻香", "夏柑甜", "麦穗黄", "谷穗沉"));
    group(
        "mediation-group",
        "矛盾调解小组",
        "邻里、土地、家庭的纠纷，上门调解。",
        "mediation-centre",
        List.of("dispute-mediation"),
        "秤杆平",
        List.of("井水甜", "梨花雪", "茶芽新"));
    group(
        "market-group",
        "营销与项目小组",
        "帮卖货、帮直播、帮找项目和钱。",
        "commerce-centre",
        List.of("marketing-help", "project-funds"),
        "竹筐满",
        List.of("橘灯红", "水车转", "石磨圆"));
    standIn("谌谷丰", "谷穗沉");
    standIn("舒橘红", "向稻香");
    standIn("秤杆平", "井水甜");
    for (LocalDate month = today.withDayOfMonth(1), i = month;
        !i.isAfter(month.plusMonths(1));
        i = i.plusMonths(1)) {
      duty("agri-centre", "谷穗沉", i);
      duty("civil-affairs", "棉花暖", i);
      duty("commerce-centre", "谷仓凉", i);
    }
  }

  private void group(
      String code,
      String name,
      String remit,
      String body,
      List<String> kinds,
      String lead,
      List<String> members) {
    List<Map<String, Object>> in = new ArrayList<>();
    members.forEach(member -> in.add(Map.of("personId", person(member), "from", FROM)));
    Map<String, Object> team = new LinkedHashMap<>();
    team.put("teamId", Ids.named(marks + "/team/" + code));
    team.put("code", code);
    team.put("name", name);
    team.put("remit", remit);
    team.put("organisation", body);
    team.put("kinds", kinds);
    team.put("divisionIds", List.of(county));
    team.put("leadId", person(lead));
    team.put("fallback", body);
    team.put("active", true);
    team.put("members", in);
    send.send("team/" + code, "people.keep-team", team);
  }

  private void standIn(String name, String deputy) {
    send.send(
        "stand-in/" + name,
        "people.keep-deputy",
        Map.of("personId", person(name), "deputyId", person(deputy), "from", FROM));
  }

  /** The whole month, around the clock; the first of the month names it. */
  private void duty(String body, String name, LocalDate month) {
    Map<String, Object> duty = new LinkedHashMap<>();
    duty.put("dutyId", Ids.named(marks + "/duty/" + body + "/" + month));
    duty.put("organisation", body);
    duty.put("personId", person(name));
    duty.put("from", month.toString());
    duty.put("until", month.plusMonths(1).minusDays(1).toString());
    duty.put("days", List.of());
    duty.put("starts", "00:00");
    duty.put("ends", "00:00");
    send.send("duty/" + body + "/" + month, "people.keep-duty", duty);
  }

  private UUID person(String name) {
    return Objects.requireNonNull(ids.get(name), name);
  }
}

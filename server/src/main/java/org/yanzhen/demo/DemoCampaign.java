package org.yanzhen.demo;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.yanzhen.shared.Ids;

/**
 * A drive of the quarter to clear drains before the rain, with a few orders in it, so that the page
 * of campaigns shows something. Its days are the quarter's, so that it is the same on each of them.
 */
final class DemoCampaign {

  /** One command by its name; it may be refused where somebody ended the campaign meanwhile. */
  @FunctionalInterface
  interface Try {
    void send(String name, String type, Map<String, ?> body);
  }

  private final String marks;
  private final LocalDate from;
  private final Try commands;

  /**
   * @param marks makes ids of this realm out of names
   */
  DemoCampaign(String marks, LocalDate today, Try commands) {
    this.marks = marks;
    this.from = LocalDate.of(today.getYear(), today.getMonth().firstMonthOfQuarter(), 1);
    this.commands = commands;
  }

  /**
   * @param villages three of them
   */
  void make(int county, List<Integer> villages) {
    Map<String, Object> campaign = new LinkedHashMap<>();
    campaign.put("campaignId", id("campaign"));
    campaign.put("nameZh", "清沟迎汛行动");
    campaign.put("nameEn", "Clearing drains before the rain");
    campaign.put("divisionId", county);
    campaign.put("kinds", List.of("public-facility"));
    campaign.put("from", from.toString());
    campaign.put("until", from.plusMonths(3).minusDays(1).toString());
    campaign.put("body", "public-works");
    commands.send(name("campaign"), "campaign.create", campaign);
    order("ditch", villages.get(0), "水渠被塌下来的土堵了二十来米，一下雨就漫到路上。", "渠首往下第二座桥", "柚花香");
    order("culvert", villages.get(1), "涵洞口堆满了竹枝和垃圾，水流不过去。", "村小学门口", "石板凉");
    order("drain", villages.get(2), "排水沟盖板断了三块，小孩放学要从上面走。", "卫生室旁边", "井栏青");
  }

  private void order(String name, int village, String text, String place, String requester) {
    Map<String, Object> order = new LinkedHashMap<>();
    order.put("orderId", id(name));
    order.put("kind", "public-facility");
    order.put("text", text);
    order.put("divisionId", village);
    order.put("place", place);
    order.put("fields", Map.of("facility", "drain"));
    order.put("requesterName", requester);
    order.put("source", "VISIT");
    order.put("campaignId", id("campaign"));
    commands.send(name(name), "order.place", order);
  }

  private String name(String what) {
    return "campaign/" + from + "/" + what;
  }

  private UUID id(String what) {
    return Ids.named(marks + "/" + name(what));
  }
}

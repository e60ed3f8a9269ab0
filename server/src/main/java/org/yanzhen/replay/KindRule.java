package org.yanzhen.replay;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Which kind a message is taken for: by a few words, the first line that matches and that the
 * catalogue has wins. It stands in for the clerk who reads, and is right often enough to give every
 * kind its share; it is no classifier.
 */
record KindRule(String kind, Pattern words) {

  static final String FACILITY = "public-facility";

  static final List<KindRule> TABLE =
      List.of(
          line("pest-advice", "病虫|虫害|农药|稻田|柑橘|柑桔|橘子"),
          line("soil-fertiliser", "土壤|化肥|施肥"),
          line("land-transfer", "土地流转|承包|征地|宅基地|确权"),
          line("cultivation-advice", "庄稼|水稻|果树|蔬菜|农作物|种植|养殖|农田|畜牧"),
          line("marketing-help", "滞销|销路|直播|电商"),
          line("dispute-mediation", "纠纷|欠薪|拖欠|工资|扰民|噪音|赔偿|邻居"),
          line("project-funds", "项目资金|扶持资金|专项资金"),
          line("lecture-wanted", "培训|讲座"),
          line("home-visit", "独居|孤寡|留守|残疾"),
          line("policy-at-home", "政策|文件|规定|标准|咨询|什么时候"),
          line("proxy-filing", "社保|医保|养老|低保|补贴|户口|户籍|公积金|证明|办证|办理|申请|退休|落户|居住证|报销|登记|手续"),
          line("micro-wish", "希望能送|心愿"),
          line(FACILITY, ""));

  private static KindRule line(String kind, String words) {
    return new KindRule(kind, Pattern.compile(words));
  }

  static String kindOf(String words, Set<String> catalogue) {
    return TABLE.stream()
        .filter(line -> catalogue.contains(line.kind()))
        .filter(line -> line.words().matcher(words).find())
        .map(KindRule::kind)
        .findFirst()
        .orElse(FACILITY);
  }
}

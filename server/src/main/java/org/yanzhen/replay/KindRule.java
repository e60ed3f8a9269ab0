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
          line("pest-advice", "病虫|虫害|农药|庄稼|水稻|稻田|柑橘|柑桔|橘子|果树|蔬菜"),
          line("proxy-filing", "社保|医保|养老|低保|补贴|户口|户籍|公积金|证明|办证|办理|申请|退休|落户|居住证|残疾|报销|登记|手续"),
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

package org.yanzhen.replay;

import java.util.regex.Pattern;

/**
 * Which kind a message is taken for: by a few words, the first list that matches wins. It stands in
 * for the clerk who reads, and is right often enough to give every kind its share; it is no
 * classifier.
 */
final class KindRule {

  static final String PESTS = "pest-advice";
  static final String FILING = "proxy-filing";
  static final String FACILITY = "public-facility";

  private static final Pattern FARMING =
      Pattern.compile("病虫|虫害|农药|庄稼|水稻|稻田|柑橘|柑桔|橘子|果树|蔬菜|农作物|种植|养殖|农田|化肥|畜牧");

  private static final Pattern PAPERS =
      Pattern.compile("社保|医保|养老|低保|补贴|户口|户籍|公积金|证明|办证|办理|申请|退休|落户|居住证|残疾|报销|登记|手续");

  private KindRule() {}

  static String kindOf(String words) {
    if (FARMING.matcher(words).find()) {
      return PESTS;
    }
    return PAPERS.matcher(words).find() ? FILING : FACILITY;
  }
}

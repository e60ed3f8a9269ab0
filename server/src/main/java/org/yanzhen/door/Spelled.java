package org.yanzhen.door;

import java.util.stream.Collectors;
import org.yanzhen.shared.Language;

/** A number sign by sign, as it is called out: a voice would make one large number of it. */
final class Spelled {

  private static final String[] CHINESE = "零 一 二 三 四 五 六 七 八 九".split(" ");
  private static final String[] ENGLISH =
      "zero one two three four five six seven eight nine".split(" ");

  private Spelled() {}

  static String of(String label, Language language) {
    String[] digits = language == Language.ZH ? CHINESE : ENGLISH;
    return label
        .codePoints()
        .mapToObj(
            sign -> sign >= '0' && sign <= '9' ? digits[sign - '0'] : Character.toString(sign))
        .collect(Collectors.joining(" "));
  }
}

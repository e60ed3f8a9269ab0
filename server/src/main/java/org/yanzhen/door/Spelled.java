package org.yanzhen.door;

import java.util.List;
import java.util.stream.Collectors;
import org.yanzhen.shared.Language;

/** A number sign by sign, as it is called out: a voice would make one large number of it. */
final class Spelled {

  private static final List<String> CHINESE =
      List.of("零", "一", "二", "三", "四", "五", "六", "七", "八", "九");
  private static final List<String> ENGLISH =
      List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  private Spelled() {}

  static String of(String label, Language language) {
    List<String> digits = language == Language.ZH ? CHINESE : ENGLISH;
    return label
        .codePoints()
        .mapToObj(
            sign -> sign >= '0' && sign <= '9' ? digits.get(sign - '0') : Character.toString(sign))
        .collect(Collectors.joining(" "));
  }
}

package org.yanzhen.catalogue;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.yanzhen.shared.Language;

/**
 * Makes written words such that anybody can read them out: short sentences, figures in words,
 * numbers of telephones digit by digit, nothing shortened, nothing in brackets.
 */
final class SpokenWords {

  private static final Pattern PHONE = Pattern.compile("(?<![0-9.])[0-9](?:[0-9 -]{3,}[0-9])");
  private static final Pattern THOUSANDS = Pattern.compile("(?<=[0-9]),(?=[0-9]{3}(?![0-9]))");
  private static final Pattern YEAR = Pattern.compile("([12][0-9]{3}) ?年");
  private static final Pattern RANGE =
      Pattern.compile("(?<![0-9.])([0-9]{1,4}) ?[-–~～] ?([0-9]{1,4})(?![0-9])");
  private static final Pattern PERCENT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?) ?%");
  private static final Pattern DECIMAL = Pattern.compile("([0-9]{1,4})\\.([0-9]+)");

  /** Before these a two is 两; before a month, a day or a number after the point it is not. */
  private static final Pattern TWO = Pattern.compile("(?<![0-9])2 ?(?=[个天年周次户位件种名小分里条家张万千])");

  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,4}");

  private static final String ZH_DIGITS = "零一二三四五六七八九";

  /** As digits are called on the telephone: a one sounds too much like a seven. */
  private static final String ZH_CALLED = "零幺二三四五六七八九";

  private static final List<String> EN_BELOW_TWENTY =
      List.of(
          "zero",
          "one",
          "two",
          "three",
          "four",
          "five",
          "six",
          "seven",
          "eight",
          "nine",
          "ten",
          "eleven",
          "twelve",
          "thirteen",
          "fourteen",
          "fifteen",
          "sixteen",
          "seventeen",
          "eighteen",
          "nineteen");
  private static final List<String> EN_TENS =
      List.of("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety");

  private static final Map<String, String> ZH_WHOLE = new LinkedHashMap<>();
  private static final Map<String, String> EN_WHOLE = new LinkedHashMap<>();

  static {
    ZH_WHOLE.put("(?i)km", "公里");
    ZH_WHOLE.put("(?i)kg", "公斤");
    ZH_WHOLE.put("[/／]", "或者");
    EN_WHOLE.put("\\be\\.g\\.,?", "for example");
    EN_WHOLE.put("\\bi\\.e\\.,?", "that is");
    EN_WHOLE.put("\\betc\\.", "and so on");
    EN_WHOLE.put("\\bNo\\. ?(?=[0-9])", "number ");
    EN_WHOLE.put("\\bkm\\b", "kilometres");
    EN_WHOLE.put("\\bkg\\b", "kilograms");
    EN_WHOLE.put(" ?/ ?", " or ");
    EN_WHOLE.put(" ?& ?", " and ");
  }

  private SpokenWords() {}

  /** The sentences of a text, each to be read in one breath. */
  static List<String> sentences(String text, Language language) {
    boolean zh = language == Language.ZH;
    String[] parts =
        aloud(text, language).split(zh ? "(?<=[。！？])|[；;\\n]" : "(?<=[.!?]) +|; *|\\n");
    List<String> sentences = new ArrayList<>();
    for (String part : parts) {
      String sentence = part.strip().replaceFirst("[，、,]$", "");
      if (!sentence.isEmpty()) {
        boolean ended = sentence.matches("(?s).*[。！？.!?：:]");
        sentences.add(capital(ended ? sentence : sentence + (zh ? "。" : ".")));
      }
    }
    return sentences;
  }

  /** The words, with everything written out. */
  static String aloud(String text, Language language) {
    boolean zh = language == Language.ZH;
    String said = text;
    for (Map.Entry<String, String> whole : (zh ? ZH_WHOLE : EN_WHOLE).entrySet()) {
      said = said.replaceAll(whole.getKey(), whole.getValue());
    }
    said = THOUSANDS.matcher(said).replaceAll("");
    said = each(YEAR, said, year -> zh ? digits(year.group(1), ZH_DIGITS) + "年" : year.group());
    // What is long is called digit by digit; a range of two short numbers is none.
    said =
        each(
            PHONE,
            said,
            phone ->
                RANGE.matcher(phone.group()).matches() || phone.group().length() < 5
                    ? phone.group()
                    : number(phone.group(), language));
    said = each(RANGE, said, range -> range.group(1) + (zh ? "到" : " to ") + range.group(2));
    said =
        each(
            PERCENT,
            said,
            percent -> zh ? "百分之" + percent.group(1) : percent.group(1) + " percent");
    said =
        each(
            DECIMAL,
            said,
            decimal ->
                zh
                    ? chinese(Integer.parseInt(decimal.group(1)))
                        + "点"
                        + digits(decimal.group(2), ZH_DIGITS)
                    : english(Integer.parseInt(decimal.group(1)))
                        + " point "
                        + spelt(decimal.group(2)));
    if (zh) {
      said = TWO.matcher(said).replaceAll("两");
    }
    said =
        each(
            NUMBER,
            said,
            count ->
                zh
                    ? chinese(Integer.parseInt(count.group()))
                    : english(Integer.parseInt(count.group())));
    return zh ? tidyChinese(said) : tidyEnglish(said);
  }

  /** The number of a telephone, digit by digit, with a breath where it is written apart. */
  static String number(String phone, Language language) {
    List<String> groups = new ArrayList<>();
    for (String group : phone.split("[^0-9]+")) {
      if (!group.isEmpty()) {
        groups.add(language == Language.ZH ? digits(group, ZH_CALLED) : spelt(group));
      }
    }
    return String.join(language.pick("，", ", "), groups);
  }

  private static String each(Pattern pattern, String text, Function<MatchResult, String> said) {
    return pattern.matcher(text).replaceAll(match -> Matcher.quoteReplacement(said.apply(match)));
  }

  private static String digits(String digits, String names) {
    StringBuilder said = new StringBuilder();
    digits.chars().forEach(digit -> said.append(names.charAt(digit - '0')));
    return said.toString();
  }

  private static String spelt(String digits) {
    return String.join(
        " ", digits.chars().mapToObj(digit -> EN_BELOW_TWENTY.get(digit - '0')).toList());
  }

  /** 0 to 9999. */
  static String chinese(int number) {
    if (number < 10) {
      return ZH_DIGITS.substring(number, number + 1);
    }
    if (number < 20) {
      return "十" + (number == 10 ? "" : chinese(number - 10));
    }
    int unit = number >= 1_000 ? 1_000 : number >= 100 ? 100 : 10;
    String head = chinese(number / unit) + (unit == 1_000 ? "千" : unit == 100 ? "百" : "十");
    int rest = number % unit;
    if (rest == 0) {
      return head;
    }
    String gap = rest < unit / 10 ? "零" : "";
    // A ten within a hundred is said as one ten: 一百一十五.
    return head + gap + (rest >= 10 && rest < 20 ? "一" : "") + chinese(rest);
  }

  /** 0 to 9999. */
  static String english(int number) {
    if (number < 20) {
      return EN_BELOW_TWENTY.get(number);
    }
    if (number < 100) {
      String tens = EN_TENS.get(number / 10);
      return number % 10 == 0 ? tens : tens + "-" + english(number % 10);
    }
    int unit = number >= 1_000 ? 1_000 : 100;
    String head = english(number / unit) + (unit == 1_000 ? " thousand" : " hundred");
    int rest = number % unit;
    return rest == 0 ? head : head + (rest < 100 ? " and " : " ") + english(rest);
  }

  private static String tidyChinese(String text) {
    return text.replaceAll("[（(]", "，")
        .replaceAll("[）)]", "，")
        .replaceAll("[【】“”\"'《》「」]", "")
        .replaceAll("(?<=[\\p{IsHan}，。、；：]) +| +(?=[\\p{IsHan}，。、；：])", "")
        .replaceAll("，+", "，")
        .replaceAll("，(?=[。；！？、：])|(?<=[。；！？、：])，", "");
  }

  private static String tidyEnglish(String text) {
    return text.replaceAll(" ?\\(", ", ")
        .replaceAll("\\)", ",")
        .replaceAll("[\"“”\\[\\]]", "")
        .replaceAll("[–—]", ", ")
        .replaceAll(" +", " ")
        .replaceAll(" ?,+(?= ?[.;!?,:])", "")
        .strip();
  }

  private static String capital(String sentence) {
    return sentence.substring(0, 1).toUpperCase(java.util.Locale.ROOT) + sentence.substring(1);
  }
}

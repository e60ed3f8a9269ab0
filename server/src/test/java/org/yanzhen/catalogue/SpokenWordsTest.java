package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.yanzhen.shared.Language;

/** What is read out by whoever holds the microphone. */
class SpokenWordsTest {

  @ParameterizedTest
  @CsvSource({
    "0, 零, zero",
    "2, 二, two",
    "10, 十, ten",
    "15, 十五, fifteen",
    "20, 二十, twenty",
    "42, 四十二, forty-two",
    "100, 一百, one hundred",
    "105, 一百零五, one hundred and five",
    "115, 一百一十五, one hundred and fifteen",
    "1000, 一千, one thousand",
    "1012, 一千零一十二, one thousand and twelve",
    "2345, 二千三百四十五, two thousand three hundred and forty-five"
  })
  void numbersAreSaidInWords(int number, String zh, String en) {
    assertThat(SpokenWords.chinese(number)).isEqualTo(zh);
    assertThat(SpokenWords.english(number)).isEqualTo(en);
  }

  @Test
  void aTelephoneNumberIsCalledDigitByDigit() {
    assertThat(SpokenWords.number("0745-3321018", Language.ZH)).isEqualTo("零七四五，三三二幺零幺八");
    assertThat(SpokenWords.number("0745-33", Language.EN))
        .isEqualTo("zero seven four five, three three");
    assertThat(SpokenWords.aloud("打 12345 热线", Language.ZH)).isEqualTo("打幺二三四五热线");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 个工作日内|一个工作日内",
        "2 个工作日内|两个工作日内",
        "2 月起|二月起",
        "满 80 岁的老人（要补贴价的）|满八十岁的老人，要补贴价的，",
        "每亩 1.5 元，补 30%|每亩一点五元，补百分之三十",
        "3-5 天|三到五天",
        "2026 年起|二零二六年起",
        "户口簿/身份证|户口簿或者身份证"
      })
  void nothingIsShortenedInChinese(String written, String said) {
    assertThat(SpokenWords.aloud(written, Language.ZH)).isEqualTo(said);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "within 4 working hours|within four working hours",
        "over 80 (for the reduced price)|over eighty, for the reduced price,",
        "papers, e.g. the licence|papers, for example the licence",
        "up to 1,500 yuan, 1.5%|up to one thousand five hundred yuan, one point five percent",
        "5 km & more|five kilometres and more"
      })
  void nothingIsShortenedInEnglish(String written, String said) {
    assertThat(SpokenWords.aloud(written, Language.EN)).isEqualTo(said);
  }

  @Test
  void aTextIsReadSentenceBySentence() {
    assertThat(SpokenWords.sentences("热饭送到家；可以只要几天，也可以天天送。", Language.ZH))
        .containsExactly("热饭送到家。", "可以只要几天，也可以天天送。");
    assertThat(SpokenWords.sentences("It costs nothing. ask for 2 days; or more", Language.EN))
        .containsExactly("It costs nothing.", "Ask for two days.", "Or more.");
  }
}

package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SenderNamesTest {

  @ParameterizedTest
  @CsvSource({
    "我叫向小禾，住在村口,我叫＊＊，住在村口",
    "您好！本人龙稻香，反映路灯,您好！本人＊＊，反映路灯",
    "我是龙稻香。路灯坏了,我是＊＊。路灯坏了",
    "反映人：龙稻香 电话在后,反映人：＊＊ 电话在后",
    "联系人是欧阳麦穗请回电,联系人是＊＊请回电",
    "姓名：向禾，路不通,姓名：＊＊，路不通",
  })
  void whoNamesThemselfIsNotNamedInWhatIsKept(String text, String kept) {
    assertThat(SenderNames.cut(text, SenderNames.of(null, text))).isEqualTo(kept);
  }

  @Test
  void aSignatureIsANameAndThanksAreNone() {
    String signed = "路灯坏了，请修。\n向小禾";
    assertThat(SenderNames.cut(signed, SenderNames.of(null, signed))).endsWith("＊＊");
    String thanks = "路灯坏了，请修。\n谢谢";
    assertThat(SenderNames.cut(thanks, SenderNames.of(null, thanks))).isEqualTo(thanks);
  }

  @ParameterizedTest
  @CsvSource({
    "我是金中村的村民，路灯坏了",
    "我家门口的路坏了三个月",
    "请问高龄补贴怎么办理？谢谢！",
    "我是一名大学生，想问补助",
    "我是农民，也是党员，家里有老人",
    "本人高血压，常年吃药",
    "请把姓名和电话写清楚",
  })
  void whatNamesNobodyStaysAsItIs(String text) {
    assertThat(SenderNames.cut(text, SenderNames.of("网友", text))).isEqualTo(text);
  }

  @Test
  void theNameTheSourceGivesIsCutWhereverItStands() {
    String text = "小禾苗2020说：路灯坏了。小禾苗2020再问一次。";
    assertThat(SenderNames.cut(text, SenderNames.of("小禾苗2020", text)))
        .isEqualTo("＊＊说：路灯坏了。＊＊再问一次。");
  }

  @Test
  void onlyWhoSaysSoInAsManyWordsIsTakenForTheSender() {
    assertThat(SenderNames.said("我叫向小禾，路灯坏了")).contains("向小禾");
    assertThat(SenderNames.said("我是高中生，想问补助")).isEmpty();
  }
}

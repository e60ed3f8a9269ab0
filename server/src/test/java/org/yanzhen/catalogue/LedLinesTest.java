package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.yanzhen.shared.ProblemException;

/** Words on a screen with room for so many characters. */
class LedLinesTest {

  @Test
  void noLineIsWiderThanTheScreen() {
    for (Kind kind : Kinds.shipped()) {
      for (int width = LedLines.NARROWEST; width <= LedLines.WIDEST; width++) {
        int room = 2 * width;
        assertThat(LedLines.cut("【" + kind.name().zh() + "】" + kind.summary().zh(), width))
            .allSatisfy(line -> assertThat(LedLines.cells(line)).isBetween(1, room));
        assertThat(LedLines.cut(kind.summary().en(), width))
            .allSatisfy(line -> assertThat(LedLines.cells(line)).isBetween(1, room));
      }
    }
  }

  @Test
  void nothingIsLost() {
    String text = Kinds.shipped("home-meal").summary().zh();
    assertThat(String.join("", LedLines.cut(text, 7))).isEqualTo(text);
  }

  @Test
  void twoFiguresTakeTheRoomOfOneCharacterAndANumberStaysWhole() {
    assertThat(LedLines.cut("要办请拨0745-3321018", 10)).containsExactly("要办请拨0745-3321018");
    assertThat(LedLines.cut("要办请拨0745-3321018", 9)).containsExactly("要办请拨", "0745-3321018");
  }

  @Test
  void noLineBeginsWithAComma() {
    assertThat(LedLines.cut("老人病人，残疾人", 4)).containsExactly("老人病", "人，残疾", "人");
    assertThat(LedLines.cut("上门办【代办】", 4)).containsExactly("上门办", "【代办】");
  }

  @Test
  void aScreenThatThereIsNotIsRefused() {
    assertThatThrownBy(() -> LedLines.cut("字", 3)).isInstanceOf(ProblemException.class);
  }
}

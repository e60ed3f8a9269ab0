package org.yanzhen.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.yanzhen.shared.ProblemException;

class PhonesTest {

  @Test
  void oneNumberHoweverItIsWritten() {
    for (String written :
        new String[] {
          "0745-0000012", "0745 0000012", "(0745)0000012", "+86 745 0000012", "0086-745-0000012"
        }) {
      assertThat(Phones.digits(written)).as(written).isEqualTo("07450000012");
    }
    assertThat(Phones.digits("+86 139 0000 0000")).isEqualTo(Phones.digits("139-0000-0000"));
  }

  @Test
  void noNumberIsAllowedAndNonsenseIsNot() {
    assertThat(Phones.checked("phone", "  ")).isNull();
    assertThat(Phones.checked("phone", " 0745-0000012 ")).isEqualTo("0745-0000012");
    assertThatThrownBy(() -> Phones.checked("phone", "ask my neighbour"))
        .isInstanceOf(ProblemException.class);
    assertThatThrownBy(() -> Phones.checked("phone", "1234")).isInstanceOf(ProblemException.class);
  }

  @Test
  void aPathNamesItselfAndAllAbove() {
    assertThat(PeopleStore.above(".1.2.7.92."))
        .containsExactly(".1.", ".1.2.", ".1.2.7.", ".1.2.7.92.");
  }
}

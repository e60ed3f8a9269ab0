package org.yanzhen.hall;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.shared.RealmId;
import org.yanzhen.support.YanzhenTest;

/** The lists suggestions start from name kinds that can be asked for. */
@YanzhenTest
class TriageWordsTest {

  @Autowired Catalogue catalogue;

  @Test
  void everyKindOfTheListsIsOffered() {
    List<String> offered = catalogue.list(new RealmId(1)).stream().map(Kind::code).toList();
    TriageWords words = TriageWords.shipped();

    assertThat(offered).containsAll(words.wordsByKind().keySet());
    assertThat(words.categories().values())
        .allSatisfy(
            category -> {
              assertThat(offered).contains(category.kind());
              assertThat(offered).containsAll(category.parts().values());
            });
  }

  @Test
  void everyKindOfferedHasWords() {
    assertThat(TriageWords.shipped().wordsByKind().keySet())
        .containsAll(
            catalogue.list(new RealmId(1)).stream()
                .map(Kind::code)
                // Other tests adopt kinds of their own; what is shipped has words.
                .filter(
                    code ->
                        TriageWordsTest.class.getResource("/packs/%s.yaml".formatted(code)) != null)
                .toList());
  }

  @Test
  void aCategoryGoesWhereItsSecondLevelSaysElseItsFirst() {
    TriageWords words = TriageWords.shipped();

    assertThat(words.kindOf("农村农业/水利水电/水库")).contains("public-facility");
    assertThat(words.kindOf("农村农业/什么都不是")).contains("cultivation-advice");
    assertThat(words.kindOf("农村农业")).contains("cultivation-advice");
    assertThat(words.kindOf("没有这一级")).isEmpty();
    assertThat(words.kindOf(null)).isEmpty();
  }
}

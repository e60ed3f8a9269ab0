package org.yanzhen.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class OlderKindTest {

  private final JsonMapper mapper = JsonMapper.builder().build();

  @Test
  void aKindOfTheFirstReleaseStillReads() {
    ObjectNode old = mapper.valueToTree(Kinds.pestAdvice());
    old.remove(
        List.of(
            "season",
            "stages",
            "parts",
            "ratings",
            "results",
            "privacy",
            "withdrawn",
            "conditions"));
    ObjectNode words = old.putArray("papers").addObject();
    words.put("zh", "身份证").put("en", "Identity card");

    Kind read = mapper.treeToValue(OlderKind.completed(old), Kind.class);

    assertThat(read.name()).isEqualTo(Kinds.pestAdvice().name());
    assertThat(read.season()).isEmpty();
    assertThat(read.stages()).isEmpty();
    assertThat(read.parts()).isEmpty();
    assertThat(read.ratings()).isEmpty();
    assertThat(read.results()).isEmpty();
    assertThat(read.conditions()).isEmpty();
    assertThat(read.placesAWeek()).isNull();
    assertThat(read.privacy()).isEqualTo(PrivacyClass.PUBLIC);
    assertThat(read.withdrawn()).isFalse();
    assertThat(read.papers())
        .containsExactly(new Paper("paper-1", new Text("身份证", "Identity card"), List.of(), false));
  }

  @Test
  void aKindOfTodayIsReadAsItIs() {
    ObjectNode today = mapper.valueToTree(Kinds.shipped("proxy-filing"));
    assertThat(mapper.treeToValue(OlderKind.completed(today), Kind.class))
        .isEqualTo(Kinds.shipped("proxy-filing"));
  }
}

package org.yanzhen.people;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanzhen.people.SkillList.Name;

class SkillPackTest {

  @TempDir Path folder;

  @Test
  void aCountysFolderAddsSkillsAndNamesThemAnew() throws IOException {
    write("pack: skills\nskills:\n  tea-picking: {zh: 采茶, en: Tea picking}\n");
    Files.writeString(
        folder.resolve("more.yaml"),
        "pack: skills\nskills:\n  mediation: {zh: 调解, en: Making peace}\n");
    Files.writeString(folder.resolve("other.yaml"), "pack: figures\nskills: none\n");

    SkillList skills = new SkillList(folder.toString());

    assertThat(skills.all())
        .containsEntry("tea-picking", new Name("采茶", "Tea picking"))
        .containsEntry("mediation", new Name("调解", "Making peace"))
        .containsKey("plant-protection");
    assertThat(skills.contains("tea-picking")).isTrue();
    assertThat(new SkillList("").contains("tea-picking")).isFalse();
  }

  @Test
  void aSlipStopsTheStartAndNamesTheFile() throws IOException {
    for (String slip :
        new String[] {
          "pack: skills\n",
          "pack: skills\nskills:\n  tea: {zh: 采茶}\n",
          "pack: skills\nskills:\n  Tea Picking: {zh: 采茶, en: Tea}\n",
          "pack: skills\nskills:\n  tea: {zh: 采茶, en: Tea}\n  tea: {zh: 茶, en: Tea}\n",
          "pack: [skills\n"
        }) {
      write(slip);
      assertThatThrownBy(() -> new SkillList(folder.toString()))
          .as(slip)
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(folder.resolve("own.yaml").toString());
    }
  }

  private void write(String yaml) throws IOException {
    Files.writeString(folder.resolve("own.yaml"), yaml);
  }
}

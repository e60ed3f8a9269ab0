package org.yanzhen;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModules;
import org.springframework.modulith.docs.Documenter;
import org.yanzhen.support.Printed;

/** The map of the rooms: who may know whom is declared in each package-info and checked here. */
class ModulesTest {

  /** The solver is a library that happens to live below the same name, not a room. */
  private static final ApplicationModules MODULES =
      ApplicationModules.of(
          Yanzhen.class, JavaClass.Predicates.resideInAPackage("org.yanzhen.solver.."));

  @Test
  void everyRoomKnowsOnlyWhomItSaysItKnows() {
    MODULES.verify();
  }

  @Test
  void theDiagramsInTheDocsAreDrawnFromTheCode() {
    Path folder = Path.of("target", "modules");
    new Documenter(
            MODULES,
            Documenter.Options.defaults().withOutputFolder(folder.toString()).withoutClean())
        .writeModulesAsPlantUml()
        .writeIndividualModulesAsPlantUml()
        .writeModuleCanvases();
    assertThat(folder.resolve("components.puml")).exists();
    StringBuilder page =
        new StringBuilder(
            "# The rooms and whom they know\n\nPrinted by `ModulesTest`.\n\n```mermaid\nflowchart BT\n");
    MODULES.stream()
        .sorted(java.util.Comparator.comparing(module -> module.getIdentifier().toString()))
        .forEach(
            module ->
                module
                    .getDirectDependencies(MODULES)
                    .uniqueModules()
                    .map(known -> known.getIdentifier().toString())
                    .filter(known -> !known.equals("shared"))
                    .distinct()
                    .sorted()
                    .forEach(
                        known ->
                            page.append("  ")
                                .append(module.getIdentifier())
                                .append(" --> ")
                                .append(known)
                                .append('\n')));
    page.append("```\n\nEvery room may use `shared`.\n");
    Printed.assertUpToDate("docs/modules/README.md", page.toString());
  }
}

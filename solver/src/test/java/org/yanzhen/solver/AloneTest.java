package org.yanzhen.solver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.yanzhen.solver.plan.PlanProblem;

/** The library can be used without the rest: it needs the JDK, and two annotations. */
class AloneTest {
  @Test
  void itsClassesNameNothingButTheJdkAndEachOther() throws IOException, URISyntaxException {
    Path classes =
        Path.of(PlanProblem.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Set<String> strangers = new TreeSet<>();
    int seen = 0;
    for (Path file : classFiles(classes)) {
      seen++;
      for (String name : named(ClassFile.of().parse(file))) {
        if (!name.startsWith("java/") && !name.startsWith("org/yanzhen/solver/")) {
          strangers.add(name);
        }
      }
    }
    assertThat(seen).isGreaterThan(50);
    assertThat(strangers).isEmpty();
  }

  private static List<Path> classFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.walk(folder)) {
      return files
          .filter(file -> file.toString().endsWith(".class"))
          .filter(file -> !file.endsWith("package-info.class"))
          .toList();
    }
  }

  private static Set<String> named(ClassModel model) {
    Set<String> names = new TreeSet<>();
    for (PoolEntry entry : model.constantPool()) {
      if (entry instanceof ClassEntry type) {
        String name = type.asInternalName().replaceFirst("^\\[+L?", "").replace(";", "");
        if (name.length() > 1) {
          names.add(name);
        }
      }
    }
    return names;
  }

  @Test
  void itsOnlyDependencyOutsideOfTestsAreTheAnnotations() throws Exception {
    NodeList dependencies = pom().getElementsByTagName("dependency");
    Set<String> needed = new TreeSet<>();
    for (int index = 0; index < dependencies.getLength(); index++) {
      Element dependency = (Element) dependencies.item(index);
      if (!textOf(dependency, "scope").equals("test")) {
        needed.add(textOf(dependency, "groupId") + ":" + textOf(dependency, "artifactId"));
      }
    }
    assertThat(needed).containsExactly("org.jspecify:jspecify");
  }

  /** What is not said here would be said by the parents: of a framework and its makers. */
  @Test
  void itsPomSaysItselfWhatARepositoryAsks() throws Exception {
    Element project = pom();
    for (String own : List.of("name", "description", "url", "licenses", "developers", "scm")) {
      assertThat(children(project, own)).as(own).hasSize(1);
    }
    Element license = children(children(project, "licenses").getFirst(), "license").getFirst();
    assertThat(textOf(license, "name")).isEqualTo("Apache-2.0");
    assertThat(textOf(license, "url")).isEqualTo("https://www.apache.org/licenses/LICENSE-2.0.txt");
    Element developer =
        children(children(project, "developers").getFirst(), "developer").getFirst();
    assertThat(textOf(developer, "name")).isEqualTo("Yanzhen");
  }

  private static Element pom() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
    return factory
        .newDocumentBuilder()
        .parse(Path.of("pom.xml").toAbsolutePath().toFile())
        .getDocumentElement();
  }

  private static List<Element> children(Element parent, String name) {
    List<Element> found = new ArrayList<>();
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element && element.getTagName().equals(name)) {
        found.add(element);
      }
    }
    return found;
  }

  private static String textOf(Element element, String name) {
    NodeList found = element.getElementsByTagName(name);
    return found.getLength() == 0 ? "" : found.item(0).getTextContent().strip();
  }
}

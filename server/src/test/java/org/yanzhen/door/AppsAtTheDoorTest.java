package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.ClassPathResource;
import org.yanzhen.door.Visitor.Page;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

/** The two apps are handed out at any of their addresses; a jar built without them says so. */
@YanzhenTest
class AppsAtTheDoorTest {

  @Autowired County county;

  private Visitor visitor;

  @BeforeEach
  void comesIn() {
    visitor = new Visitor(county.address());
  }

  @Test
  void anAddressInsideAnAppIsItsFirstPageOrAWordThatItIsMissing() {
    for (String app : new String[] {"field", "desk"}) {
      boolean built = new ClassPathResource("static/" + app + "/index.html").exists();
      for (String path :
          new String[] {"/" + app, "/" + app + "/", "/" + app + "/orders/some-order"}) {
        Page page = visitor.open(path);
        assertThat(page.status()).as(path).isEqualTo(built ? 200 : 503);
        if (!built) {
          assertThat(page.text("notice")).isEqualTo("这个入口还没装上");
        }
      }
    }
  }

  @Test
  void aMissingFileIsNotTheFirstPage() {
    assertThat(visitor.open("/field/assets/missing.js").status()).isEqualTo(404);
    assertThat(visitor.open("/desk/missing.png").status()).isEqualTo(404);
  }

  @Test
  void noAddressClimbsOutOfTheApp() {
    for (String path :
        new String[] {
          "/field/../../application.yaml",
          "/field/..%2f..%2fapplication.yaml",
          "/field/%2e%2e/%2e%2e/application.yaml"
        }) {
      Page page = visitor.open(path);
      assertThat(page.status()).as(path).isIn(400, 404);
      assertThat(page.html()).doesNotContain("datasource");
    }
  }
}

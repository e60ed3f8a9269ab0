package org.yanzhen.boot;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Realms;
import org.yanzhen.demo.DemoCounty;
import org.yanzhen.demo.DemoCounty.DemoAccount;

/** What an app may know before anybody has signed in. */
@RestController
class AboutController {

  /**
   * @param demoAccounts with their passwords, and only in a demonstration
   */
  record About(
      String product,
      String realmName,
      boolean demo,
      String zone,
      @Nullable String servicePhone,
      List<DemoAccount> demoAccounts) {}

  private final Realms realms;
  private final DemoCounty demo;

  AboutController(Realms realms, DemoCounty demo) {
    this.realms = realms;
    this.demo = demo;
  }

  @GetMapping("/api/about")
  About about() {
    return realms
        .home()
        .map(
            realm ->
                new About(
                    "Yanzhen",
                    realm.name(),
                    realm.isDemo(),
                    realm.zone().getId(),
                    realm.servicePhone(),
                    realm.isDemo() ? demo.accounts().stream().limit(8).toList() : List.of()))
        .orElseGet(() -> new About("Yanzhen", "", false, "Asia/Shanghai", null, List.of()));
  }

  /** The API's own description (OpenAPI 3.1). */
  @GetMapping(path = "/api/openapi.json", produces = MediaType.APPLICATION_JSON_VALUE)
  Resource description() {
    return new ClassPathResource("api/openapi.json");
  }
}

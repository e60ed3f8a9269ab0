package org.yanzhen.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.yanzhen.access.Realms;
import org.yanzhen.door.DoorViews.KindEntry;
import org.yanzhen.door.DoorViews.KindsPage;
import org.yanzhen.door.DoorViews.ListPage;
import org.yanzhen.door.KindsShown.Asked;
import org.yanzhen.shared.Language;
import org.yanzhen.support.County;
import org.yanzhen.support.YanzhenTest;

/** A county in which two hundred things can be asked for. */
@YanzhenTest
class ManyKindsAtTheDoorTest {

  /** What a first visit may cost, and what of it are styles and the mark. */
  private static final int FIRST_VISIT = 30_000;

  @Autowired Pages pages;
  @Autowired Words words;
  @Autowired Icons icons;
  @Autowired Assets assets;
  @Autowired Realms realms;
  @Autowired County county;

  private final List<KindEntry> many =
      IntStream.range(0, 200)
          .mapToObj(
              i ->
                  new KindEntry(
                      "something-to-ask-%03d".formatted(i),
                      "construction",
                      "要办的事第%d件".formatted(i),
                      "路坏了、水停了、路灯不亮、下水道堵了、垃圾没人清，说清楚在哪里，安排人来修。"))
          .toList();
  private int stylesAndMark;

  @BeforeEach
  void weighsTheRest() {
    Visitor visitor = new Visitor(county.address());
    stylesAndMark =
        visitor.open("/door/door.css").weight() + visitor.open("/door/mark.svg").weight();
  }

  @Test
  void theFirstVisitCostsNoMoreThanWithFew() {
    for (Language language : Language.values()) {
      String home = html("home", KindsShown.atHome(many), language);
      assertThat(stylesAndMark + weight(home)).as("%s", language).isLessThanOrEqualTo(FIRST_VISIT);
      assertThat(home).contains("href=\"/ask\" data-test=\"all-kinds\"", "200");
      KindsPage first = KindsShown.page(many, new Asked(Set.of(), null, null, null));
      assertThat(stylesAndMark + weight(html("kinds", first, language)))
          .as("whoever comes by a code begins here, in %s", language)
          .isLessThanOrEqualTo(FIRST_VISIT);
    }
    assertThat(html("home", KindsShown.atHome(many.subList(0, 12)), Language.ZH))
        .doesNotContain("all-kinds");
  }

  @Test
  void readingOnShowsEachOnceAndThoseOfTheCardFirst() {
    Set<String> card = Set.of("something-to-ask-150", "something-to-ask-007");
    List<String> seen = new ArrayList<>();
    String after = null;
    do {
      KindsPage page = KindsShown.page(many, new Asked(card, 12, null, after));
      page.first().forEach(kind -> seen.add(kind.code()));
      page.kinds().forEach(kind -> seen.add(kind.code()));
      assertThat(page.at()).isEqualTo("?at=12");
      after = seen.getLast();
      if (page.more() == null) {
        after = null;
      } else {
        assertThat(page.more()).startsWith("/ask?after=" + after + "&at=12&card=");
      }
    } while (after != null);

    assertThat(seen).hasSize(200).doesNotHaveDuplicates();
    assertThat(seen.subList(0, 2)).containsExactlyInAnyOrderElementsOf(card);
  }

  @Test
  void oneIsFoundByAWordOfItsNameOrWhatItSays() {
    KindsPage found = KindsShown.page(many, new Asked(Set.of(), null, "第19", null));
    assertThat(found.kinds()).hasSize(11);
    assertThat(KindsShown.page(many, new Asked(Set.of(), null, "路灯", null)).more())
        .endsWith("&q=%E8%B7%AF%E7%81%AF");
    KindsPage nothing = KindsShown.page(many, new Asked(Set.of(), null, "<月亮>", null));
    String html = html("kinds", nothing, Language.ZH);
    assertThat(html).contains("没找到“&lt;月亮&gt;”", "data-test=\"all-kinds\"");
  }

  @Test
  void theCountysOwnPagesAreReadOnToTheirEnd() {
    Visitor visitor = new Visitor(county.address());
    for (String address : List.of("/ask", "/list")) {
      Visitor.Page page = visitor.open(address);
      StringBuilder all = new StringBuilder(page.html());
      while (page.has("more-kinds")) {
        page = visitor.open(page.link("more-kinds"));
        assertThat(page.weight()).as(page.path()).isLessThanOrEqualTo(FIRST_VISIT);
        all.append(page.html());
      }
      assertThat(all).as(address).containsOnlyOnce("/ask/public-facility\"");
    }
    assertThat(visitor.open("/list?whole=1").has("more-kinds")).isFalse();
    assertThat(visitor.open("/ask?q=%E8%B7%AF%E7%81%AF").html()).contains("/ask/public-facility\"");
  }

  /** Printing the page shown would leave out the rest. */
  @Test
  void whatIsPrintedIsTheWholeList() {
    for (Language language : Language.values()) {
      String part = html("list", listPage("/list?after=something-to-ask-017", true), language);
      assertThat(part).contains("href=\"/list?whole=1\"").doesNotContain("data-print");
      String last = html("list", listPage(null, true), language);
      assertThat(last).contains("href=\"/list?whole=1\"").doesNotContain("data-print");
      String whole = html("list", listPage(null, false), language);
      assertThat(whole).contains("data-print").doesNotContain("/list?whole=1");
    }
  }

  private static ListPage listPage(@Nullable String more, boolean part) {
    return new ListPage(List.of(), Map.of(), "2026-12-01", more, part);
  }

  private String html(String template, Object page, Language language) {
    Face face = new Face(words, icons, assets, realms.home().orElseThrow(), language, false, "/");
    return Objects.requireNonNull(pages.open(face, template, page).getBody());
  }

  private static int weight(String html) {
    return html.getBytes(StandardCharsets.UTF_8).length;
  }
}

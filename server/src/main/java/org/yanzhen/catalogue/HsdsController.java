package org.yanzhen.catalogue;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Hsds.Wanted;
import org.yanzhen.catalogue.HsdsViews.HsdsAbout;
import org.yanzhen.catalogue.HsdsViews.HsdsOrganization;
import org.yanzhen.catalogue.HsdsViews.HsdsOrganizations;
import org.yanzhen.catalogue.HsdsViews.HsdsPublisher;
import org.yanzhen.catalogue.HsdsViews.HsdsService;
import org.yanzhen.catalogue.HsdsViews.HsdsServices;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/**
 * The service list for directories elsewhere, in the form of Open Referral (HSDS 3.1); it may only
 * be read.
 */
@RestController
@RequestMapping("/api/open/hsds")
class HsdsController {

  private static final Duration KEPT = Duration.ofMinutes(5);
  private static final String PROFILE = "https://docs.openreferral.org/en/v3.1/";
  private static final int MOST_A_PAGE = 200;

  private final Hsds hsds;
  private final KindWords words;
  private final Realms realms;
  private final String address;

  HsdsController(
      Hsds hsds, KindWords words, Realms realms, @Value("${yanzhen.address:}") String address) {
    this.hsds = hsds;
    this.words = words;
    this.realms = realms;
    this.address = address;
  }

  @GetMapping({"", "/"})
  ResponseEntity<HsdsAbout> hsds(HttpServletRequest request, Locale locale) {
    Language language = Language.of(locale);
    Realms.Realm home = home();
    return shared(language)
        .body(
            new HsdsAbout(
                Hsds.VERSION,
                PROFILE,
                of(request, "/api/openapi.json"),
                words.word("hsds.about", language, home.name()),
                new HsdsPublisher(home.name())));
  }

  /**
   * @param page from 1
   * @param perPage at most 200
   * @param modifiedAfter a day or a moment
   * @param full with all that belongs to each
   */
  @GetMapping("/services")
  ResponseEntity<HsdsServices> hsdsServices(
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(name = "per_page", defaultValue = "50") int perPage,
      @RequestParam(required = false) @Nullable String search,
      @RequestParam(name = "organization_id", required = false) @Nullable UUID organizationId,
      @RequestParam(name = "modified_after", required = false) @Nullable String modifiedAfter,
      @RequestParam(defaultValue = "false") boolean full,
      HttpServletRequest request,
      Locale locale) {
    Language language = Language.of(locale);
    Realms.Realm home = home();
    Wanted wanted = new Wanted(search, organizationId, moment(modifiedAfter, home.zone()));
    List<HsdsService> all = hsds.services(home, wanted, door(request), full, language);
    Slice slice = Slice.of(all.size(), page, perPage);
    return shared(language)
        .body(
            new HsdsServices(
                all.size(),
                slice.pages(),
                page,
                slice.size(),
                page == 1,
                page >= slice.pages(),
                slice.size() == 0,
                all.subList(slice.from(), slice.to())));
  }

  @GetMapping("/services/{id}")
  ResponseEntity<HsdsService> hsdsService(
      @PathVariable UUID id, HttpServletRequest request, Locale locale) {
    Language language = Language.of(locale);
    return shared(language)
        .body(
            hsds.service(home(), id, door(request), language)
                .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND)));
  }

  /**
   * @param page from 1
   * @param perPage at most 200
   */
  @GetMapping("/organizations")
  ResponseEntity<HsdsOrganizations> hsdsOrganizations(
      @RequestParam(defaultValue = "1") int page,
      @RequestParam(name = "per_page", defaultValue = "50") int perPage,
      @RequestParam(required = false) @Nullable String search,
      Locale locale) {
    Language language = Language.of(locale);
    List<HsdsOrganization> all = hsds.organizations(home(), search, language);
    Slice slice = Slice.of(all.size(), page, perPage);
    return shared(language)
        .body(
            new HsdsOrganizations(
                all.size(),
                slice.pages(),
                page,
                slice.size(),
                page == 1,
                page >= slice.pages(),
                slice.size() == 0,
                all.subList(slice.from(), slice.to())));
  }

  @GetMapping("/organizations/{id}")
  ResponseEntity<HsdsOrganization> hsdsOrganization(
      @PathVariable UUID id, HttpServletRequest request, Locale locale) {
    Language language = Language.of(locale);
    return shared(language)
        .body(
            hsds.organization(home(), id, door(request), language)
                .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND)));
  }

  /**
   * Which of so many stand on a page. The specification counts pages; the list is read as a whole
   * and is short, so nothing is skipped or told twice while it is paged.
   */
  private record Slice(int pages, int from, int to) {

    static Slice of(int all, int page, int perPage) {
      if (page < 1) {
        throw Checks.malformed("page", "from 1");
      }
      if (perPage < 1 || perPage > MOST_A_PAGE) {
        throw Checks.malformed("per_page", "1 to " + MOST_A_PAGE);
      }
      int from = (int) Math.min(all, (page - 1L) * perPage);
      return new Slice((all + perPage - 1) / perPage, from, Math.min(all, from + perPage));
    }

    int size() {
      return to - from;
    }
  }

  private static @Nullable Instant moment(@Nullable String text, ZoneId zone) {
    if (text == null || text.isBlank()) {
      return null;
    }
    try {
      return text.length() == 10
          ? LocalDate.parse(text).atStartOfDay(zone).toInstant()
          : Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw Checks.malformed("modified_after", "write 2026-05-01 or 2026-05-01T08:00:00Z");
    }
  }

  private String door(HttpServletRequest request) {
    return of(request, "/ask/");
  }

  private String of(HttpServletRequest request, String path) {
    return address.isEmpty()
        ? ServletUriComponentsBuilder.fromRequestUri(request)
            .replacePath(path)
            .replaceQuery(null)
            .build()
            .toUriString()
        : address + path;
  }

  /** What says the name under which it was asked for is nobody else's. */
  private ResponseEntity.BodyBuilder shared(Language language) {
    CacheControl kept = CacheControl.maxAge(KEPT);
    return ResponseEntity.ok()
        .cacheControl(address.isEmpty() ? kept.cachePrivate() : kept.cachePublic())
        .varyBy(HttpHeaders.ACCEPT_LANGUAGE)
        .header(HttpHeaders.CONTENT_LANGUAGE, language.tag())
        .header(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, "*");
  }

  private Realms.Realm home() {
    return realms.home().orElseThrow(() -> new ProblemException(ProblemCode.SERVICE_BUSY));
  }
}

package org.yanzhen.catalogue;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Level;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/** The kinds that can be asked for. */
@RestController
@RequestMapping("/api/kinds")
class KindController {

  /**
   * What somebody says of themselves; nothing of it is kept.
   *
   * @param form answers to the form's questions, as far as conditions depend on them
   * @param answers by condition
   */
  record KindAnswers(@Nullable Map<String, String> form, @Nullable Map<String, String> answers) {}

  /** For a phone that may have no signal when somebody asks; says of when it is. */
  record KindOutlooks(Instant asOf, List<Outlook.OutlookOfKind> kinds) {}

  private final Catalogue catalogue;
  private final Applying applying;
  private final Outlook outlook;
  private final Divisions divisions;
  private final InstantSource clock;

  KindController(
      Catalogue catalogue,
      Applying applying,
      Outlook outlook,
      Divisions divisions,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.applying = applying;
    this.outlook = outlook;
    this.divisions = divisions;
    this.clock = clock;
  }

  /** As far as it is known of any kind, in the county. */
  @GetMapping("/outlooks")
  ResponseEntity<KindOutlooks> kindOutlooks(@AuthenticationPrincipal Actor actor, Locale locale) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            new KindOutlooks(
                clock.instant(),
                outlook.list(actor.realm(), catalogue.list(actor.realm()), Language.of(locale))));
  }

  /**
   * Whether this week's places are taken, and how long others waited.
   *
   * @param division where it is asked for; absent for the county alone
   */
  @GetMapping("/{code}/outlook")
  ResponseEntity<Outlook.KindOutlook> kindOutlook(
      @AuthenticationPrincipal Actor actor,
      @PathVariable String code,
      @RequestParam(required = false) @Nullable Integer division,
      Locale locale) {
    Integer township =
        Optional.ofNullable(division)
            .flatMap(divisions::find)
            .map(here -> here.level() == Level.VILLAGE ? here.parentId() : (Integer) here.id())
            .orElse(null);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(outlook.of(actor.realm(), kind(actor, code), township, Language.of(locale)));
  }

  /** Whether somebody can ask for the kind, and if not, by which clause. */
  @PostMapping("/{code}/check")
  ResponseEntity<Applying.KindApplies> checkWhoMayAsk(
      @AuthenticationPrincipal Actor actor,
      @PathVariable String code,
      @RequestBody KindAnswers given,
      Locale locale) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            applying.answer(
                actor.realm(),
                kind(actor, code),
                given.form() == null ? Map.of() : given.form(),
                given.answers() == null ? Map.of() : given.answers(),
                Language.of(locale)));
  }

  private Kind kind(Actor actor, String code) {
    return catalogue
        .find(actor.realm(), code)
        .orElseThrow(
            () ->
                new ProblemException(
                    Problem.of(ProblemCode.CATALOGUE_KIND_UNKNOWN).with("kind", code)));
  }

  @GetMapping
  ResponseEntity<List<KindView>> list(@AuthenticationPrincipal Actor actor, Locale locale) {
    Language language = Language.of(locale);
    return ResponseEntity.ok()
        .cacheControl(CacheControl.noStore())
        .body(
            catalogue.list(actor.realm()).stream()
                .map(kind -> catalogue.view(kind, language))
                .toList());
  }
}

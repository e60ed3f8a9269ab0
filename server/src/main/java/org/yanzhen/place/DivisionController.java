package org.yanzhen.place;

import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.Realms;
import org.yanzhen.shared.Actor;

/** Divisions by name or code, and the way down to a village. */
@RestController
@RequestMapping("/api/divisions")
class DivisionController {

  private static final int MAX_LIMIT = 100;

  /** A division on the wire. */
  record DivisionView(
      int id, String code, String name, Level level, @Nullable Integer parentId, String fullName) {
    static DivisionView of(Division division) {
      return new DivisionView(
          division.id(),
          division.code(),
          division.name(),
          division.level(),
          division.parentId(),
          division.fullName());
    }
  }

  private final Divisions divisions;
  private final Realms realms;

  DivisionController(Divisions divisions, Realms realms) {
    this.divisions = divisions;
    this.realms = realms;
  }

  /**
   * A code given finds its one division, whatever else is asked. Words are looked for in the
   * caller's own county unless {@code within} says otherwise: two counties share many a village's
   * name.
   */
  @GetMapping
  ResponseEntity<List<DivisionView>> search(
      @RequestParam(defaultValue = "") String text,
      @RequestParam(required = false) @Nullable String code,
      @RequestParam(required = false) @Nullable Integer within,
      @RequestParam(required = false) @Nullable Level level,
      @RequestParam(defaultValue = "20") int limit,
      @AuthenticationPrincipal Actor actor) {
    if (code != null && !code.isBlank()) {
      return views(divisions.findByCode(code).stream().toList());
    }
    int area = within == null ? realms.get(actor.realm()).divisionId() : within;
    return views(divisions.search(text, area, level, Math.clamp(limit, 1, MAX_LIMIT)));
  }

  @GetMapping("/{id}/children")
  ResponseEntity<List<DivisionView>> children(@PathVariable int id) {
    return views(divisions.children(id));
  }

  /** Divisions change with a new version of the program, not by the hour. */
  private static ResponseEntity<List<DivisionView>> views(List<Division> found) {
    return ResponseEntity.ok()
        .cacheControl(CacheControl.maxAge(Duration.ofHours(1)).cachePrivate())
        .body(found.stream().map(DivisionView::of).toList());
  }
}

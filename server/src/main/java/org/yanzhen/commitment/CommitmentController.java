package org.yanzhen.commitment;

import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.commitment.CommitmentViews.CommitmentList;
import org.yanzhen.commitment.CommitmentViews.CommitmentSheet;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;

/** The yearly promises at the desk. */
@RestController
@RequestMapping("/api/commitments")
class CommitmentController {

  private final Commitments commitments;

  CommitmentController(Commitments commitments) {
    this.commitments = commitments;
  }

  @GetMapping
  ResponseEntity<CommitmentList> commitments(
      @RequestParam(required = false) @Nullable Integer year,
      @RequestParam(required = false) @Nullable Integer division,
      @AuthenticationPrincipal Actor actor,
      Locale locale) {
    return fresh(commitments.atDesk(actor, year, division, Language.of(locale)));
  }

  @GetMapping("/{id}")
  ResponseEntity<CommitmentSheet> commitment(
      @PathVariable UUID id, @AuthenticationPrincipal Actor actor, Locale locale) {
    return fresh(commitments.sheet(actor, id, Language.of(locale)));
  }

  private static <T> ResponseEntity<T> fresh(T body) {
    return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(body);
  }
}

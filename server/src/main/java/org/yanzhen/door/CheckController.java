package org.yanzhen.door;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.yanzhen.catalogue.Applying;
import org.yanzhen.catalogue.Applying.KindApplies;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.KindView;
import org.yanzhen.door.DoorViews.CheckPage;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/**
 * "Does it apply to me?" before asking. The answers come in the body of a form, so that they stand
 * in no address; they are looked at and forgotten.
 */
@Controller
@RequestMapping("/ask/{code}/check")
class CheckController {

  private static final String FORM = "s.";
  private static final String ANSWER = "c.";
  private static final int LONGEST = 40;

  private final Pages pages;
  private final Catalogue catalogue;
  private final Applying applying;

  CheckController(Pages pages, Catalogue catalogue, Applying applying) {
    this.pages = pages;
    this.catalogue = catalogue;
    this.applying = applying;
  }

  /**
   * @param at the village from whose form somebody comes
   */
  @GetMapping
  ResponseEntity<String> check(
      @PathVariable String code, @RequestParam(required = false) @Nullable Integer at, Face face) {
    return pages.open(face, "check", page(kind(code, face), at, Map.of(), Map.of(), null, face));
  }

  @PostMapping
  ResponseEntity<String> answer(
      @PathVariable String code, @RequestParam Map<String, String> typed, Face face) {
    Kind kind = kind(code, face);
    Map<String, String> form = under(FORM, typed);
    Map<String, String> answers = under(ANSWER, typed);
    KindApplies answered = applying.answer(face.realm().id(), kind, form, answers, face.language());
    Integer at = Parameters.number(typed.get("at"));
    Face there = face.at("/ask/" + kind.code() + "/check" + (at == null ? "" : "?at=" + at));
    return pages.own(there, "check", page(kind, at, form, answers, answered, there));
  }

  private CheckPage page(
      Kind kind,
      @Nullable Integer at,
      Map<String, String> form,
      Map<String, String> answers,
      @Nullable KindApplies answered,
      Face face) {
    KindView view = catalogue.view(kind, face.language());
    return new CheckPage(
        HomeController.entry(kind, face),
        view.fields().stream()
            .filter(
                field ->
                    kind.fieldsOfConditions().stream()
                        .anyMatch(one -> one.code().equals(field.code())))
            .toList(),
        view.conditions(),
        "/ask/" + kind.code() + (at == null ? "" : "?at=" + at),
        at,
        form,
        answers,
        answered);
  }

  private static Map<String, String> under(String prefix, Map<String, String> typed) {
    Map<String, String> found = new HashMap<>();
    typed.forEach(
        (name, value) -> {
          if (name.startsWith(prefix) && value.length() <= LONGEST) {
            found.put(name.substring(prefix.length()), value.strip());
          }
        });
    return found;
  }

  /** A kind without conditions has no such page. */
  private Kind kind(String code, Face face) {
    return catalogue
        .find(face.realm().id(), code)
        .filter(kind -> kind.publicAtDoor() && !kind.withdrawn() && !kind.conditions().isEmpty())
        .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND));
  }
}

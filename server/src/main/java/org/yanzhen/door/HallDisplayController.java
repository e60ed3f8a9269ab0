package org.yanzhen.door;

import java.time.Duration;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.yanzhen.door.DoorViews.HallBoard;
import org.yanzhen.hall.WindowDisplay;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/** The screen over the windows: numbers only, and it renews itself without script. */
@Controller
class HallDisplayController {

  /** A call is read as new for so long. */
  private static final Duration NEW = Duration.ofSeconds(20);

  private final Pages pages;
  private final WindowDisplay display;

  HallDisplayController(Pages pages, WindowDisplay display) {
    this.pages = pages;
    this.display = display;
  }

  @GetMapping("/hall/{siteId}")
  ResponseEntity<String> board(@PathVariable UUID siteId, Face face) {
    return display
        .find(face.realm().id(), siteId, face.language())
        .map(board -> pages.own(face, "hallboard", new HallBoard(board, board.at().minus(NEW))))
        .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND));
  }
}

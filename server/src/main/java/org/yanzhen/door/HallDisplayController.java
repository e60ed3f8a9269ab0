package org.yanzhen.door;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.yanzhen.door.DoorViews.BoardCall;
import org.yanzhen.door.DoorViews.HallBoard;
import org.yanzhen.hall.WindowDisplay;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/**
 * The screen over the windows: numbers only. It renews itself without script; with it, it calls out
 * what is new.
 */
@Controller
class HallDisplayController {

  /** A call is read as new for so long. */
  private static final Duration NEW = Duration.ofSeconds(20);

  private final Pages pages;
  private final WindowDisplay display;
  private final Addresses addresses;

  HallDisplayController(Pages pages, WindowDisplay display, Addresses addresses) {
    this.pages = pages;
    this.display = display;
    this.addresses = addresses;
  }

  @GetMapping("/hall/{siteId}")
  ResponseEntity<String> board(@PathVariable UUID siteId, HttpServletRequest request, Face face) {
    WindowDisplay.Board board =
        display
            .find(face.realm().id(), siteId, face.language())
            .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND));
    Instant newSince = board.at().minus(NEW);
    String take = "/hall/" + siteId + "/ticket";
    return pages.own(
        face,
        "hallboard",
        new HallBoard(
            board,
            board.called().stream().map(call -> call(call, newSince, face)).toList(),
            QrCode.svg(addresses.of(request, take), face.say("hallboard.take")),
            take));
  }

  private static BoardCall call(WindowDisplay.Shown call, Instant newSince, Face face) {
    return new BoardCall(
        call.label(),
        call.window(),
        call.saidAt().isAfter(newSince),
        Long.toString(call.saidAt().toEpochMilli()),
        face.say("hallboard.say", Spelled.of(call.label(), face.language()), call.window()));
  }
}

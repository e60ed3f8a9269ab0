package org.yanzhen.door;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.RequestMapping;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problems;

/** Where the container leads what nobody answered: a page for people, a problem for programs. */
@Controller
class ErrorPageController implements ErrorController {

  private final DoorErrors errors;
  private final Problems problems;

  ErrorPageController(DoorErrors errors, Problems problems) {
    this.errors = errors;
    this.problems = problems;
  }

  @RequestMapping("/error")
  ResponseEntity<?> error(HttpServletRequest request) {
    Object asked = request.getAttribute(RequestDispatcher.ERROR_REQUEST_URI);
    Object code = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE);
    HttpStatus status =
        code instanceof Integer number && HttpStatus.resolve(number) != null
            ? HttpStatus.valueOf(number)
            : HttpStatus.NOT_FOUND;
    if (asked instanceof String path && path.startsWith("/api/")) {
      return problems.respond(DoorErrors.problem(status), Language.of(request.getLocale()));
    }
    return switch (status) {
      case NOT_FOUND, METHOD_NOT_ALLOWED, BAD_REQUEST -> errors.say(status, "no-page", request);
      case CONTENT_TOO_LARGE -> errors.say(status, "too-large", request);
      case SERVICE_UNAVAILABLE -> errors.say(status, "busy", request);
      default -> errors.say(status, status.is4xxClientError() ? "no-page" : "failed", request);
    };
  }
}

package org.yanzhen.door;

import jakarta.servlet.http.HttpServletRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ControllerAdvice;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MultipartException;
import org.yanzhen.door.DoorViews.NoticePage;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.Problems;

/** What goes wrong at the door, said on a page. */
@ControllerAdvice(basePackageClasses = DoorErrors.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class DoorErrors {

  private static final Logger LOG = LoggerFactory.getLogger(DoorErrors.class);

  private final Pages pages;
  private final Faces faces;
  private final Problems problems;

  DoorErrors(Pages pages, Faces faces, Problems problems) {
    this.pages = pages;
    this.faces = faces;
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<String> problem(ProblemException e, HttpServletRequest request) {
    Problem problem = e.problem();
    return switch (problem.code()) {
      case ORDER_NOT_FOUND -> say(HttpStatus.NOT_FOUND, "no-order", request);
      case REQUEST_NOT_FOUND, ATTACHMENT_NOT_FOUND -> say(HttpStatus.NOT_FOUND, "no-page", request);
      default -> {
        Face face = faces.of(request);
        var view = problems.view(problem, face.language());
        yield pages.own(
            HttpStatus.valueOf(view.status()),
            face,
            "notice",
            new NoticePage(view.title(), view.detail()));
      }
    };
  }

  @ExceptionHandler
  ResponseEntity<String> picturesTooLarge(MultipartException e, HttpServletRequest request) {
    return say(HttpStatus.CONTENT_TOO_LARGE, "too-large", request);
  }

  @ExceptionHandler({
    MethodArgumentTypeMismatchException.class,
    MissingServletRequestParameterException.class
  })
  ResponseEntity<String> noSuchAddress(Exception e, HttpServletRequest request) {
    return say(HttpStatus.NOT_FOUND, "no-page", request);
  }

  @ExceptionHandler({TransientDataAccessException.class, CannotCreateTransactionException.class})
  ResponseEntity<String> busy(Exception e, HttpServletRequest request) {
    LOG.warn("{} {} found no room", request.getMethod(), pattern(request), e);
    return say(HttpStatus.SERVICE_UNAVAILABLE, "busy", request);
  }

  @ExceptionHandler
  ResponseEntity<String> failed(RuntimeException e, HttpServletRequest request) {
    LOG.error("{} {} failed", request.getMethod(), pattern(request), e);
    return say(HttpStatus.INTERNAL_SERVER_ERROR, "failed", request);
  }

  ResponseEntity<String> say(HttpStatus status, String key, HttpServletRequest request) {
    Face face = faces.of(request).at("/");
    return pages.own(
        status,
        face,
        "notice",
        new NoticePage(face.say("notice." + key + ".title"), face.say("notice." + key + ".text")));
  }

  /** A receipt's address opens the order, so it does not go into the log. */
  private static String pattern(HttpServletRequest request) {
    Object pattern =
        request.getAttribute(
            org.springframework.web.servlet.HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
    return pattern == null ? "?" : pattern.toString();
  }

  /** The problem that stands for a bare status. */
  static Problem problem(HttpStatus status) {
    return Problem.of(
        switch (status) {
          case NOT_FOUND -> ProblemCode.REQUEST_NOT_FOUND;
          case METHOD_NOT_ALLOWED -> ProblemCode.REQUEST_METHOD;
          case FORBIDDEN -> ProblemCode.ACCESS_FORBIDDEN;
          case CONTENT_TOO_LARGE -> ProblemCode.COMMAND_TOO_LARGE;
          case SERVICE_UNAVAILABLE -> ProblemCode.SERVICE_BUSY;
          default ->
              status.is4xxClientError() ? ProblemCode.REQUEST_INVALID : ProblemCode.SERVICE_FAILED;
        });
  }
}

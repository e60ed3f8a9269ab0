package org.yanzhen.command;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.dao.TransientDataAccessException;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.transaction.CannotCreateTransactionException;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.ProblemView;
import org.yanzhen.shared.Problems;

/**
 * Whatever goes wrong under {@code /api} becomes a problem with a stable code; a surprise is
 * logged, not shown.
 */
@RestControllerAdvice(annotations = RestController.class)
@Order(Ordered.HIGHEST_PRECEDENCE)
class ApiProblems {

  private static final Logger LOG = LoggerFactory.getLogger(ApiProblems.class);

  private final Problems problems;

  ApiProblems(Problems problems) {
    this.problems = problems;
  }

  @ExceptionHandler
  ResponseEntity<ProblemView> problem(ProblemException e, Locale locale) {
    return problems.respond(e.problem(), Language.of(locale));
  }

  /** JSON that cannot be read; a record's own check that failed inside it keeps its field. */
  @ExceptionHandler
  ResponseEntity<ProblemView> unreadable(HttpMessageNotReadableException e, Locale locale) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ProblemException refused) {
        return problem(refused, locale);
      }
      if (cause instanceof RequestLimit.TooLargeException) {
        return problems.respond(Problem.of(ProblemCode.COMMAND_TOO_LARGE), Language.of(locale));
      }
    }
    return problems.respond(
        Problem.of(ProblemCode.COMMAND_MALFORMED).with("why", "json"), Language.of(locale));
  }

  @ExceptionHandler
  ResponseEntity<ProblemView> mismatch(MethodArgumentTypeMismatchException e, Locale locale) {
    return problems.respond(
        Problem.at(ProblemCode.REQUEST_INVALID, e.getName()), Language.of(locale));
  }

  @ExceptionHandler
  ResponseEntity<ProblemView> missing(MissingServletRequestParameterException e, Locale locale) {
    return problems.respond(
        Problem.at(ProblemCode.REQUEST_INVALID, e.getParameterName()), Language.of(locale));
  }

  @ExceptionHandler({HttpRequestMethodNotSupportedException.class})
  ResponseEntity<ProblemView> method(Locale locale) {
    return problems.respond(Problem.of(ProblemCode.REQUEST_METHOD), Language.of(locale));
  }

  @ExceptionHandler
  ResponseEntity<ProblemView> mediaType(HttpMediaTypeNotSupportedException e, Locale locale) {
    return problems.respond(
        Problem.at(ProblemCode.REQUEST_INVALID, "content-type"), Language.of(locale));
  }

  @ExceptionHandler({TransientDataAccessException.class, CannotCreateTransactionException.class})
  ResponseEntity<ProblemView> busy(Exception e, HttpServletRequest request, Locale locale) {
    LOG.warn("busy at {} {}", request.getMethod(), request.getRequestURI(), e);
    return problems.respond(Problem.of(ProblemCode.SERVICE_BUSY), Language.of(locale));
  }

  @ExceptionHandler
  ResponseEntity<ProblemView> failed(Exception e, HttpServletRequest request, Locale locale)
      throws Exception {
    if (e instanceof AsyncRequestNotUsableException || e instanceof AccessDeniedException) {
      throw e;
    }
    LOG.error("failed at {} {}", request.getMethod(), request.getRequestURI(), e);
    return problems.respond(Problem.of(ProblemCode.SERVICE_FAILED), Language.of(locale));
  }
}

package org.yanzhen.command;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Problems;
import tools.jackson.databind.json.JsonMapper;

/**
 * No request to the API is larger than a batch of commands can be, whether it says its length or
 * not.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class RequestLimit extends OncePerRequestFilter {

  private static final int MAX_BYTES = 2 << 20;

  /** The body went past the limit while it was read. */
  static final class TooLargeException extends IOException {
    TooLargeException() {
      super("request too large");
    }
  }

  private final Problems problems;
  private final JsonMapper mapper;

  RequestLimit(Problems problems, JsonMapper mapper) {
    this.problems = problems;
    this.mapper = mapper;
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    // The decoded path, which is also what the controllers are found by: /%61pi/ is /api/.
    return !request.getServletPath().startsWith("/api/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (request.getContentLengthLong() > MAX_BYTES) {
      Problem problem = Problem.of(ProblemCode.COMMAND_TOO_LARGE);
      response.setStatus(problem.code().status());
      response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
      response.setHeader(HttpHeaders.CONNECTION, "close");
      response
          .getOutputStream()
          .write(
              mapper.writeValueAsBytes(
                  problems.view(
                      problem, Language.ofHeader(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)))));
      return;
    }
    // Answers of the API hold what one person may see now.
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    boolean unsaid = request.getContentLengthLong() < 0;
    chain.doFilter(unsaid ? new Counted(request) : request, response);
  }

  private static final class Counted extends HttpServletRequestWrapper {
    Counted(HttpServletRequest request) {
      super(request);
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
      ServletInputStream in = super.getInputStream();
      return new ServletInputStream() {
        private long count;

        @Override
        public int read() throws IOException {
          int read = in.read();
          count(read < 0 ? 0 : 1);
          return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
          int read = in.read(bytes, offset, length);
          count(Math.max(0, read));
          return read;
        }

        private void count(int read) throws TooLargeException {
          count += read;
          if (count > MAX_BYTES) {
            throw new TooLargeException();
          }
        }

        @Override
        public boolean isFinished() {
          return in.isFinished();
        }

        @Override
        public boolean isReady() {
          return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
          in.setReadListener(listener);
        }
      };
    }
  }
}

package org.yanzhen.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.web.filter.OncePerRequestFilter;

/** At the inbox, and only there: turns the token of a connected system into the actor. */
class ConnectedSystemFilter extends OncePerRequestFilter {

  private static final String BEARER = "Bearer ";

  private final ConnectedSystems systems;

  ConnectedSystemFilter(ConnectedSystems systems) {
    this.systems = systems;
  }

  static boolean isInbox(HttpServletRequest request) {
    String path = request.getServletPath();
    return path.equals(ConnectedSystems.INBOX) || path.startsWith(ConnectedSystems.INBOX + "/");
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    String header = request.getHeader(HttpHeaders.AUTHORIZATION);
    if (header != null && header.startsWith(BEARER)) {
      systems
          .actor(header.substring(BEARER.length()), Networks.coarse(request.getRemoteAddr()))
          .ifPresent(SessionFilter::enter);
    }
    chain.doFilter(request, response);
  }

  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return !isInbox(request);
  }
}

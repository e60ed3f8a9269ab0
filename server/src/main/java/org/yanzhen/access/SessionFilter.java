package org.yanzhen.access;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Origin;

/** Turns the session cookie, or a bearer token of the command line, into the actor. */
class SessionFilter extends OncePerRequestFilter {

  static final String COOKIE = "yz_session";

  private final Sessions sessions;

  SessionFilter(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    token(request)
        .ifPresent(
            token ->
                sessions
                    .find(token)
                    .ifPresent(
                        signedIn -> {
                          Actor actor =
                              new Actor(
                                  signedIn.realm(),
                                  face(request),
                                  signedIn.accountId(),
                                  signedIn.personId(),
                                  signedIn.grants(),
                                  null,
                                  Networks.coarse(request.getRemoteAddr()));
                          enter(actor);
                        }));
    chain.doFilter(request, response);
  }

  /** From here on the request is the actor's. */
  static void enter(Actor actor) {
    SecurityContext context = SecurityContextHolder.createEmptyContext();
    context.setAuthentication(
        new UsernamePasswordAuthenticationToken(
            actor,
            null,
            actor.grants().stream()
                .map(grant -> new SimpleGrantedAuthority(grant.role().name()))
                .toList()));
    SecurityContextHolder.setContext(context);
  }

  /** The inbox is for connected systems: no session counts there. */
  @Override
  protected boolean shouldNotFilter(HttpServletRequest request) {
    return ConnectedSystemFilter.isInbox(request);
  }

  @Override
  protected boolean shouldNotFilterAsyncDispatch() {
    return false;
  }

  static Optional<String> token(HttpServletRequest request) {
    String header = request.getHeader("Authorization");
    if (header != null && header.startsWith("Bearer ")) {
      return Optional.of(header.substring(7));
    }
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(COOKIE)) {
          return Optional.of(cookie.getValue());
        }
      }
    }
    return Optional.empty();
  }

  /**
   * The face a client says it is; a label for the audit, no right hangs on it. The field is not
   * said but shown, by a log of its own.
   */
  private static Origin face(HttpServletRequest request) {
    @Nullable String face = request.getHeader("X-Yanzhen-Face");
    if (face == null) {
      return Origin.API;
    }
    return switch (face.toLowerCase(Locale.ROOT)) {
      case "desk" -> Origin.DESK;
      case "import" -> Origin.IMPORT;
      case "replay" -> Origin.REPLAY;
      default -> Origin.API;
    };
  }
}

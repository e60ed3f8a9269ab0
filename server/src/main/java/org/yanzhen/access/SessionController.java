package org.yanzhen.access;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.yanzhen.access.RealmKeys.SealingKey;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Areas;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Grant;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;

/** Signing in and out. Not commands: a password is no change to anything the realm keeps. */
@RestController
@RequestMapping("/api/session")
class SessionController {

  record SignIn(
      String login, String password, @Nullable UUID deviceId, @Nullable String deviceName) {
    SignIn {
      login = Checks.text("login", login, 40);
      password = Checks.text("password", password, 200);
    }
  }

  /**
   * Who is signed in.
   *
   * @param divisionId where the widest grant starts
   * @param token present only in the answer to signing in with {@code Accept-Token: yes}, for the
   *     command line
   */
  record SessionView(
      UUID accountId,
      String login,
      String name,
      @Nullable UUID personId,
      List<Role> roles,
      int divisionId,
      String divisionName,
      int realm,
      String realmName,
      boolean demo,
      String zone,
      SealingKey sealingKey,
      @Nullable String token) {}

  /** Header by which the command line asks for a bearer token instead of a cookie. */
  static final String ACCEPT_TOKEN = "Accept-Token";

  private final Sessions sessions;
  private final AccountStore accounts;
  private final Realms realms;
  private final RealmKeys keys;
  private final Areas areas;
  private final RealmTransactions transactions;

  SessionController(
      Sessions sessions,
      AccountStore accounts,
      Realms realms,
      RealmKeys keys,
      Areas areas,
      RealmTransactions transactions) {
    this.sessions = sessions;
    this.accounts = accounts;
    this.realms = realms;
    this.keys = keys;
    this.areas = areas;
    this.transactions = transactions;
  }

  @PostMapping
  ResponseEntity<SessionView> signIn(@RequestBody SignIn signIn, HttpServletRequest request) {
    String token =
        sessions.signIn(
            signIn.login(),
            signIn.password(),
            signIn.deviceId(),
            Networks.coarse(request.getRemoteAddr()));
    Sessions.SignedIn signedIn =
        sessions
            .find(token)
            .orElseThrow(() -> new ProblemException(ProblemCode.ACCESS_NOT_SIGNED_IN));
    boolean asToken = "yes".equals(request.getHeader(ACCEPT_TOKEN));
    SessionView view =
        view(signedIn.realm(), signedIn.accountId(), signedIn.grants(), asToken ? token : null);
    ResponseEntity.BodyBuilder response =
        ResponseEntity.ok().header(HttpHeaders.CACHE_CONTROL, "no-store");
    if (!asToken) {
      response.header(
          HttpHeaders.SET_COOKIE, cookie(token, Duration.ofDays(30), request.isSecure()));
    }
    return response.body(view);
  }

  @GetMapping
  ResponseEntity<SessionView> current(
      @AuthenticationPrincipal Actor actor, HttpServletRequest request) {
    UUID accountId = Checks.present("account", actor.accountId());
    SessionFilter.token(request).ifPresent(sessions::touch);
    return ResponseEntity.ok()
        .header(HttpHeaders.CACHE_CONTROL, "no-store")
        .body(view(actor.realm(), accountId, actor.grants(), null));
  }

  @DeleteMapping
  ResponseEntity<Void> signOut(HttpServletRequest request) {
    SessionFilter.token(request).ifPresent(sessions::signOut);
    return ResponseEntity.noContent()
        .header(HttpHeaders.SET_COOKIE, cookie("", Duration.ZERO, request.isSecure()))
        .build();
  }

  private SessionView view(
      RealmId realmId, UUID accountId, Set<Grant> grants, @Nullable String token) {
    Realms.Realm realm = realms.get(realmId);
    AccountStore.Account account =
        transactions.read(
            realmId,
            () ->
                accounts
                    .find(realmId, accountId)
                    .orElseThrow(() -> new ProblemException(ProblemCode.ACCESS_NOT_SIGNED_IN)));
    int division =
        grants.stream()
            .min(Comparator.comparingInt(grant -> grant.area().length()))
            .map(Grant::divisionId)
            .orElse(realm.divisionId());
    return new SessionView(
        account.id(),
        account.login(),
        account.name(),
        account.personId(),
        grants.stream().map(Grant::role).distinct().sorted().toList(),
        division,
        areas.findArea(division).map(Areas.Area::name).orElse(""),
        realmId.value(),
        realm.name(),
        realm.isDemo(),
        realm.zone().getId(),
        keys.sealingKey(realmId),
        token);
  }

  private static String cookie(String value, Duration life, boolean secure) {
    return ResponseCookie.from(SessionFilter.COOKIE, value)
        .httpOnly(true)
        .secure(secure)
        .sameSite("Strict")
        .path("/")
        .maxAge(life)
        .build()
        .toString();
  }
}

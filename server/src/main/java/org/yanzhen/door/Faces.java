package org.yanzhen.door;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.MethodParameter;
import org.springframework.dao.DataAccessException;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionException;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.util.UriUtils;
import org.yanzhen.access.Realms;
import org.yanzhen.access.Realms.Realm;
import org.yanzhen.shared.Language;

/**
 * Reads from the request how its reader wants the door, and keeps what a plain link ({@code
 * ?lang=en}, {@code ?elder=1}) chose.
 *
 * <p>The browser's own language is not asked: a phone that was never set up says English, and its
 * owner reads Chinese.
 */
@Component
class Faces implements HandlerMethodArgumentResolver, HandlerInterceptor {

  private static final Logger LOG = LoggerFactory.getLogger(Faces.class);
  private static final String LANGUAGE = "lang";
  private static final String ELDER = "elder";
  private static final Duration KEPT = Duration.ofDays(365);

  private final Words words;
  private final Icons icons;
  private final Assets assets;
  private final Realms realms;

  /** As it was last read: a page that says the database is away still says whose door this is. */
  private volatile @Nullable Realm lastKnown;

  Faces(Words words, Icons icons, Assets assets, Realms realms) {
    this.words = words;
    this.icons = icons;
    this.assets = assets;
    this.realms = realms;
  }

  Face of(HttpServletRequest request) {
    return new Face(
        words,
        icons,
        assets,
        home(),
        "en".equals(cookie(request, LANGUAGE)) ? Language.EN : Language.ZH,
        "1".equals(cookie(request, ELDER)),
        here(request));
  }

  private @Nullable Realm home() {
    try {
      lastKnown = realms.home().orElse(null);
    } catch (DataAccessException | TransactionException e) {
      LOG.warn("the realm cannot be read", e);
    }
    return lastKnown;
  }

  @Override
  public boolean supportsParameter(MethodParameter parameter) {
    return parameter.getParameterType() == Face.class;
  }

  @Override
  public Object resolveArgument(
      MethodParameter parameter,
      @Nullable ModelAndViewContainer container,
      NativeWebRequest request,
      @Nullable WebDataBinderFactory binders) {
    return of(Objects.requireNonNull(request.getNativeRequest(HttpServletRequest.class)));
  }

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    boolean ours =
        handler instanceof HandlerMethod method
            && method.getBeanType().getPackage().equals(Faces.class.getPackage());
    String query = request.getQueryString();
    if (!ours || query == null || !request.getMethod().equals("GET")) {
      return true;
    }
    String language = request.getParameter(LANGUAGE);
    String elder = request.getParameter(ELDER);
    if (language == null && elder == null) {
      return true;
    }
    if (language != null) {
      keep(
          request,
          response,
          LANGUAGE,
          language.toLowerCase(Locale.ROOT).startsWith("en") ? "en" : "zh");
    }
    if (elder != null) {
      keep(request, response, ELDER, elder.equals("1") ? "1" : "0");
    }
    response.setStatus(303);
    response.setHeader(HttpHeaders.LOCATION, here(request));
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    return false;
  }

  /**
   * The address asked for, without what chose language and size; a form's answer stands at the
   * form's address.
   */
  private static String here(HttpServletRequest request) {
    StringBuilder here = new StringBuilder(request.getRequestURI());
    if (!request.getMethod().equals("GET") || request.getQueryString() == null) {
      return here.toString();
    }
    char separator = '?';
    for (Map.Entry<String, String[]> parameter : request.getParameterMap().entrySet()) {
      if (parameter.getKey().equals(LANGUAGE) || parameter.getKey().equals(ELDER)) {
        continue;
      }
      for (String value : parameter.getValue()) {
        here.append(separator).append(encode(parameter.getKey())).append('=').append(encode(value));
        separator = '&';
      }
    }
    return here.toString();
  }

  private static String encode(String text) {
    return UriUtils.encode(text, StandardCharsets.UTF_8);
  }

  private static void keep(
      HttpServletRequest request, HttpServletResponse response, String name, String value) {
    response.addHeader(
        HttpHeaders.SET_COOKIE,
        ResponseCookie.from(name, value)
            .path("/")
            .maxAge(KEPT)
            .httpOnly(true)
            .secure(request.isSecure())
            .sameSite("Lax")
            .build()
            .toString());
  }

  private static @Nullable String cookie(HttpServletRequest request, String name) {
    Cookie[] cookies = request.getCookies();
    if (cookies != null) {
      for (Cookie cookie : cookies) {
        if (cookie.getName().equals(name)) {
          return cookie.getValue();
        }
      }
    }
    return null;
  }
}

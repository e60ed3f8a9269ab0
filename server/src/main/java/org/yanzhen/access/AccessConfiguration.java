package org.yanzhen.access;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.csrf.CsrfException;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.Problems;
import tools.jackson.databind.json.JsonMapper;

/** What is open, what needs a session, and the headers every answer carries. */
@Configuration
class AccessConfiguration {

  @Bean
  Argon2PasswordEncoder argon2() {
    // Argon2id; 16 MiB and two passes: about 40 ms here, paid once a sign-in.
    return Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8();
  }

  @Bean
  SecurityFilterChain security(
      HttpSecurity http,
      Sessions sessions,
      ConnectedSystems systems,
      Problems problems,
      JsonMapper mapper)
      throws Exception {
    return http.sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(cache -> cache.disable())
        .logout(logout -> logout.disable())
        .anonymous(anonymous -> anonymous.disable())
        .csrf(
            csrf ->
                csrf.spa()
                    // The door uses no cookie for its rights, and a bearer token is not sent by a
                    // browser on its own.
                    .ignoringRequestMatchers(
                        request ->
                            // The decoded path: /%61pi/ is /api/.
                            !request.getServletPath().startsWith("/api/")
                                // Knows a secret of its own, see notice.SmsController.
                                || request.getServletPath().equals("/api/sms/in")
                                // Knows no cookie at all.
                                || ConnectedSystemFilter.isInbox(request)
                                || request.getHeader(HttpHeaders.AUTHORIZATION) != null
                                // Asks for a token instead of a cookie; no form of another site can
                                // set a header.
                                || request.getHeader(SessionController.ACCEPT_TOKEN) != null))
        .addFilterBefore(new SessionFilter(sessions), BasicAuthenticationFilter.class)
        .addFilterBefore(new ConnectedSystemFilter(systems), BasicAuthenticationFilter.class)
        .authorizeHttpRequests(
            rules ->
                rules
                    .requestMatchers(HttpMethod.POST, "/api/session")
                    .permitAll()
                    .requestMatchers(HttpMethod.POST, "/api/sms/in")
                    .permitAll()
                    .requestMatchers("/api/about", "/api/openapi.json")
                    .permitAll()
                    // What is published for everybody to check; never anybody's data.
                    .requestMatchers(HttpMethod.GET, "/api/open/**")
                    .permitAll()
                    .requestMatchers("/api/**")
                    .authenticated()
                    .anyRequest()
                    .permitAll())
        .exceptionHandling(
            handling ->
                handling
                    .authenticationEntryPoint(
                        (request, response, e) ->
                            write(
                                response,
                                problems,
                                mapper,
                                ProblemCode.ACCESS_NOT_SIGNED_IN,
                                Language.ofHeader(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE))))
                    .accessDeniedHandler(
                        (request, response, e) ->
                            write(
                                response,
                                problems,
                                mapper,
                                e instanceof CsrfException
                                    ? ProblemCode.ACCESS_CSRF
                                    : ProblemCode.ACCESS_NOT_SIGNED_IN,
                                Language.ofHeader(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)))))
        .headers(
            headers ->
                headers
                    .contentSecurityPolicy(
                        csp ->
                            csp.policyDirectives(
                                "default-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; style-src 'self' 'unsafe-inline';"
                                    + " object-src 'none'; base-uri 'self'; form-action 'self';"
                                    + " frame-ancestors 'none'"))
                    .referrerPolicy(
                        policy ->
                            policy.policy(
                                org.springframework.security.web.header.writers
                                    .ReferrerPolicyHeaderWriter.ReferrerPolicy.NO_REFERRER))
                    // Pages and assets say themselves how long they hold; the API's answers say
                    // no-store.
                    .cacheControl(cache -> cache.disable()))
        .build();
  }

  private static void write(
      HttpServletResponse response,
      Problems problems,
      JsonMapper mapper,
      ProblemCode code,
      Language language)
      throws IOException {
    response.setStatus(code.status());
    response.setContentType(MediaType.APPLICATION_PROBLEM_JSON_VALUE);
    response.setHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    response
        .getOutputStream()
        .write(mapper.writeValueAsBytes(problems.view(Problem.of(code), language)));
  }
}

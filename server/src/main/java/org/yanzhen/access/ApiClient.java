package org.yanzhen.access;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.OutcomeView;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.ProblemView;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * How the command line comes to a running server: over HTTP, with an account, like any other face.
 */
public final class ApiClient implements AutoCloseable {

  /** It answered, but not with what was asked for. */
  public static final class RefusedException extends RuntimeException {
    private final int status;
    private final String code;

    RefusedException(int status, String code, String detail) {
      super(detail);
      this.status = status;
      this.code = code;
    }

    public int status() {
      return status;
    }

    /** The problem's code, or an empty text where the answer was no problem. */
    public String code() {
      return code;
    }
  }

  /** It did not answer. */
  public static final class UnreachableException extends RuntimeException {
    UnreachableException(String address, IOException cause) {
      super(
          "%s does not answer: %s"
              .formatted(address, Objects.requireNonNullElse(cause.getMessage(), cause.toString())),
          cause);
    }
  }

  /** An entry of a phone's log, sealed to the realm's public key. */
  public record SealedEntry(UUID id, UUID device, long seq, String kid, String sealed) {}

  private record Batch(List<Envelope> commands) {}

  private record SealedBatch(List<SealedEntry> entries) {}

  private record Outcomes(List<OutcomeView> outcomes) {}

  private record SignIn(String login, String password) {}

  private final String address;
  private final Origin face;
  private final HttpClient http =
      HttpClient.newBuilder()
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(Duration.ofSeconds(10))
          .build();
  private final JsonMapper mapper =
      JsonMapper.builder()
          .changeDefaultPropertyInclusion(
              inclusion -> inclusion.withValueInclusion(JsonInclude.Include.NON_NULL))
          .build();

  /**
   * @param face what it calls itself, for the audit
   */
  public ApiClient(String address, Origin face) {
    this.address = address;
    this.face = face;
  }

  /** What anybody may read. */
  public JsonNode get(String path) {
    return read(send("GET", path, null, Map.of()));
  }

  /**
   * Signs in once; the account then acts until the client is closed.
   *
   * @throws RefusedException access.bad-credentials, access.too-many-tries
   */
  public Account signIn(String login, String password) {
    HttpResponse<byte[]> answer =
        send("POST", "/api/session", new SignIn(login, password), Map.of("Accept-Token", "yes"));
    JsonNode session = read(answer);
    return new Account(session.required("token").asString(), session);
  }

  public JsonMapper mapper() {
    return mapper;
  }

  @Override
  public void close() {
    http.shutdownNow();
    http.close();
  }

  /** Somebody who has signed in. */
  public final class Account {

    private final Map<String, String> headers;
    private final JsonNode session;

    private Account(String token, JsonNode session) {
      this.headers = Map.of("Authorization", "Bearer " + token);
      this.session = session;
    }

    /** Who it is, as the server said when signing in. */
    public JsonNode session() {
      return session;
    }

    public JsonNode get(String path) {
      return read(send("GET", path, null, headers));
    }

    /** One command; a refusal by the rules is an outcome, too. */
    public OutcomeView submit(Envelope envelope) {
      HttpResponse<byte[]> answer = send("POST", "/api/commands", envelope, headers);
      if (answer.statusCode() == 200) {
        return mapper.treeToValue(read(answer), OutcomeView.class);
      }
      ProblemView problem = problem(answer);
      // Busy and failed are no outcome: nobody knows yet whether it was done, and the same id may
      // be sent again.
      if (problem == null || answer.statusCode() >= 500 || answer.statusCode() == 401) {
        throw refused(answer);
      }
      return new OutcomeView(
          envelope.id(), OutcomeView.Status.refused, false, java.time.Instant.EPOCH, null, problem);
    }

    /** Up to a hundred commands, carried out in this order, each in a transaction of its own. */
    public List<OutcomeView> submitAll(List<Envelope> envelopes) {
      JsonNode answer = read(send("POST", "/api/commands/batch", new Batch(envelopes), headers));
      return mapper.treeToValue(answer, Outcomes.class).outcomes();
    }

    /** Entries of one phone's log, in any order; answered in the order of the log. */
    public List<OutcomeView> submitSealed(List<SealedEntry> entries) {
      JsonNode answer =
          read(send("POST", "/api/commands/sealed", new SealedBatch(entries), headers));
      return mapper.treeToValue(answer, Outcomes.class).outcomes();
    }
  }

  private HttpResponse<byte[]> send(
      String method, String path, @Nullable Object body, Map<String, String> headers) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(address + path))
            .timeout(Duration.ofMinutes(2))
            .header("X-Yanzhen-Face", face.name())
            .header("Accept-Language", "en");
    if (body == null) {
      request.method(method, HttpRequest.BodyPublishers.noBody());
    } else {
      request
          .header("Content-Type", "application/json")
          .method(method, HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)));
    }
    headers.forEach(request::header);
    try {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UnreachableException(address, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UnreachableException(address, new IOException("interrupted", e));
    }
  }

  private JsonNode read(HttpResponse<byte[]> answer) {
    if (answer.statusCode() != 200) {
      throw refused(answer);
    }
    return mapper.readTree(answer.body());
  }

  private RefusedException refused(HttpResponse<byte[]> answer) {
    ProblemView problem = problem(answer);
    return problem == null
        ? new RefusedException(
            answer.statusCode(), "", "%s answered %d".formatted(answer.uri(), answer.statusCode()))
        : new RefusedException(answer.statusCode(), problem.code(), problem.detail());
  }

  private @Nullable ProblemView problem(HttpResponse<byte[]> answer) {
    boolean said =
        answer
            .headers()
            .firstValue("Content-Type")
            .filter(type -> type.contains("problem+json"))
            .isPresent();
    if (!said) {
      return null;
    }
    try {
      return mapper.readValue(answer.body(), ProblemView.class);
    } catch (JacksonException e) {
      return null;
    }
  }
}

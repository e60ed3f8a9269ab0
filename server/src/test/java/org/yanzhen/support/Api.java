package org.yanzhen.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.yanzhen.shared.Ids;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Somebody with an account, over real HTTP. */
public final class Api {

  /** An answer of the server; {@code body} is null when it had none. */
  public record Answer(int status, JsonNode body) {

    public String code() {
      return body == null || body.get("code") == null ? "" : body.get("code").asString();
    }

    public String text(String field) {
      JsonNode value = body.at("/" + field.replace('.', '/'));
      return value.isMissingNode() ? null : value.asString();
    }

    public boolean isDone() {
      return status == 200;
    }
  }

  private static final JsonMapper JSON = JsonMapper.builder().build();
  private static final HttpClient HTTP = HttpClient.newHttpClient();

  private final String address;
  private final String token;

  private Api(String address, String token) {
    this.address = address;
    this.token = token;
  }

  /** Nobody in particular. */
  public static Api nobody(String address) {
    return new Api(address, null);
  }

  /** Whoever holds the token, which a desk made. */
  public static Api bearing(String address, String token) {
    return new Api(address, token);
  }

  public static Api signIn(String address, String login, String password) {
    Answer answer =
        nobody(address)
            .send(
                "POST",
                "/api/session",
                JSON.writeValueAsString(Map.of("login", login, "password", password)),
                Map.of("Accept-Token", "yes"));
    if (!answer.isDone()) {
      throw new IllegalStateException(login + " could not sign in: " + answer);
    }
    return new Api(address, answer.text("token"));
  }

  public Answer get(String path) {
    return send("GET", path, null, Map.of());
  }

  /** What an answer says about itself, and its bytes. */
  public HttpResponse<byte[]> download(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    try {
      return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  public Answer post(String path, Object body) {
    return send("POST", path, JSON.writeValueAsString(body), Map.of());
  }

  /** Bytes as they are. */
  public Answer postBytes(String path, byte[] bytes) {
    return answer(
        HttpRequest.newBuilder(URI.create(address + path))
            .POST(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .header("Content-Type", "application/octet-stream")
            .header("Accept-Language", "en"));
  }

  /** A whole file in one piece, under the name its sender gives it, percent-encoded. */
  public Answer upload(UUID id, byte[] bytes, String name) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(
                URI.create(
                    "%s/api/attachments/%s?offset=0&total=%d".formatted(address, id, bytes.length)))
            .PUT(HttpRequest.BodyPublishers.ofByteArray(bytes))
            .header("Content-Type", "application/octet-stream")
            .header("Yanzhen-File-Name", name);
    return answer(request);
  }

  /** A command under a fresh id. */
  public Answer command(String type, Map<String, ?> body) {
    return command(Ids.next(), type, body);
  }

  public Answer command(UUID id, String type, Map<String, ?> body) {
    return command(id, type, body, Map.of());
  }

  /** A command with more of its envelope: base, device, seq, recordedAt … */
  public Answer command(UUID id, String type, Map<String, ?> body, Map<String, ?> more) {
    Map<String, Object> envelope = new HashMap<>(more);
    envelope.put("id", id);
    envelope.put("type", type);
    envelope.put("body", body);
    return post("/api/commands", envelope);
  }

  public Answer send(String method, String path, String body, Map<String, String> headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address + path));
    request.method(
        method,
        body == null
            ? HttpRequest.BodyPublishers.noBody()
            : HttpRequest.BodyPublishers.ofString(body));
    if (body != null) {
      request.header("Content-Type", "application/json");
    }
    request.header("Accept-Language", "en");
    headers.forEach(request::setHeader);
    return answer(request);
  }

  private Answer answer(HttpRequest.Builder request) {
    if (token != null) {
      request.setHeader("Authorization", "Bearer " + token);
    }
    try {
      HttpResponse<String> response =
          HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String text = response.body();
      boolean json = text != null && (text.startsWith("{") || text.startsWith("["));
      return new Answer(response.statusCode(), json ? JSON.readTree(text) : null);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

package org.yanzhen.notice;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/** The county's SMS provider: one HTTP address that takes {@code {id, to, text}}. */
@Component
class SmsCarrier implements Carrier {

  /** A client's error that may pass: slow, locked, too early, too many. */
  private static final Set<Integer> PASSING = Set.of(401, 403, 408, 423, 425, 429);

  private final JsonMapper mapper;
  private final @Nullable URI provider;
  private final @Nullable String key;
  private final HttpClient http =
      HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

  SmsCarrier(
      JsonMapper mapper,
      @Value("${yanzhen.sms.url:}") String url,
      @Value("${yanzhen.sms.key:}") String key) {
    this.mapper = mapper;
    this.provider = url.isBlank() ? null : URI.create(url);
    this.key = key.isBlank() ? null : key;
  }

  @Override
  public Channel channel() {
    return Channel.SMS;
  }

  @Override
  public boolean isReady() {
    return provider != null;
  }

  @Override
  public Outcome carry(Parcel parcel) {
    if (provider == null) {
      return new Outcome.Later("no-provider");
    }
    Map<String, String> body =
        Map.of("id", parcel.id().toString(), "to", parcel.to(), "text", parcel.text());
    HttpRequest.Builder request =
        HttpRequest.newBuilder(provider)
            .timeout(Duration.ofSeconds(10))
            .header("Content-Type", "application/json")
            .header("Idempotency-Key", parcel.id().toString())
            .POST(HttpRequest.BodyPublishers.ofByteArray(mapper.writeValueAsBytes(body)));
    if (key != null) {
      request.header("Authorization", "Bearer " + key);
    }
    try {
      int status = http.send(request.build(), HttpResponse.BodyHandlers.discarding()).statusCode();
      if (status / 100 == 2) {
        return new Outcome.Taken();
      }
      boolean passes = status / 100 != 4 || PASSING.contains(status);
      return passes
          ? new Outcome.Later("status " + status)
          : new Outcome.Refused("status " + status);
    } catch (IOException e) {
      return new Outcome.Later(e.getClass().getSimpleName());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return new Outcome.Later("interrupted");
    }
  }
}

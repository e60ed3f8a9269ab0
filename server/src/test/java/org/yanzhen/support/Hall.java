package org.yanzhen.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api.Answer;

/** A hall of a test's own, with its windows and its queue: {@code hall.next("1")}. */
public final class Hall {

  /** A window and what it serves. */
  public record Window(String code, String name, List<String> services) {

    Map<String, Object> body() {
      return Map.of("code", code, "name", name, "services", services);
    }
  }

  private static final Window INFORMATION = new Window("1", "信息", List.of("information"));

  private final County county;
  private final UUID site = Ids.next();

  private Hall(County county) {
    this.county = county;
  }

  /** One with a single window, for information. */
  public static Hall open(County county) {
    return open(county, "便民大厅", INFORMATION);
  }

  public static Hall open(County county, String name, Window... windows) {
    Hall hall = new Hall(county);
    Answer made =
        county
            .dispatcher()
            .command(
                "hall.set-site",
                Map.of(
                    "siteId",
                    hall.site,
                    "divisionId",
                    county.village().id(),
                    "name",
                    name,
                    "windows",
                    Arrays.stream(windows).map(Window::body).toList()));
    assertThat(made.isDone()).as(made.toString()).isTrue();
    return hall;
  }

  public UUID site() {
    return site;
  }

  /** What a ticket for information asks for, where nothing else is said. */
  public Map<String, Object> ticket(Map<String, ?> said) {
    Map<String, Object> body = new HashMap<>();
    body.put("ticketId", Ids.next());
    body.put("siteId", site);
    body.put("service", "information");
    body.put("standing", "NORMAL");
    body.putAll(said);
    return body;
  }

  /** Somebody draws a number from the clerk. */
  public Answer draw(Map<String, ?> said) {
    return county.clerk().command("hall.draw-ticket", ticket(said));
  }

  public UUID drawn() {
    return drawn(Map.of());
  }

  public UUID drawn(Map<String, ?> said) {
    Answer answer = draw(said);
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
    return UUID.fromString(answer.text("result.ticketId"));
  }

  /** A window calls whoever is next. */
  public Answer next(String window) {
    return county.clerk().command("hall.call-next", Map.of("siteId", site, "window", window));
  }

  public UUID called(String window) {
    Answer answer = next(window);
    assertThat(answer.isDone()).as(answer.toString()).isTrue();
    return UUID.fromString(answer.text("result.ticketId"));
  }

  /** What a clerk does with a ticket. */
  public Answer on(String type, UUID ticket, Map<String, ?> more) {
    Map<String, Object> body = new HashMap<>(more);
    body.put("ticketId", ticket);
    return county.clerk().command(type, body);
  }

  public Answer on(String type, UUID ticket) {
    return on(type, ticket, Map.of());
  }
}

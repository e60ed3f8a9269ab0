package org.yanzhen.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.RealmId;
import tools.jackson.databind.json.JsonMapper;

/**
 * Iteration of a copied map changes from one start of the server to the next; a command does not.
 */
class CommandBodiesTest {

  record Asked(@Personal Map<String, String> fields) {}

  private final JsonMapper mapper = JsonMapper.builder().build();
  private final CommandBodies bodies = new CommandBodies(mapper);
  private final CommandTypes.Type<Asked> type =
      new CommandTypes.Type<>(
          "test.ask", Asked.class, Set.of(), (c, x) -> CommandResult.done(), Set.of("fields"));

  @Test
  void theSameAnswersInAnotherOrderAreTheSameCommand() {
    UUID id = Ids.next();
    CommandRow kept = row(id, "size", "two", "colour", "red");
    CommandRow again = row(id, "colour", "red", "size", "two");

    assertThat(kept.isSameCommand(again)).isTrue();
  }

  @Test
  void otherAnswersAreAnotherCommand() {
    UUID id = Ids.next();

    assertThat(row(id, "a", "1", "b", "2").isSameCommand(row(id, "a", "2", "b", "1"))).isFalse();
    assertThat(row(id, "a", "1", "b", "2").isSameCommand(row(id, "a\":\"1\",\"b", "2", "c", "3")))
        .isFalse();
  }

  @Test
  void aKeyWithAQuoteIsNotTwoKeys() {
    assertThat(Canonical.of(mapper.valueToTree(Map.of("a\":1,\"b", 2))))
        .isNotEqualTo(Canonical.of(mapper.valueToTree(Map.of("a", 1, "b", 2))));
  }

  private CommandRow row(UUID id, String k1, String v1, String k2, String v2) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put(k1, v1);
    fields.put(k2, v2);
    Actor actor = Actor.system(new RealmId(1), Origin.JOB);
    return bodies.row(
        type,
        new Asked(fields),
        Envelope.of(id, "test.ask", mapper.createObjectNode()),
        actor,
        Instant.EPOCH);
  }
}

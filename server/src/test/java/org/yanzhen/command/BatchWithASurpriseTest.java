package org.yanzhen.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.eq;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.yanzhen.command.CommandController.Batch;
import org.yanzhen.command.CommandController.Outcomes;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.Problems;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;
import tools.jackson.databind.json.JsonMapper;

class BatchWithASurpriseTest {

  private static final Actor ACTOR = Actor.system(new RealmId(1), Origin.API);

  private final JsonMapper mapper = JsonMapper.builder().build();
  private final Gate gate = mock(Gate.class);
  private final CommandController controller =
      new CommandController(
          gate, mock(Vault.class), mock(Problems.class), mapper, InstantSource.system());

  @Test
  void whatWasDoneBeforeIsAnsweredAndWhatFollowsIsLeft() {
    Envelope first = answered();
    Envelope second = surprising();
    Envelope third = answered();

    Outcomes outcomes =
        controller.batch(new Batch(List.of(first, second, third)), ACTOR, Locale.ENGLISH);

    assertThat(outcomes.outcomes()).extracting(OutcomeView::id).containsExactly(first.id());
  }

  @Test
  void whenNothingWasDoneTheSurpriseIsTheAnswer() {
    Batch batch = new Batch(List.of(surprising(), answered()));

    assertThatThrownBy(() -> controller.batch(batch, ACTOR, Locale.ENGLISH))
        .isInstanceOf(IllegalStateException.class);
  }

  private Envelope answered() {
    Envelope envelope = Envelope.of(Ids.next(), "order.note", mapper.createObjectNode());
    when(gate.submit(eq(envelope), any()))
        .thenReturn(new Outcome(envelope.id(), false, Instant.EPOCH, null, null));
    return envelope;
  }

  private Envelope surprising() {
    Envelope envelope = Envelope.of(Ids.next(), "order.note", mapper.createObjectNode());
    when(gate.submit(eq(envelope), any())).thenThrow(new IllegalStateException("a surprise"));
    return envelope;
  }
}

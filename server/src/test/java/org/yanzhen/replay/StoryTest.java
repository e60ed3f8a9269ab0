package org.yanzhen.replay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.yanzhen.replay.Story.Answer;

class StoryTest {

  private final List<Story> stories =
      IntStream.range(0, 5_000).mapToObj(id -> Story.of(1, Integer.toString(id))).toList();

  @Test
  void seedAndMessageAloneTellTheStory() {
    assertThat(Story.of(1, "2554")).isEqualTo(Story.of(1, "2554"));
    assertThat(IntStream.range(0, 100).mapToObj(id -> Story.of(2, Integer.toString(id))).toList())
        .isNotEqualTo(stories.subList(0, 100));
  }

  @Test
  void everyStoryEndsSolvedAfterAFewRounds() {
    assertThat(stories)
        .allSatisfy(
            story -> {
              assertThat(story.rounds()).hasSizeBetween(1, Story.MOST_ROUNDS);
              assertThat(Story.isLast(story.rounds().getLast().word())).isTrue();
              assertThat(story.rounds())
                  .allSatisfy(
                      round -> {
                        assertThat(round.attempts()).hasSizeBetween(1, Story.MOST_MISSES + 1);
                        assertThat(round.attempts().getLast().answer()).isEqualTo(Answer.TAKES);
                      });
            });
  }

  @Test
  void theSharesAreThoseOfTheModel() {
    double notSolved = share(story -> story.rounds().getFirst().word() == Story.Word.NOT_SOLVED);
    double declined =
        share(story -> story.rounds().getFirst().attempts().getFirst().answer() == Answer.DECLINES);
    double oneNote = share(story -> story.rounds().getFirst().notes() == 1);

    assertThat(notSolved).isCloseTo(Story.Word.NOT_SOLVED.share, within(0.02));
    assertThat(declined).isCloseTo(Answer.DECLINES.share, within(0.02));
    assertThat(oneNote).isCloseTo(0.30, within(0.02));
  }

  private double share(java.util.function.Predicate<Story> which) {
    return stories.stream().filter(which).count() / (double) stories.size();
  }
}

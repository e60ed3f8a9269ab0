package org.yanzhen.notice;

import java.text.Normalizer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.CommandResult;
import org.yanzhen.notice.MessagePack.Answer;
import org.yanzhen.order.Action;
import org.yanzhen.order.Channel;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.Orders;
import org.yanzhen.order.Requesters;
import org.yanzhen.order.Step;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Checks;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.Personal;
import org.yanzhen.shared.RealmId;

/**
 * What a text from outside means. The requester's word counts only when the number is theirs and
 * the order's code stands beside a word we know; whatever is less clear is for a person to read.
 */
@Component
class SmsAnswers {

  /**
   * An SMS as the provider gave it.
   *
   * @param onlyNoted the verdict it seems to be was refused: then its words stand in the thread
   */
  record Hear(
      String sourceId, @Personal String phone, @Personal String text, @Nullable Boolean onlyNoted) {
    Hear {
      sourceId = Checks.text("sourceId", sourceId, 80);
      phone = Checks.text("phone", phone, 30);
      text = Checks.text("text", text, 2_000);
    }
  }

  /** What became of it. */
  enum Became {
    SOLVED,
    REOPENED,
    STOPPED,
    STARTED,
    NOTED,
    /** Nothing: it becomes an intake item. */
    UNCLEAR
  }

  /** Kept with the command: no words, no number. */
  record Heard(Became became, @Nullable UUID orderId) {}

  /**
   * @param grade 1 to 5, if one was given
   */
  private record Said(Answer answer, @Nullable Integer grade) {}

  private static final Pattern CODE = Pattern.compile("(?:([0-9]{6})-)?([0-9]{6})");
  private static final String SEPARATORS = "[\\s,，、。.：:;；!！“”\"]";
  private static final Pattern SEPARATED = Pattern.compile(SEPARATORS + "+");

  /** One figure that stands apart from the code; a longer one, or a 7, is no grade. */
  private static final Pattern GRADE =
      Pattern.compile(SEPARATORS + "+([1-5])\\s*分?" + SEPARATORS + "*");

  private static final int ASKED = 20;

  private final MessagePack pack;
  private final MessageStore store;
  private final PreferenceStore preferences;
  private final Wishes wishes;
  private final OrderReads orders;
  private final Requesters requesters;
  private final Orders changes;

  SmsAnswers(
      MessagePack pack,
      MessageStore store,
      PreferenceStore preferences,
      Wishes wishes,
      OrderReads orders,
      Requesters requesters,
      Orders changes) {
    this.pack = pack;
    this.store = store;
    this.preferences = preferences;
    this.wishes = wishes;
    this.orders = orders;
    this.requesters = requesters;
    this.changes = changes;
  }

  CommandResult hear(Hear command, CommandContext context) {
    Optional<Answer> alone = pack.answer(command.text());
    if (alone.isPresent() && (alone.get() == Answer.STOP || alone.get() == Answer.START)) {
      return wish(command, alone.get(), context);
    }
    String plain = plain(command.text());
    Optional<UUID> order = order(context.realm(), command.phone(), plain);
    if (order.isEmpty()) {
      return CommandResult.done(new Heard(Became.UNCLEAR, null));
    }
    Optional<Said> said = said(plain);
    if (said.isPresent() && !Boolean.TRUE.equals(command.onlyNoted())) {
      boolean solved = said.get().answer() == Answer.SOLVED;
      Step verdict =
          Step.verdict(
              solved ? Action.SOLVE : Action.REOPEN,
              // A grade is of what is solved; beside "not solved" it stays in the words only.
              solved ? said.get().grade() : null,
              Map.of(),
              command.text(),
              Channel.SMS);
      return heard(order.get(), verdict, solved ? Became.SOLVED : Became.REOPENED, context);
    }
    // The order is theirs, the words are not clear: they stand in its thread for whoever works on
    // it.
    return heard(order.get(), Step.words(Action.NOTE, command.text()), Became.NOTED, context);
  }

  /** A step that is refused may have written already: the whole command is refused with it. */
  private CommandResult heard(UUID order, Step step, Became became, CommandContext context) {
    CommandResult stepped = step(order, step, context);
    return stepped instanceof CommandResult.Done
        ? CommandResult.done(new Heard(became, order))
        : stepped;
  }

  private CommandResult step(UUID order, Step step, CommandContext context) {
    Actor requester = Actor.holdingReceipt(context.realm(), order, null);
    return changes.step(
        order,
        step,
        List.of(),
        new CommandContext(
            context.commandId(), requester, context.at(), context.recordedAt(), null, null));
  }

  private CommandResult wish(Hear command, Answer answer, CommandContext context) {
    boolean stop = answer == Answer.STOP;
    wishes.texted(command.phone(), !stop, context);
    return CommandResult.done(new Heard(stop ? Became.STOPPED : Became.STARTED, null));
  }

  /** The one order whose code stands in the text and whose requester has this number. */
  private Optional<UUID> order(RealmId realm, String phone, String text) {
    Matcher matcher = CODE.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String day = matcher.group(1);
    String code = matcher.group(2);
    if (matcher.find()) {
      return Optional.empty();
    }
    if (day != null) {
      return orders
          .findByNumber(realm, day + "-" + code)
          .filter(id -> requesters.isRequestersPhone(realm, id, phone));
    }
    List<UUID> matching =
        store
            .askedOf(realm, preferences.phoneIndex(realm, phone), Template.REPORTED, ASKED)
            .stream()
            .filter(id -> isCode(realm, id, code))
            .filter(id -> requesters.isRequestersPhone(realm, id, phone))
            .toList();
    return matching.size() == 1 ? Optional.of(matching.getFirst()) : Optional.empty();
  }

  private boolean isCode(RealmId realm, UUID id, String code) {
    return orders
        .findCard(Actor.system(realm, Origin.JOB), id, Language.ZH)
        .filter(card -> card.state() == OrderState.REPORTED || card.state() == OrderState.SOLVED)
        .map(OrderCard::number)
        .map(MessageTexts::code)
        .filter(code::equals)
        .isPresent();
  }

  /** As it was meant: a telephone set to Chinese writes figures and signs twice as wide. */
  private static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC);
  }

  /**
   * Exactly a known word and the code, in either order, or the word, the code and a grade; anything
   * more is not a verdict.
   */
  private Optional<Said> said(String text) {
    Matcher matcher = CODE.matcher(text);
    if (!matcher.find()) {
      return Optional.empty();
    }
    String before = unseparated(text.substring(0, matcher.start()));
    String after = text.substring(matcher.end());
    Matcher graded = GRADE.matcher(after);
    // With nothing before the code, "1" behind it is the word and no grade.
    Integer grade = !before.isEmpty() && graded.matches() ? Integer.valueOf(graded.group(1)) : null;
    return pack.answer(grade == null ? before + unseparated(after) : before)
        .filter(answer -> answer == Answer.SOLVED || answer == Answer.NOT_SOLVED)
        .map(answer -> new Said(answer, grade));
  }

  private static String unseparated(String text) {
    return SEPARATED.matcher(text).replaceAll("");
  }
}

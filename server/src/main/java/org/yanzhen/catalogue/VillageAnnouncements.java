package org.yanzhen.catalogue;

import java.time.InstantSource;
import java.time.Month;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.access.Realms;
import org.yanzhen.place.Division;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;

/**
 * What a village hears from its loudspeaker and reads on its LED screen about the services, made
 * from the same record as the cards and the door.
 */
@Service
class VillageAnnouncements {

  private static final int MOST = 30;

  /**
   * A kind that can be announced.
   *
   * @param inSeason whether it belongs to certain months and this is one of them
   */
  record AnnouncementChoice(String code, String name, boolean inSeason, boolean chosen) {}

  /**
   * @param servicePhone the realm's number, if it has one
   * @param spoken a sentence each
   * @param led a line each
   */
  record AnnouncementSheet(
      int divisionId,
      String division,
      @Nullable String servicePhone,
      List<AnnouncementChoice> kinds,
      List<String> spoken,
      List<String> led) {}

  private final Catalogue catalogue;
  private final KindWords words;
  private final ServiceCards cards;
  private final Realms realms;
  private final InstantSource clock;

  VillageAnnouncements(
      Catalogue catalogue,
      KindWords words,
      ServiceCards cards,
      Realms realms,
      InstantSource clock) {
    this.catalogue = catalogue;
    this.words = words;
    this.cards = cards;
    this.realms = realms;
    this.clock = clock;
  }

  /**
   * @param codes of the kinds; absent for those whose season it is
   * @param width of the screen, in Chinese characters
   * @throws ProblemException when the place is not the actor's, or a kind is none that can be asked
   *     for at the door
   */
  AnnouncementSheet of(
      Actor actor, int divisionId, @Nullable List<String> codes, int width, Language language) {
    Division here = cards.mayPrintFor(actor, divisionId);
    Realms.Realm county = realms.get(actor.realm());
    Month month = clock.instant().atZone(county.zone()).getMonth();
    List<Kind> open = catalogue.list(actor.realm()).stream().filter(Kind::publicAtDoor).toList();
    Set<String> wanted =
        codes == null
            ? open.stream()
                .filter(kind -> isItsSeason(kind, month))
                .map(Kind::code)
                .collect(Collectors.toCollection(LinkedHashSet::new))
            : new LinkedHashSet<>(codes);
    if (wanted.size() > MOST) {
      throw new ProblemException(
          Problem.at(ProblemCode.COMMAND_MALFORMED, "kinds").with("why", "at most " + MOST));
    }
    List<Kind> chosen =
        wanted.stream()
            .map(
                code ->
                    open.stream()
                        .filter(kind -> kind.code().equals(code))
                        .findAny()
                        .orElseThrow(
                            () ->
                                new ProblemException(
                                    Problem.at(ProblemCode.CATALOGUE_KIND_UNKNOWN, "kinds")
                                        .with("kind", code))))
            .toList();
    String phone = county.servicePhone();
    return new AnnouncementSheet(
        here.id(),
        here.name(),
        phone,
        open.stream()
            .map(
                kind ->
                    new AnnouncementChoice(
                        kind.code(),
                        kind.name().in(language),
                        isItsSeason(kind, month),
                        wanted.contains(kind.code())))
            .toList(),
        chosen.isEmpty() ? List.of() : spoken(here, chosen, month, phone, language),
        chosen.isEmpty() ? List.of() : led(chosen, phone, width, language));
  }

  private static boolean isItsSeason(Kind kind, Month month) {
    return !kind.season().isEmpty() && kind.isInSeason(month);
  }

  private List<String> spoken(
      Division here, List<Kind> kinds, Month month, @Nullable String phone, Language language) {
    List<String> text = new ArrayList<>();
    text.add(words.word("spoken.greeting", language, here.name()));
    for (Kind kind : kinds) {
      text.addAll(SpokenWords.sentences(kind.name().in(language), language));
      if (isItsSeason(kind, month)) {
        text.add(words.word("spoken.season", language));
      }
      text.addAll(SpokenWords.sentences(kind.summary().in(language), language));
      String contact = words.say(kind.limit(Urgency.NORMAL, ClockName.CONTACT), language);
      text.addAll(SpokenWords.sentences(words.word("spoken.contact", language, contact), language));
      String papers =
          kind.papers().stream()
              .filter(paper -> paper.situations().isEmpty())
              .map(paper -> paper.name().in(language))
              .collect(Collectors.joining(language.pick("、", ", ")));
      if (!papers.isEmpty()) {
        text.addAll(SpokenWords.sentences(words.word("spoken.papers", language, papers), language));
      }
    }
    if (phone == null) {
      text.add(words.word("spoken.window", language));
    } else {
      // Who hears it in the yard has nothing to write with at the first time.
      String number = SpokenWords.number(phone, language);
      text.add(words.word("spoken.call", language, number));
      text.add(words.word("spoken.again", language, number));
      text.add(words.word("spoken.or-window", language));
    }
    return List.copyOf(text);
  }

  private List<String> led(List<Kind> kinds, @Nullable String phone, int width, Language language) {
    List<String> lines = new ArrayList<>();
    for (Kind kind : kinds) {
      lines.addAll(
          LedLines.cut(
              words.word(
                  "led.kind",
                  language,
                  kind.name().in(language),
                  firstSentence(kind.summary().in(language), language)),
              width));
    }
    lines.addAll(
        LedLines.cut(
            phone == null
                ? words.word("led.window", language)
                : words.word("led.phone", language, phone),
            width));
    return List.copyOf(lines);
  }

  private static String firstSentence(String text, Language language) {
    String end = language == Language.ZH ? "(?<=[。！？])|[；;]" : "(?<=[.!?]) |; ";
    return text.split(end)[0].strip();
  }
}

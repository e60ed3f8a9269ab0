package org.yanzhen.door;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.FieldType;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.KindView.PaperView;
import org.yanzhen.command.AttachmentRef;
import org.yanzhen.command.MediaKind;
import org.yanzhen.door.DoorViews.Answer;
import org.yanzhen.door.DoorViews.ClockLine;
import org.yanzhen.door.DoorViews.EntryPage;
import org.yanzhen.door.DoorViews.FileEntry;
import org.yanzhen.door.DoorViews.Helper;
import org.yanzhen.door.DoorViews.PartLine;
import org.yanzhen.door.DoorViews.PictureEntry;
import org.yanzhen.door.DoorViews.ReceiptPage;
import org.yanzhen.door.DoorViews.ThreadLine;
import org.yanzhen.order.BadGrades;
import org.yanzhen.order.Channel;
import org.yanzhen.order.Clock;
import org.yanzhen.order.DossierStage;
import org.yanzhen.order.OrderState;
import org.yanzhen.order.OrderViews.FieldValue;
import org.yanzhen.order.OrderViews.MergedInto;
import org.yanzhen.order.OrderViews.OrderCard;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.order.OrderViews.OrderPart;
import org.yanzhen.order.OrderViews.PersonRef;
import org.yanzhen.order.OrderViews.StageToCome;
import org.yanzhen.order.OrderViews.ThreadEntry;
import org.yanzhen.place.Point;
import org.yanzhen.shared.Role;

/**
 * Says how an order stands: what happens next, who does it and until when. Every time it names is a
 * clock of the order; what no clock promises is not promised here.
 */
final class Progress {

  /**
   * Bytes of people's words on the receipt and on a page of history: the whole page stays under 30
   * kB.
   */
  static final int ON_THE_RECEIPT = 6_000;

  static final int PAGE_OF_HISTORY = 18_000;

  private static final int LINE_AROUND_WORDS = 320;
  private static final int WORDS_AT_MOST = 500;
  private static final int WORDS_ON_A_PAGE = 7_000;

  /**
   * Words that a desk or a worker says to each other; the requester reads what concerns the order.
   */
  private static final Set<String> INTERNAL =
      Set.of(
          "dispatch.offer",
          "dispatch.open",
          "dispatch.recall",
          "dispatch.contest",
          "dispatch.keep",
          "dispatch.yield",
          "dispatch.drop-contest",
          "order.decline",
          "order.release",
          "order.transfer",
          "order.raise",
          "order.hand-down",
          "order.set-track",
          "order.merge");

  private static final Set<String> ENDS = Set.of("order.solve", "order.expire");

  private final Face face;
  private final Times times;
  private final OrderDetail order;
  private final Kind kind;
  private final String path;
  private final @Nullable DossierStage root;
  private final BadGrades.@Nullable Standing badGrade;
  private final boolean hasOnFile;

  /**
   * Part of a thread, newest first.
   *
   * @param older where it goes on, or null
   */
  record Thread(List<ThreadLine> lines, @Nullable String older) {}

  Progress(
      Face face,
      Times times,
      OrderDetail order,
      Kind kind,
      String path,
      @Nullable DossierStage root,
      BadGrades.@Nullable Standing badGrade,
      boolean hasOnFile) {
    this.face = face;
    this.times = times;
    this.order = order;
    this.kind = kind;
    this.path = path;
    this.root = root;
    this.badGrade = badGrade;
    this.hasOnFile = hasOnFile;
  }

  ReceiptPage page(String qr, @Nullable String notice) {
    OrderCard card = order.card();
    List<Answer> results = results();
    // What came of it takes its room from the thread, which goes on on a page of its own.
    int room =
        ON_THE_RECEIPT
            - results.stream()
                .mapToInt(result -> result.value().getBytes(StandardCharsets.UTF_8).length)
                .sum();
    Thread thread = thread(Integer.MAX_VALUE, room);
    String said = Objects.requireNonNullElse(order.text(), "");
    boolean isLong = said.length() > WORDS_AT_MOST;
    return new ReceiptPage(
        path,
        qr,
        card.number(),
        card.state().name(),
        face.say("state." + card.state()),
        icon(card.state()),
        tone(card.state()),
        next(),
        isLate(),
        more(),
        helper(),
        card.kindName(),
        card.kindIcon(),
        cut(said),
        isLong ? path + "/history/1" : null,
        where(),
        order.fields().stream().map(this::answer).toList(),
        order.papers().stream().map(this::paper).toList(),
        order.requesterName(),
        order.requesterPhone(),
        order.principalName(),
        times.inFull(card.createdAt()),
        pictures(order.attachments()),
        files(order.attachments()),
        (int) order.attachments().stream().filter(picture -> !picture.ready()).count(),
        clocks(),
        thread.lines(),
        thread.older(),
        card.state() == OrderState.REPORTED && may("order.solve"),
        reopenUntil().map(times::when).orElse(null),
        may("order.note"),
        may("order.cancel"),
        notice,
        results,
        order.parts().stream().map(this::part).toList(),
        hasOnFile);
  }

  /**
   * What came of it. A receipt is paper that others may read, so what only those may know who work
   * on it is said to whoever asked by somebody, not by the paper.
   */
  private List<Answer> results() {
    return switch (kind.privacy()) {
      case PUBLIC, INTERNAL -> order.results().stream().map(this::answer).toList();
      case PERSONAL, RESTRICTED -> List.of();
    };
  }

  private PartLine part(OrderPart part) {
    return new PartLine(
        part.kindName(),
        face.say("state." + part.state()),
        part.assignee() == null ? null : who(part.assignee()));
  }

  /** What happens next, and who does it. */
  private String next() {
    OrderCard card = order.card();
    String responsible = kind.responsible().in(face.language());
    return switch (card.state()) {
      case DRAFT -> face.say("next.DRAFT");
      case WAITING -> {
        Clock sign = running(ClockName.SIGN);
        Clock resolve = running(ClockName.RESOLVE);
        if (sign != null) {
          yield due("next.WAITING", sign, responsible);
        }
        yield resolve == null
            ? face.say("next.WAITING.again-open", responsible)
            : due("next.WAITING.again", resolve, responsible);
      }
      case OFFERED -> {
        Instant until = card.leaseUntil();
        yield until == null || until.isBefore(times.now())
            ? face.say("next.OFFERED.open", who(card.offeredTo()))
            : face.say("next.OFFERED", who(card.offeredTo()), times.when(until));
      }
      case OPEN -> {
        Clock sign = running(ClockName.SIGN);
        yield sign == null ? face.say("next.OPEN.open") : due("next.OPEN", sign, responsible);
      }
      case ACCEPTED -> {
        Clock contact = running(ClockName.CONTACT);
        yield contact == null
            ? face.say("next.ACCEPTED.open", who(card.assignee()))
            : due("next.ACCEPTED", contact, who(card.assignee()));
      }
      case WORKING -> {
        Clock resolve = running(ClockName.RESOLVE);
        yield resolve == null
            ? face.say("next.WORKING.open", who(card.assignee()))
            : due("next.WORKING", resolve, who(card.assignee()));
      }
      case REPORTED -> face.say("next.REPORTED", who(card.assignee()));
      case SOLVED -> face.say(endedInSilence() ? "next.SOLVED.silent" : "next.SOLVED");
      case CANCELLED -> face.say("next.CANCELLED");
      case MERGED -> merged();
      case SUSPENDED -> {
        Instant until = card.suspendedUntil();
        yield until == null
            ? face.say("next.SUSPENDED.open")
            : face.say("next.SUSPENDED", times.when(until));
      }
    };
  }

  /** How the order stands that this one goes on with. */
  private String merged() {
    MergedInto into = order.mergedInto();
    if (into == null) {
      return face.say("next.MERGED");
    }
    String state = face.say("state." + into.state());
    return into.comes() == null
        ? face.say("next.MERGED.into", into.number(), state)
        : face.say("next.MERGED.comes", into.number(), state, into.comes());
  }

  /** A sentence with a promise in it: {0} until when, {1} who; a broken promise is called one. */
  private String due(String key, Clock clock, String who) {
    return clock.late()
        ? face.say(key + ".late", times.when(clock.dueAt()), who, times.since(clock.dueAt()))
        : face.say(key, times.when(clock.dueAt()), who);
  }

  /** What becomes of the bad grade they gave. */
  private List<String> lookedInto(BadGrades.Standing grade) {
    List<String> lines = new ArrayList<>();
    if (!grade.isAnswered()) {
      lines.add(
          face.say(
              grade.once() ? "grade.again" : "grade.open",
              grade.holder(),
              times.day(grade.dueAt())));
    }
    BadGrades.Finding finding = grade.finding();
    if (finding != null) {
      lines.add(
          face.say(
              "grade.found." + finding,
              Objects.requireNonNullElse(grade.reason(), face.say("grade.erased"))));
      if (grade.putRight() != null) {
        lines.add(face.say("grade.put-right", grade.putRight()));
      }
    }
    if (grade.isAnswered()) {
      lines.add(
          face.say(
              grade.content() == null
                  ? "grade.call"
                  : grade.content() ? "grade.content" : "grade.not-content"));
    }
    return lines;
  }

  private List<String> more() {
    List<String> more = new ArrayList<>();
    OrderCard card = order.card();
    String phone = face.servicePhone();
    if (isLate() && phone != null) {
      more.add(face.say("more.late", phone, card.number()));
    }
    if (card.state() == OrderState.REPORTED) {
      Clock verify = running(ClockName.VERIFY);
      if (verify != null && !verify.late()) {
        more.add(face.say("more.verify", times.when(verify.dueAt())));
      }
    }
    for (StageToCome stage : order.toCome()) {
      more.add(face.say("more.to-come", stage.name(), times.day(stage.dueAt())));
    }
    if (root != null) {
      more.add(face.say("more.dossier." + root));
    }
    if (badGrade != null) {
      more.addAll(lookedInto(badGrade));
    }
    boolean unfinished = OrderState.UNFINISHED.contains(card.state());
    if (unfinished && card.raised()) {
      more.add(face.say("more.raised", card.tier().holder()));
    }
    if (unfinished && order.requesterPhone() == null) {
      more.add(
          phone == null
              ? face.say("more.no-phone")
              : face.say("more.no-phone-call", phone, card.number()));
    }
    return more;
  }

  /** Whoever is coming or has come. */
  @Nullable Helper helper() {
    PersonRef assignee = order.card().assignee();
    return assignee == null ? null : new Helper(assignee.name(), assignee.post(), assignee.phone());
  }

  /** Until when a solved order may be opened again; empty when it may not. */
  private Optional<Instant> reopenUntil() {
    if (order.card().state() != OrderState.SOLVED || !may("order.reopen")) {
      return Optional.empty();
    }
    return ends()
        .map(ThreadEntry::at)
        .max(Comparator.naturalOrder())
        .map(solved -> solved.plus(kind.reopenWithin()))
        .filter(until -> until.isAfter(times.now()));
  }

  /** By the requester's word, or without one. */
  private Stream<ThreadEntry> ends() {
    return order.thread().stream().filter(entry -> ENDS.contains(entry.type()));
  }

  private boolean endedInSilence() {
    return ends()
        .max(Comparator.comparing(ThreadEntry::version))
        .filter(end -> end.type().equals("order.expire"))
        .isPresent();
  }

  private List<ClockLine> clocks() {
    return order.clocks().stream()
        .map(
            clock ->
                new ClockLine(
                    face.say("clock." + clock.name()),
                    times.when(clock.dueAt()),
                    clock.metAt() == null ? null : times.when(clock.metAt()),
                    clock.late()))
        .toList();
  }

  /** The thread before a version, newest first, as much as the budget holds. */
  Thread thread(int before, int budget) {
    List<ThreadLine> lines = new ArrayList<>();
    int left = budget;
    for (ThreadEntry entry : order.thread().reversed()) {
      if (entry.version() >= before) {
        continue;
      }
      ThreadLine line = line(entry);
      left -=
          LINE_AROUND_WORDS
              + bytes(line)
              + 160 * line.pictures().size()
              + 600 * line.files().size();
      if (left < 0 && !lines.isEmpty()) {
        return new Thread(lines, path + "/history?before=" + (entry.version() + 1));
      }
      lines.add(line);
    }
    return new Thread(lines, null);
  }

  /** One entry's words in full, from a place in them; the first entry's are what was asked for. */
  Optional<EntryPage> entry(int version, int from) {
    return order.thread().stream()
        .filter(entry -> entry.version() == version)
        .findAny()
        .flatMap(
            entry ->
                Optional.ofNullable(version == 1 ? order.text() : words(entry))
                    .filter(words -> from >= 0 && from < words.length())
                    .map(words -> page(entry, words, from)));
  }

  private EntryPage page(ThreadEntry entry, String words, int from) {
    int to = Math.min(words.length(), from + WORDS_ON_A_PAGE);
    return new EntryPage(
        path,
        order.card().number(),
        times.when(entry.at()),
        what(entry),
        words.substring(from, to),
        to < words.length() ? path + "/history/" + entry.version() + "?from=" + to : null);
  }

  private ThreadLine line(ThreadEntry entry) {
    String words = words(entry);
    boolean cut = words != null && words.length() > WORDS_AT_MOST;
    return new ThreadLine(
        times.when(entry.at()),
        times.iso(entry.at()),
        what(entry),
        words == null ? null : cut(words),
        cut ? path + "/history/" + entry.version() : null,
        entry.rating(),
        entry.ratings(),
        pictures(entry.attachments()),
        files(entry.attachments()));
  }

  private static @Nullable String words(ThreadEntry entry) {
    return INTERNAL.contains(entry.type()) ? null : entry.text();
  }

  private String what(ThreadEntry entry) {
    boolean mine = entry.actor().role() == Role.REQUESTER;
    String key =
        switch (entry.type()) {
          case "order.draft", "order.place", "order.note" ->
              "thread." + entry.type() + (mine ? ".mine" : ".for-me");
          case "order.solve", "order.reopen" ->
              "thread."
                  + entry.type()
                  + (entry.channel() == null || entry.channel() == Channel.DOOR ? "" : ".told");
          // Its time at a level was over, or a promise was.
          case "order.escalate" ->
              entry.tier() == null ? "thread.order.escalate" : "thread.order.raise";
          default -> "thread." + entry.type();
        };
    String channel = entry.channel() == null ? "" : face.say("channel." + entry.channel());
    String holder = entry.tier() == null ? "" : entry.tier().holder();
    return face.say(key, name(entry), channel, holder);
  }

  private String name(ThreadEntry entry) {
    if (entry.person() != null) {
      return who(entry.person());
    }
    String name = entry.actor().name();
    return name == null || name.isBlank() ? face.say("role." + entry.actor().role()) : name;
  }

  private String who(@Nullable PersonRef person) {
    if (person == null) {
      return face.say("role.WORKER");
    }
    return person.post() == null ? person.name() : face.say("who", person.post(), person.name());
  }

  private String where() {
    OrderCard card = order.card();
    String place = card.place();
    return place == null ? card.divisionName() : face.say("where", card.divisionName(), place);
  }

  private List<PictureEntry> pictures(List<AttachmentRef> attachments) {
    return attachments.stream()
        .filter(each -> each.ready() && each.kind() == MediaKind.PICTURE)
        .map(
            picture ->
                new PictureEntry(
                    path + "/pictures/" + picture.id(),
                    picture.bytes() == null
                        ? null
                        : face.say("picture.size", Math.max(1, picture.bytes() / 1_000))))
        .toList();
  }

  private List<FileEntry> files(List<AttachmentRef> attachments) {
    return attachments.stream()
        .filter(each -> each.ready() && each.kind() != MediaKind.PICTURE)
        .map(
            each ->
                new FileEntry(
                    path + "/pictures/" + each.id(), said(each), each.kind() == MediaKind.AUDIO))
        .toList();
  }

  private String said(AttachmentRef file) {
    int kilobytes = file.bytes() == null ? 0 : Math.max(1, file.bytes() / 1_000);
    if (file.kind() == MediaKind.AUDIO) {
      return file.seconds() == null
          ? face.say("file.voice", kilobytes)
          : face.say("file.voice.seconds", file.seconds(), kilobytes);
    }
    return face.say(
        "file", file.name() == null ? face.say("file.unnamed") : file.name(), kilobytes);
  }

  private Answer answer(FieldValue field) {
    boolean typedSignature = field.type() == FieldType.SIGNATURE && !field.value().isEmpty();
    Point point = field.point();
    return new Answer(
        field.label(),
        typedSignature ? face.say("answer.typed-signature", field.value()) : field.value(),
        point == null ? null : "geo:%.5f,%.5f".formatted(point.latitude(), point.longitude()),
        pictures(field.attachments()),
        files(field.attachments()));
  }

  private String paper(PaperView paper) {
    return paper.original() ? face.say("papers.original", paper.name()) : paper.name();
  }

  private boolean isLate() {
    Clock next = order.card().nextClock();
    boolean unfinished = OrderState.UNFINISHED.contains(order.card().state());
    // Once it is reported, the clock that runs is the requester's own.
    return unfinished && order.card().state() != OrderState.REPORTED && next != null && next.late();
  }

  private @Nullable Clock running(ClockName name) {
    return order.clocks().stream()
        .filter(clock -> clock.name() == name && clock.metAt() == null)
        .findAny()
        .orElse(null);
  }

  private boolean may(String command) {
    return order.allowed().contains(command);
  }

  private static String cut(String words) {
    if (words.length() <= WORDS_AT_MOST) {
      return words;
    }
    int end = words.offsetByCodePoints(0, words.codePointCount(0, WORDS_AT_MOST));
    return words.substring(0, end) + "…";
  }

  private static int bytes(ThreadLine line) {
    int what = line.what().getBytes(StandardCharsets.UTF_8).length;
    String words = line.words();
    return words == null ? what : what + words.getBytes(StandardCharsets.UTF_8).length;
  }

  private static String icon(OrderState state) {
    return switch (state) {
      case DRAFT -> "pencil";
      case WAITING -> "inbox";
      case OFFERED -> "send";
      case OPEN -> "megaphone";
      case ACCEPTED -> "user-check";
      case WORKING -> "wrench";
      case REPORTED -> "message-circle-question-mark";
      case SOLVED -> "circle-check";
      case CANCELLED -> "circle-x";
      case MERGED -> "merge";
      case SUSPENDED -> "circle-pause";
    };
  }

  private static String tone(OrderState state) {
    return switch (state) {
      case DRAFT, CANCELLED, MERGED, SUSPENDED -> "quiet";
      case WAITING, REPORTED -> "attention";
      case OFFERED, OPEN, ACCEPTED, WORKING -> "info";
      case SOLVED -> "good";
    };
  }
}

package org.yanzhen.order;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.PersonalParts;
import org.yanzhen.command.StoredFile;
import org.yanzhen.command.UploadHolder;
import org.yanzhen.order.ContactStore.Contact;
import org.yanzhen.order.PersonalKeeper.Entry;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is kept of one requester over all their orders: shown, handed out, erased. Found by an
 * order's number, since that is what they have in hand; the others are found by the name and the
 * telephone on it together: anybody can leave somebody else's number, and a family shares one.
 */
@Service
class PersonalWords {

  /** More orders of one number than this are no person's; then nothing is shown or goes. */
  static final int MOST = 300;

  /** So long may be looked at what somebody said they look at, and why. */
  static final Duration LOOKING = Duration.ofHours(1);

  /**
   * An order of theirs.
   *
   * @param open it is not over, or a bad grade of it is still looked into: what is needed for that
   *     cannot be erased
   */
  record PersonalOrder(
      UUID id,
      String number,
      OrderState state,
      String kindName,
      Instant createdAt,
      boolean open,
      @Nullable Instant erasedAt,
      int uploads) {}

  /**
   * @param mayErase nothing of it is open, and something is left to erase
   */
  record PersonalFile(List<PersonalOrder> orders, List<Entry> entries, boolean mayErase) {}

  /** What there is to hand out, found and allowed; writing it changes nothing any more. */
  record Handing(RealmId realm, PersonalFile file, List<UUID> uploads) {}

  private final OrderStore orders;
  private final ContactStore contacts;
  private final HistoryStore history;
  private final OrderCards cards;
  private final PersonalStore store;
  private final Answers answers;
  private final BadGradeStore badGrades;
  private final Catalogue catalogue;
  private final List<PersonalKeeper> keepers;
  private final List<UploadHolder> holders;
  private final Attachments attachments;
  private final PersonalParts parts;
  private final RealmTransactions transactions;
  private final InstantSource clock;
  private final JsonMapper mapper;

  PersonalWords(
      OrderStore orders,
      ContactStore contacts,
      HistoryStore history,
      OrderCards cards,
      PersonalStore store,
      Answers answers,
      BadGradeStore badGrades,
      Catalogue catalogue,
      List<PersonalKeeper> keepers,
      List<UploadHolder> holders,
      Attachments attachments,
      PersonalParts parts,
      RealmTransactions transactions,
      InstantSource clock,
      JsonMapper mapper) {
    this.orders = orders;
    this.contacts = contacts;
    this.history = history;
    this.cards = cards;
    this.store = store;
    this.answers = answers;
    this.badGrades = badGrades;
    this.catalogue = catalogue;
    this.keepers = keepers;
    this.holders = holders;
    this.attachments = attachments;
    this.parts = parts;
    this.transactions = transactions;
    this.clock = clock;
    this.mapper = mapper;
  }

  /**
   * @throws ProblemException order.not-found where the number is none of the administrator's area;
   *     personal.reason where they have not said why they look
   */
  PersonalFile file(Actor actor, String number, Language language) {
    return handing(actor, number, language).file();
  }

  /** The same with what was uploaded. */
  Handing handing(Actor actor, String number, Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          OrderRow first = first(actor, number);
          Instant since = clock.instant().minus(LOOKING);
          if (!store.hasLooked(realm, first.order().id(), actor.accountId(), since)) {
            throw new ProblemException(Problem.at(ProblemCode.PERSONAL_REASON, "reason"));
          }
          List<OrderRow> rows = of(actor, first);
          Map<UUID, Set<UUID>> uploads = uploads(realm, rows);
          Map<UUID, String> kinds = new LinkedHashMap<>();
          cards.of(actor, rows, language).forEach(card -> kinds.put(card.id(), card.kindName()));
          List<PersonalOrder> shown =
              rows.stream()
                  .map(
                      row ->
                          new PersonalOrder(
                              row.order().id(),
                              row.number(),
                              row.order().state(),
                              kinds.getOrDefault(row.order().id(), row.order().kind()),
                              row.createdAt(),
                              isOpen(realm, row) || isBadGradeOpen(realm, row),
                              store.erasedAt(realm, row.order().id()),
                              uploads.getOrDefault(row.order().id(), Set.of()).size()))
                  .toList();
          PersonalFile file =
              new PersonalFile(
                  shown,
                  rows.stream().flatMap(row -> entries(realm, row).stream()).toList(),
                  shown.stream().noneMatch(PersonalOrder::open)
                      && shown.stream().anyMatch(one -> one.erasedAt() == null));
          return new Handing(
              realm, file, uploads.values().stream().flatMap(Set::stream).distinct().toList());
        });
  }

  /** As a folder, one file after the other: there may be many large ones. */
  void write(Handing handing, OutputStream out) {
    RealmId realm = handing.realm();
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("words.json"));
      zip.write(mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(handing.file()));
      zip.closeEntry();
      for (UUID upload : handing.uploads()) {
        Optional<StoredFile> stored = attachments.find(realm, upload);
        if (stored.isPresent()) {
          String type = stored.get().mediaType();
          zip.putNextEntry(
              new ZipEntry(
                  upload
                      + "."
                      + type.substring(type.indexOf('/') + 1).replaceAll("[^a-z0-9]", "")));
          Files.copy(stored.get().path(), zip);
          zip.closeEntry();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Why an administrator looks, before anything is shown; inside a command. */
  void noteLook(String number, CommandContext context) {
    store.noteLook(context.realm(), first(context.actor(), number).order().id(), context);
  }

  /** Their orders now, each locked; inside a command. */
  List<OrderRow> lock(Actor actor, String number) {
    List<OrderRow> rows = of(actor, first(actor, number));
    rows.stream()
        .map(row -> row.order().id())
        .sorted()
        .forEach(id -> orders.lock(actor.realm(), id));
    return of(actor, first(actor, number));
  }

  boolean isOpen(RealmId realm, OrderRow row) {
    return switch (row.order().state()) {
      case SOLVED, CANCELLED -> false;
      case MERGED -> {
        UUID into = row.order().mergedInto();
        yield into != null
            && orders.find(realm, into).filter(one -> isOpen(realm, one)).isPresent();
      }
      default -> true;
    };
  }

  boolean isErased(RealmId realm, OrderRow row) {
    return store.erasedAt(realm, row.order().id()) != null;
  }

  /** Its rater is called about it with these words, and what they say is written beside it. */
  boolean isBadGradeOpen(RealmId realm, OrderRow row) {
    return store.hasBadGradeOpen(realm, row.order().id());
  }

  /**
   * @param rows all of the requester's
   * @param left those of them that are to be erased
   */
  void erase(RealmId realm, List<OrderRow> rows, List<OrderRow> left, CommandContext context) {
    Map<UUID, Set<UUID>> uploads = uploads(realm, rows);
    for (OrderRow row : left) {
      erase(realm, row, uploads.getOrDefault(row.order().id(), Set.of()), context);
    }
  }

  private void erase(RealmId realm, OrderRow row, Set<UUID> own, CommandContext context) {
    UUID id = row.order().id();
    List<UUID> uploads = List.copyOf(own);
    Set<UUID> named = new LinkedHashSet<>(List.of(id));
    badGrades.ofOrder(realm, id).forEach(grade -> named.add(grade.id()));
    // First those above: they find what is theirs by the number this room then erases.
    keepers.forEach(keeper -> named.addAll(keeper.erase(realm, id, context)));
    List<UUID> steps = store.commands(realm, id);
    store.erase(realm, id, uploads, context);
    attachments.erase(realm, uploads);
    parts.erase(realm, steps, named);
  }

  /** The one they have in hand. */
  private OrderRow first(Actor actor, String number) {
    RealmId realm = actor.realm();
    return orders
        .findByNumber(realm, number.strip())
        .flatMap(id -> orders.find(realm, id))
        .filter(row -> mayHandle(actor, row))
        .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND));
  }

  /** All of the requester's, those of other areas too: somebody must be asked who may. */
  private List<OrderRow> of(Actor actor, OrderRow first) {
    RealmId realm = actor.realm();
    Set<UUID> ids = new LinkedHashSet<>(List.of(first.order().id()));
    Contact contact = contacts.of(realm, first.order().id());
    String name = plain(contact.name());
    String phone = contact.phone();
    if (phone != null && !name.isEmpty()) {
      List<OrderRow> ofNumber = contacts.byPhone(realm, phone, MOST + 1);
      checkMost(ofNumber.size());
      ofNumber.stream()
          .map(row -> row.order().id())
          .filter(id -> name.equals(plain(contacts.of(realm, id).name())))
          .forEach(ids::add);
    }
    List<UUID> all = store.withWhatFollows(realm, ids, MOST + 1);
    checkMost(all.size());
    List<OrderRow> rows =
        all.stream()
            .flatMap(id -> orders.find(realm, id).stream())
            .sorted(
                Comparator.comparing(OrderRow::createdAt)
                    .reversed()
                    .thenComparing(row -> row.order().id()))
            .toList();
    if (!rows.stream().allMatch(row -> mayHandle(actor, row))) {
      throw new ProblemException(ProblemCode.PERSONAL_ELSEWHERE);
    }
    return rows;
  }

  private static void checkMost(int orders) {
    if (orders > MOST) {
      throw new ProblemException(ProblemCode.PERSONAL_TOO_MANY);
    }
  }

  private static String plain(@Nullable String name) {
    return name == null ? "" : name.replaceAll("\\s", "");
  }

  /**
   * What came with each of the orders or with a step of anybody but who served it: only where the
   * order says so itself, in what asks for uploads, and only what was sent for these orders and
   * stands in no other and in no record of another room.
   */
  private Map<UUID, Set<UUID>> uploads(RealmId realm, List<OrderRow> rows) {
    Set<UUID> ids = rows.stream().map(row -> row.order().id()).collect(Collectors.toSet());
    List<UUID> accounts = store.accounts(realm, ids);
    Instant first =
        rows.stream().map(OrderRow::createdAt).min(Comparator.naturalOrder()).orElse(Instant.MAX);
    Map<UUID, Set<UUID>> uploads = new LinkedHashMap<>();
    for (OrderRow row : rows) {
      UUID id = row.order().id();
      Set<UUID> named = named(realm, row);
      store.answeredLater(realm, id).stream()
          .map(answer -> Map.of(answer.code(), answer.value()))
          .forEach(answer -> named.addAll(Answers.answered(kind(realm, row), answer)));
      store.ofWhoServed(realm, id).forEach(named::remove);
      // A stage takes with it what was sent for the order it follows.
      boolean begins = row.lineage().partOf() == null && row.lineage().follows() == null;
      Instant since = begins ? row.createdAt() : first;
      uploads.put(id, new LinkedHashSet<>(attachments.own(realm, named, accounts, ids, since)));
    }
    Set<UUID> all = uploads.values().stream().flatMap(Set::stream).collect(Collectors.toSet());
    if (!all.isEmpty()) {
      Set<UUID> ofOthers = new LinkedHashSet<>();
      store.holding(all).stream()
          .filter(id -> !ids.contains(id))
          .flatMap(id -> orders.find(realm, id).stream())
          .forEach(other -> ofOthers.addAll(named(realm, other)));
      holders.forEach(holder -> ofOthers.addAll(holder.held(realm, all)));
      uploads.values().forEach(own -> own.removeAll(ofOthers));
    }
    return uploads;
  }

  /** The uploads beside its words and those that answer a question asking for one. */
  private Set<UUID> named(RealmId realm, OrderRow row) {
    Set<UUID> named = new LinkedHashSet<>(row.attachments());
    named.addAll(Answers.answered(kind(realm, row), row.fields()));
    return named;
  }

  private Kind kind(RealmId realm, OrderRow row) {
    return catalogue.get(realm, row.order().kind(), row.order().kindVersion());
  }

  private static boolean mayHandle(Actor actor, OrderRow row) {
    return actor.has(Role.ADMINISTRATOR, row.order().area());
  }

  private List<Entry> entries(RealmId realm, OrderRow row) {
    UUID id = row.order().id();
    List<Entry> entries = new ArrayList<>();
    if (store.erasedAt(realm, id) != null) {
      return entries;
    }
    Contact contact = contacts.of(realm, id);
    add(entries, id, "contact.name", contact.name());
    add(entries, id, "contact.phone", contact.phone());
    add(entries, id, "contact.principalName", contact.principalName());
    add(entries, id, "contact.principalPhone", contact.principalPhone());
    add(entries, id, "order.title", row.title());
    add(entries, id, "order.text", row.text());
    add(entries, id, "order.place", row.place());
    row.fields().forEach((code, value) -> add(entries, id, "answer." + code, value));
    answers.personal(realm, id).forEach((code, value) -> add(entries, id, "answer." + code, value));
    for (HistoryStore.HistoryRow step : history.of(realm, id)) {
      if (step.text() != null) {
        entries.add(
            new Entry(
                id, "thread." + step.event().action().name(), step.event().at(), step.text()));
      }
    }
    for (BadGrade grade : badGrades.ofOrder(realm, id)) {
      for (BadGradeStore.Answered answer : badGrades.answers(realm, grade.id())) {
        add(entries, id, "bad-grade.reason", answer.reason());
        add(entries, id, "bad-grade.putRight", answer.putRight());
        add(entries, id, "bad-grade.said", answer.said());
      }
    }
    keepers.forEach(keeper -> entries.addAll(keeper.entries(realm, id)));
    return entries;
  }

  private static void add(List<Entry> entries, UUID order, String what, @Nullable String text) {
    if (text != null && !text.isBlank()) {
      entries.add(new Entry(order, what, null, text));
    }
  }
}

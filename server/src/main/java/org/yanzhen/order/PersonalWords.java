package org.yanzhen.order;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.command.Attachments;
import org.yanzhen.command.CommandContext;
import org.yanzhen.command.PersonalParts;
import org.yanzhen.command.StoredFile;
import org.yanzhen.order.OrderStore.Contact;
import org.yanzhen.order.PersonalKeeper.Entry;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;
import org.yanzhen.shared.Role;
import tools.jackson.databind.json.JsonMapper;

/**
 * What is kept of one requester over all their orders: shown, handed out, erased. Found by an
 * order's number, since that is what they have in hand; by the telephone on it the others are
 * found.
 */
@Service
class PersonalWords {

  /** More orders of one number than this are no person's. */
  static final int MOST = 300;

  /**
   * An order of theirs.
   *
   * @param open it is not over: what is needed to serve it cannot be erased
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

  private final OrderStore orders;
  private final OrderReads reads;
  private final PersonalStore store;
  private final Answers answers;
  private final List<PersonalKeeper> keepers;
  private final Attachments attachments;
  private final PersonalParts parts;
  private final RealmTransactions transactions;
  private final JsonMapper mapper;

  PersonalWords(
      OrderStore orders,
      OrderReads reads,
      PersonalStore store,
      Answers answers,
      List<PersonalKeeper> keepers,
      Attachments attachments,
      PersonalParts parts,
      RealmTransactions transactions,
      JsonMapper mapper) {
    this.orders = orders;
    this.reads = reads;
    this.store = store;
    this.answers = answers;
    this.keepers = keepers;
    this.attachments = attachments;
    this.parts = parts;
    this.transactions = transactions;
    this.mapper = mapper;
  }

  /**
   * @throws ProblemException order.not-found where the number is none of the administrator's area
   */
  PersonalFile file(Actor actor, String number, Language language) {
    RealmId realm = actor.realm();
    return transactions.read(
        realm,
        () -> {
          List<OrderRow> rows = of(actor, number);
          Map<UUID, String> kinds = new LinkedHashMap<>();
          reads.cards(actor, rows, language).forEach(card -> kinds.put(card.id(), card.kindName()));
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
                              isOpen(realm, row),
                              store.erasedAt(realm, row.order().id()),
                              store.uploads(realm, row.order().id()).size()))
                  .toList();
          return new PersonalFile(
              shown,
              rows.stream().flatMap(row -> entries(realm, row).stream()).toList(),
              shown.stream().noneMatch(PersonalOrder::open)
                  && shown.stream().anyMatch(one -> one.erasedAt() == null));
        });
  }

  /** The same with what was uploaded, as a folder to hand out. */
  void write(Actor actor, String number, Language language, OutputStream out) {
    PersonalFile file = file(actor, number, language);
    RealmId realm = actor.realm();
    List<UUID> uploads =
        transactions.read(
            realm,
            () ->
                file.orders().stream()
                    .flatMap(one -> store.uploads(realm, one.id()).stream())
                    .distinct()
                    .toList());
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      zip.putNextEntry(new ZipEntry("words.json"));
      zip.write(mapper.writerWithDefaultPrettyPrinter().writeValueAsBytes(file));
      zip.closeEntry();
      for (UUID upload : uploads) {
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

  /** Their orders now, each locked; inside a command. */
  List<OrderRow> lock(Actor actor, String number) {
    List<OrderRow> rows = of(actor, number);
    rows.stream()
        .map(row -> row.order().id())
        .sorted()
        .forEach(id -> orders.lock(actor.realm(), id));
    return of(actor, number);
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

  void erase(RealmId realm, OrderRow row, CommandContext context) {
    UUID id = row.order().id();
    Set<UUID> named = new LinkedHashSet<>(List.of(id));
    // First those above: they find what is theirs by the number this room then erases.
    keepers.forEach(keeper -> named.addAll(keeper.erase(realm, id, context)));
    List<UUID> uploads = store.uploads(realm, id);
    List<UUID> steps = store.commands(realm, id);
    store.erase(realm, id, uploads, context);
    attachments.erase(realm, uploads);
    parts.erase(realm, steps, named);
  }

  /** All of the requester's, those of other areas too: somebody must be asked who may. */
  private List<OrderRow> of(Actor actor, String number) {
    RealmId realm = actor.realm();
    OrderRow first =
        orders
            .findByNumber(realm, number.strip())
            .flatMap(id -> orders.find(realm, id))
            .filter(row -> mayHandle(actor, row))
            .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND));
    String phone = orders.contact(realm, first.order().id()).phone();
    Map<UUID, OrderRow> all = new LinkedHashMap<>();
    all.put(first.order().id(), first);
    if (phone != null) {
      orders.byPhone(realm, phone, MOST).forEach(row -> all.putIfAbsent(row.order().id(), row));
    }
    for (OrderRow row : List.copyOf(all.values())) {
      orders
          .partsOf(realm, row.order().id())
          .forEach(part -> all.putIfAbsent(part.order().id(), part));
    }
    if (!all.values().stream().allMatch(row -> mayHandle(actor, row))) {
      throw new ProblemException(ProblemCode.PERSONAL_ELSEWHERE);
    }
    return List.copyOf(all.values());
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
    Contact contact = orders.contact(realm, id);
    add(entries, id, "contact.name", contact.name());
    add(entries, id, "contact.phone", contact.phone());
    add(entries, id, "contact.principalName", contact.principalName());
    add(entries, id, "contact.principalPhone", contact.principalPhone());
    add(entries, id, "order.title", row.title());
    add(entries, id, "order.text", row.text());
    add(entries, id, "order.place", row.place());
    row.fields().forEach((code, value) -> add(entries, id, "answer." + code, value));
    answers.personal(realm, id).forEach((code, value) -> add(entries, id, "answer." + code, value));
    for (OrderStore.HistoryRow step : orders.history(realm, id)) {
      if (step.text() != null) {
        entries.add(
            new Entry(
                id, "thread." + step.event().action().name(), step.event().at(), step.text()));
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

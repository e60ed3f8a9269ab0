package org.yanzhen.door;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.yanzhen.access.Networks;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.catalogue.ClockName;
import org.yanzhen.catalogue.Kind;
import org.yanzhen.catalogue.KindView;
import org.yanzhen.catalogue.KindView.ChoiceView;
import org.yanzhen.catalogue.KindView.FieldView;
import org.yanzhen.catalogue.KindView.PaperView;
import org.yanzhen.catalogue.Limit;
import org.yanzhen.catalogue.Outlook;
import org.yanzhen.catalogue.Urgency;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.Outcome;
import org.yanzhen.door.DoorViews.AlikeEntry;
import org.yanzhen.door.DoorViews.AskPage;
import org.yanzhen.door.DoorViews.LanguageEntry;
import org.yanzhen.door.DoorViews.PaperGroup;
import org.yanzhen.door.DoorViews.PlaceEntry;
import org.yanzhen.door.DoorViews.Refusal;
import org.yanzhen.door.DoorViews.Typed;
import org.yanzhen.door.DoorViews.UrgencyEntry;
import org.yanzhen.door.DoorViews.WherePage;
import org.yanzhen.order.OpenOrders;
import org.yanzhen.order.Receipts;
import org.yanzhen.order.Source;
import org.yanzhen.place.Division;
import org.yanzhen.place.Divisions;
import org.yanzhen.place.Level;
import org.yanzhen.place.WorkCalendar;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Asking: what, where, and in the asker's own words. */
@Controller
@RequestMapping("/ask/{code}")
class AskController {

  private static final int FOUND_AT_MOST = 24;
  private static final int ALIKE_AT_MOST = 3;

  private final Pages pages;
  private final Catalogue catalogue;
  private final Outlook outlook;
  private final Divisions divisions;
  private final WorkCalendar calendar;
  private final Gate gate;
  private final Pace pace;
  private final Receipts receipts;
  private final OpenOrders orders;
  private final DoorPictures pictures;
  private final DoorFiles doorFiles;
  private final Refusals refusals;
  private final InstantSource clock;
  private final JsonMapper mapper;

  AskController(
      Pages pages,
      Catalogue catalogue,
      Outlook outlook,
      Divisions divisions,
      WorkCalendar calendar,
      Gate gate,
      Pace pace,
      Receipts receipts,
      OpenOrders orders,
      DoorPictures pictures,
      DoorFiles doorFiles,
      Refusals refusals,
      InstantSource clock,
      JsonMapper mapper) {
    this.pages = pages;
    this.catalogue = catalogue;
    this.outlook = outlook;
    this.divisions = divisions;
    this.calendar = calendar;
    this.gate = gate;
    this.pace = pace;
    this.receipts = receipts;
    this.orders = orders;
    this.pictures = pictures;
    this.doorFiles = doorFiles;
    this.refusals = refusals;
    this.clock = clock;
    this.mapper = mapper;
  }

  /** First where, by name or down from the township; with a village, the form. */
  @GetMapping
  ResponseEntity<String> ask(
      @PathVariable String code,
      @RequestParam(required = false) @Nullable Integer at,
      @RequestParam(required = false) @Nullable Integer in,
      @RequestParam(required = false) @Nullable String q,
      Face face) {
    Kind kind = kind(code, face);
    Division home = divisions.get(face.realm().divisionId());
    Division village = below(home, at);
    if (village != null && village.level() == Level.VILLAGE) {
      Typed blank =
          new Typed(
              "",
              village.id(),
              "",
              "",
              "",
              Urgency.NORMAL.name(),
              Map.of(),
              Map.of(),
              "",
              "",
              "",
              "",
              "");
      return pages.open(face, "ask", form(kind, village, blank, null, Ids.next(), face));
    }
    return pages.open(face, "where", where(kind, home, below(home, in), q, face));
  }

  @PostMapping
  ResponseEntity<String> place(
      @PathVariable String code,
      @RequestParam Map<String, String> typed,
      @RequestParam MultiValueMap<String, MultipartFile> files,
      HttpServletRequest request,
      Face face) {
    Kind kind = kind(code, face);
    Form form = Form.read(typed);
    List<DoorPictures.Picture> taken = pictures.take(form.order, files.get(DoorPictures.PHOTOS));
    Actor asker = Actor.atTheDoor(face.realm().id(), Networks.coarse(request.getRemoteAddr()));
    if (pace.isTooFast(Pace.Knock.SAY, asker.network())) {
      // Before the gate: what only floods is not kept.
      return refused(kind, form, Problem.of(ProblemCode.ORDER_TOO_MANY), face);
    }
    Actor holder = Actor.holdingReceipt(asker.realm(), form.order, asker.network());
    DoorFiles.Kept kept = doorFiles.keep(form.order, holder, kind, files);
    form = form.with(kept);
    if (kept.problem() != null) {
      return refused(kind, form, kept.problem(), face);
    }
    // Held while it is tried, and given back when it makes no order.
    Pace.Asking asking =
        pace.ask(asker.network(), form.typed.division(), form.typed.phone(), form.typed.forPhone())
            .orElse(null);
    if (asking == null) {
      return refused(kind, form, Problem.of(ProblemCode.ORDER_TOO_MANY), face);
    }
    // Who neither writes nor speaks but has the same trouble has said enough.
    boolean onlyJoins = !form.typed.joins().isEmpty() && form.typed.voice().isEmpty();
    String spoken = face.say(onlyJoins ? "same.only" : "voice.only");
    Problem problem;
    boolean made = false;
    try {
      Outcome outcome =
          gate.submit(
              Envelope.of(form.command, "order.place", form.body(kind, taken, spoken, mapper)),
              asker);
      problem = outcome.problem();
      made = problem == null && !outcome.replayed();
    } finally {
      // Also when it fails: what made no order takes nobody's place.
      if (!made) {
        asking.giveBack();
      }
    }
    if (problem != null) {
      return refused(kind, form, problem, face);
    }
    kept.load().giveBack();
    int missed = pictures.keep(holder, taken);
    String receipt = receipts.path(asker.realm(), form.order);
    return pages.next(missed == 0 ? receipt : receipt + "?missed=" + missed);
  }

  /** The form as it was typed. A refused command keeps its id, so the next try gets a new one. */
  private ResponseEntity<String> refused(Kind kind, Form form, Problem problem, Face face) {
    Division home = divisions.get(face.realm().divisionId());
    Division village = below(home, form.typed.division());
    if (village == null) {
      return pages.own(
          HttpStatus.UNPROCESSABLE_CONTENT, face, "where", where(kind, home, null, null, face));
    }
    boolean before =
        problem.code() == ProblemCode.COMMAND_ID_REUSED
            || problem.code() == ProblemCode.ORDER_EXISTS;
    Face there = face.at("/ask/" + kind.code() + "?at=" + village.id());
    return pages.own(
        HttpStatus.valueOf(problem.code().status()),
        there,
        "ask",
        form(
            kind,
            village,
            form.typed,
            refusals.of(problem, kind, face),
            // A form that made an order already can only make another one.
            before ? Ids.next() : form.order,
            there));
  }

  private Kind kind(String code, Face face) {
    return catalogue
        .find(face.realm().id(), code)
        .filter(kind -> kind.publicAtDoor() && !kind.withdrawn())
        .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND));
  }

  private @Nullable Division below(Division home, @Nullable Integer id) {
    return id == null
        ? null
        : divisions.find(id).filter(d -> d.path().startsWith(home.path())).orElse(null);
  }

  private WherePage where(
      Kind kind, Division home, @Nullable Division within, @Nullable String searched, Face face) {
    String words = searched == null || searched.isBlank() ? null : searched.strip();
    List<PlaceEntry> found =
        words == null || words.length() > 60
            ? List.of()
            : divisions.search(words, home.id(), null, FOUND_AT_MOST).stream()
                .filter(d -> d.id() != home.id())
                .map(d -> new PlaceEntry(d.id(), localName(home, d), d.level() == Level.VILLAGE))
                .toList();
    Division parent = within == null ? home : within;
    return new WherePage(
        HomeController.entry(kind, face),
        !kind.conditions().isEmpty(),
        outlook.of(
            face.realm().id(),
            kind,
            within != null && within.level() == Level.TOWNSHIP ? within.id() : null,
            face.language()),
        within == null ? null : localName(home, within),
        divisions.children(parent.id()).stream().map(AskController::entry).toList(),
        words,
        found);
  }

  private AskPage form(
      Kind kind, Division village, Typed typed, @Nullable Refusal refusal, UUID order, Face face) {
    Division home = divisions.get(face.realm().divisionId());
    Integer parent = village.parentId();
    Division township = parent == null ? village : divisions.get(parent);
    KindView view = catalogue.view(kind, face.language());
    boolean inSeason = kind.isInSeason(clock.instant().atZone(face.realm().zone()).getMonth());
    return new AskPage(
        view,
        outlook.of(face.realm().id(), kind, township.id(), face.language()),
        inSeason ? null : view.season().words(),
        alike(kind, village, face),
        grouped(view, face),
        localName(home, township),
        divisions.children(township.id()).stream().map(AskController::entry).toList(),
        "/ask/" + kind.code(),
        List.of(Urgency.values()).stream().map(urgency -> urgency(kind, urgency, face)).toList(),
        catalogue.spoken(face.language()).entrySet().stream()
            .map(spoken -> new LanguageEntry(spoken.getKey(), spoken.getValue()))
            .toList(),
        typed,
        refusal,
        order,
        Ids.next());
  }

  /** What is asked for here already, for whoever comes with the same. */
  private List<AlikeEntry> alike(Kind kind, Division village, Face face) {
    Times times = new Times(face, face.realm().zone(), clock.instant());
    return orders
        .openLike(face.realm().id(), kind, village.id(), ALIKE_AT_MOST, face.language())
        .stream()
        .map(
            one -> {
              String state = face.say("state." + one.state());
              String since = times.since(one.askedAt());
              String words =
                  one.joined() == 0
                      ? face.say("same.one", since, state)
                      : face.say("same.more", since, state, one.joined());
              return new AlikeEntry(
                  one.id().toString(),
                  Stream.concat(one.what().stream(), Stream.of(words))
                      .collect(Collectors.joining(" · ")));
            })
        .toList();
  }

  /** First what is always needed, then what each answer asks for. */
  private static List<PaperGroup> grouped(KindView kind, Face face) {
    List<PaperGroup> groups = new ArrayList<>();
    List<PaperView> always =
        kind.papers().stream().filter(paper -> paper.situations().isEmpty()).toList();
    if (!always.isEmpty()) {
      groups.add(new PaperGroup(null, face.say("papers.always"), always));
    }
    for (FieldView field : kind.fields()) {
      for (ChoiceView choice : field.choices()) {
        String when = field.code() + "=" + choice.code();
        List<PaperView> papers =
            kind.papers().stream().filter(paper -> paper.situations().contains(when)).toList();
        if (!papers.isEmpty()) {
          groups.add(new PaperGroup(when, choice.label(), papers));
        }
      }
    }
    return groups;
  }

  /** What an order placed this minute would be promised. */
  private UrgencyEntry urgency(Kind kind, Urgency urgency, Face face) {
    Instant now = clock.instant();
    Limit limit = kind.limit(urgency, ClockName.SIGN);
    Instant due =
        limit.workingTime()
            ? calendar.plus(now, limit.duration(), face.realm().zone())
            : now.plus(limit.duration());
    return new UrgencyEntry(
        urgency.name(),
        face.say("urgency." + urgency),
        face.say("urgency.promise", new Times(face, face.realm().zone(), now).when(due)));
  }

  private static PlaceEntry entry(Division division) {
    return new PlaceEntry(division.id(), division.name(), division.level() == Level.VILLAGE);
  }

  /** Without the realm's own name, which everybody here knows. */
  private static String localName(Division home, Division division) {
    String name = division.fullName();
    return name.startsWith(home.fullName()) && name.length() > home.fullName().length()
        ? name.substring(home.fullName().length())
        : name;
  }

  /** What came with the form. */
  private record Form(UUID order, UUID command, Typed typed) {

    private static final String FIELD = "f.";
    private static final String PHONE = "n.";
    private static final String POINT = "p.";
    private static final String KEPT = "k.";

    static Form read(Map<String, String> sent) {
      Map<String, String> fields = new HashMap<>();
      Map<String, String> kept = new HashMap<>();
      sent.forEach(
          (name, value) -> {
            String code = name.length() > 2 ? name.substring(2) : "";
            switch (name.length() > 2 ? name.substring(0, 2) : "") {
              case FIELD -> fields.put(code, value.strip());
              case PHONE -> fields.put(code + ".phone", value.strip());
              case POINT -> fields.put(code + ".point", value.strip());
              case KEPT -> kept.put(code, value.strip());
              default -> {
                // Not a question's.
              }
            }
          });
      return new Form(
          Parameters.id(sent.get("order")),
          Parameters.id(sent.get("command")),
          new Typed(
              sent.getOrDefault("text", ""),
              Parameters.number(sent.get("division")),
              sent.getOrDefault("place", ""),
              sent.getOrDefault("name", ""),
              sent.getOrDefault("phone", ""),
              Parameters.urgency(sent.get("urgency")).name(),
              fields,
              kept,
              sent.getOrDefault("voiceId", ""),
              sent.getOrDefault("joins", ""),
              sent.getOrDefault("language", ""),
              sent.getOrDefault("forName", "").strip(),
              sent.getOrDefault("forPhone", "").strip()));
    }

    Form with(DoorFiles.Kept files) {
      return new Form(order, command, typed.with(files.ids(), files.voice()));
    }

    /** The same form makes the same body, or the second press would look like another command. */
    ObjectNode body(
        Kind kind, List<DoorPictures.Picture> photos, String spoken, JsonMapper mapper) {
      ObjectNode body = mapper.createObjectNode();
      body.put("orderId", order.toString());
      body.put("kind", kind.code());
      // Who does not write is heard instead.
      boolean onlySpoken =
          typed.text().isBlank() && !(typed.voice().isEmpty() && typed.joins().isEmpty());
      body.put("text", onlySpoken ? spoken : typed.text());
      if (onlySpoken) {
        // The same form makes the same body in either language, so the kind's own name.
        body.put("title", kind.name().zh());
      }
      if (typed.division() != null) {
        body.put("divisionId", typed.division());
      }
      body.put("place", typed.place());
      body.put("requesterName", typed.name());
      body.put("requesterPhone", Parameters.plain(typed.phone()));
      if (!typed.forName().isEmpty()) {
        body.put("principalName", typed.forName());
      }
      if (!typed.forPhone().isEmpty()) {
        body.put("principalPhone", Parameters.plain(typed.forPhone()));
      }
      body.put("urgency", typed.urgency());
      if (!typed.language().isEmpty()) {
        body.put("language", typed.language());
      }
      if (!typed.joins().isEmpty()) {
        body.put("joins", Parameters.id(typed.joins()).toString());
      }
      body.put("source", Source.DOOR.name());
      ObjectNode fields = body.putObject("fields");
      Set<String> asked = new TreeSet<>(typed.fields().keySet());
      asked.removeIf(code -> code.indexOf('.') >= 0);
      asked.addAll(typed.kept().keySet());
      for (String code : asked) {
        String value = answer(code);
        if (!value.isEmpty()) {
          fields.put(code, value);
        }
      }
      var named = body.putArray("attachments");
      photos.stream()
          .filter(DoorPictures.Picture::usable)
          .forEach(photo -> named.add(photo.id().toString()));
      if (!typed.voice().isEmpty()) {
        named.add(Parameters.id(typed.voice()).toString());
      }
      return body;
    }

    /** A question's inputs as its one answer. */
    private String answer(String code) {
      if (!typed.kept(code).isEmpty()) {
        return typed.kept(code);
      }
      String point = typed.field(code + ".point");
      String phone = Parameters.plain(typed.field(code + ".phone"));
      return (point + " " + typed.field(code) + " " + phone).strip();
    }
  }
}

package org.yanzhen.door;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.util.MultiValueMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.yanzhen.access.Networks;
import org.yanzhen.access.Realms;
import org.yanzhen.catalogue.Catalogue;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.command.MediaKind;
import org.yanzhen.command.Outcome;
import org.yanzhen.command.StoredFile;
import org.yanzhen.door.DoorViews.Dimension;
import org.yanzhen.door.DoorViews.EntryPage;
import org.yanzhen.door.DoorViews.HistoryPage;
import org.yanzhen.door.DoorViews.ReceiptPage;
import org.yanzhen.door.DoorViews.Refusal;
import org.yanzhen.door.DoorViews.StepPage;
import org.yanzhen.hall.PapersOnFile;
import org.yanzhen.order.BadGrades;
import org.yanzhen.order.Channel;
import org.yanzhen.order.Dossiers;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.order.Receipts;
import org.yanzhen.order.Receipts.Receipt;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** One order for the holder of its receipt: how it stands, and the holder's word on it. */
@Controller
@RequestMapping("/o/{token}")
class ReceiptController {

  private final Pages pages;
  private final OrderReads orders;
  private final Receipts receipts;
  private final Realms realms;
  private final Dossiers dossiers;
  private final BadGrades badGrades;
  private final PapersOnFile papers;
  private final Catalogue catalogue;
  private final Gate gate;
  private final Pace pace;
  private final DoorPictures pictures;
  private final DoorFiles doorFiles;
  private final Addresses addresses;
  private final Refusals refusals;
  private final InstantSource clock;
  private final JsonMapper mapper;

  ReceiptController(
      Pages pages,
      OrderReads orders,
      Receipts receipts,
      Realms realms,
      Dossiers dossiers,
      BadGrades badGrades,
      PapersOnFile papers,
      Catalogue catalogue,
      Gate gate,
      Pace pace,
      DoorPictures pictures,
      DoorFiles doorFiles,
      Addresses addresses,
      Refusals refusals,
      InstantSource clock,
      JsonMapper mapper) {
    this.pages = pages;
    this.orders = orders;
    this.receipts = receipts;
    this.realms = realms;
    this.dossiers = dossiers;
    this.badGrades = badGrades;
    this.papers = papers;
    this.catalogue = catalogue;
    this.gate = gate;
    this.pace = pace;
    this.pictures = pictures;
    this.doorFiles = doorFiles;
    this.addresses = addresses;
    this.refusals = refusals;
    this.clock = clock;
    this.mapper = mapper;
  }

  /** The receipt opened: who holds it, what it shows, how to say it. */
  private record Opened(
      Actor holder, UUID orderId, String path, Face face, OrderDetail order, Progress progress) {}

  /** A step the holder may take: its place at the door, its command, and the words of its page. */
  private enum Way {
    SOLVED("solved", "order.solve"),
    NOT_SOLVED("not-solved", "order.reopen"),
    ADD("add", "order.note"),
    WITHDRAW("withdraw", "order.cancel"),
    /** Not the same matter as the other order, or not solved by it. */
    APART("apart", "order.unmerge");

    private final String place;
    private final String command;

    Way(String place, String command) {
      this.place = place;
      this.command = command;
    }

    boolean isVerdict() {
      return this == SOLVED || this == NOT_SOLVED;
    }

    static Way of(String place) {
      for (Way way : values()) {
        if (way.place.equals(place)) {
          return way;
        }
      }
      throw new ProblemException(ProblemCode.REQUEST_NOT_FOUND);
    }
  }

  @GetMapping
  ResponseEntity<String> receipt(
      @PathVariable String token,
      @RequestParam(defaultValue = "0") int missed,
      HttpServletRequest request,
      Face face) {
    Opened opened = open(token, request, face);
    String notice = missed > 0 ? opened.face().say("receipt.missed", missed) : null;
    return show(HttpStatus.OK, opened, notice, request);
  }

  @GetMapping("/print")
  ResponseEntity<String> print(@PathVariable String token, HttpServletRequest request, Face face) {
    Opened opened = open(token, request, face);
    return pages.own(opened.face(), "print", page(opened, null, request));
  }

  /** Earlier lines of the thread, a page at a time. */
  @GetMapping("/history")
  ResponseEntity<String> history(
      @PathVariable String token,
      @RequestParam(defaultValue = "2147483647") int before,
      HttpServletRequest request,
      Face face) {
    Opened opened = open(token, request, face);
    Progress.Thread thread = opened.progress().thread(before, Progress.PAGE_OF_HISTORY);
    return pages.own(
        opened.face(),
        "history",
        new HistoryPage(
            opened.path(), opened.order().card().number(), thread.lines(), thread.older()));
  }

  /** One entry's words in full. */
  @GetMapping("/history/{version}")
  ResponseEntity<String> entry(
      @PathVariable String token,
      @PathVariable int version,
      @RequestParam(defaultValue = "0") int from,
      HttpServletRequest request,
      Face face) {
    Opened opened = open(token, request, face);
    EntryPage entry =
        opened
            .progress()
            .entry(version, from)
            .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND));
    return pages.own(opened.face(), "entry", entry);
  }

  @GetMapping("/pictures/{id}")
  ResponseEntity<Resource> picture(
      @PathVariable String token,
      @PathVariable UUID id,
      @RequestParam(defaultValue = "full") String size,
      HttpServletRequest request) {
    Receipt receipt = read(token);
    StoredFile file = orders.attachment(holder(receipt, request), receipt.orderId(), id);
    return size.equals("small") && file.kind() == MediaKind.PICTURE
        ? file.response(new ByteArrayResource(DoorPictures.small(file.path())))
        : file.response();
  }

  @GetMapping("/{place:solved|not-solved|add|withdraw|apart}")
  ResponseEntity<String> ask(
      @PathVariable String token,
      @PathVariable String place,
      HttpServletRequest request,
      Face face) {
    Opened opened = open(token, request, face);
    Way way = Way.of(place);
    // A link kept from earlier leads to the order as it stands now.
    return opened.order().allowed().contains(way.command)
        ? pages.own(opened.face(), way.place, step(opened, way, Map.of(), null))
        : pages.next(opened.path());
  }

  @PostMapping("/{place:solved|not-solved|add|withdraw|apart}")
  ResponseEntity<String> take(
      @PathVariable String token,
      @PathVariable String place,
      @RequestParam Map<String, String> sent,
      @RequestParam MultiValueMap<String, MultipartFile> files,
      HttpServletRequest request,
      @AuthenticationPrincipal @Nullable Actor signedIn,
      Face face) {
    Opened opened = open(token, request, face);
    Way way = Way.of(place);
    if (signedIn != null && way.isVerdict()) {
      // At a desk the requester's word is noted under the name of whoever notes it.
      return again(HttpStatus.FORBIDDEN, opened, way, sent, opened.face().say("refused.signed-in"));
    }
    UUID command = Parameters.id(sent.get("command"));
    List<DoorPictures.Picture> taken =
        pictures.take(command, way == Way.ADD ? files.get(DoorPictures.PHOTOS) : List.of());
    boolean heard = way == Way.ADD && hasVoice(files);
    if (way == Way.ADD
        && blank(sent)
        && !heard
        && taken.stream().noneMatch(DoorPictures.Picture::usable)) {
      String key = taken.isEmpty() ? "refused.nothing-added" : "refused.picture";
      return again(HttpStatus.UNPROCESSABLE_CONTENT, opened, way, sent, opened.face().say(key));
    }
    if (pace.isTooFast(Pace.Knock.SAY, opened.holder().network())) {
      return refused(opened, way, sent, Problem.of(ProblemCode.ORDER_TOO_MANY), token, request);
    }
    String voice = "";
    Pace.Load load = Pace.Load.NONE;
    if (heard) {
      DoorFiles.Kept kept = doorFiles.keep(command, opened.holder(), null, files);
      if (kept.problem() != null) {
        return refused(opened, way, sent, kept.problem(), token, request);
      }
      voice = kept.voice();
      load = kept.load();
    }
    Outcome outcome =
        gate.submit(
            Envelope.of(command, way.command, body(opened, way, sent, taken, voice)),
            opened.holder());
    Problem problem = outcome.problem();
    if (problem == null) {
      load.giveBack();
      int missed = pictures.keep(opened.holder(), taken);
      return pages.next(missed == 0 ? opened.path() : opened.path() + "?missed=" + missed);
    }
    return refused(opened, way, sent, problem, token, request);
  }

  /**
   * What was typed comes back, unless the order itself has moved on: then the order as it is now.
   */
  private ResponseEntity<String> refused(
      Opened opened,
      Way way,
      Map<String, String> sent,
      Problem problem,
      String token,
      HttpServletRequest request) {
    Refusal refusal = refusals.of(problem, null, opened.face());
    HttpStatus status = HttpStatus.valueOf(problem.code().status());
    Opened now = open(token, request, opened.face());
    return now.order().allowed().contains(way.command)
        ? again(status, now, way, sent, refusal.message())
        : show(status, now, refusal.message(), request);
  }

  private ResponseEntity<String> again(
      HttpStatus status, Opened opened, Way way, Map<String, String> sent, String message) {
    return pages.own(
        status, opened.face(), way.place, step(opened, way, sent, new Refusal("words", message)));
  }

  private ObjectNode body(
      Opened opened,
      Way way,
      Map<String, String> sent,
      List<DoorPictures.Picture> taken,
      String voice) {
    ObjectNode body = mapper.createObjectNode().put("orderId", opened.orderId().toString());
    String words = sent.getOrDefault("words", "");
    return switch (way) {
      case SOLVED -> {
        Integer rating = Parameters.number(sent.get("rating"));
        if (rating != null) {
          body.put("rating", rating);
        }
        ObjectNode grades = mapper.createObjectNode();
        opened.order().dimensions().stream()
            .filter(each -> grade(sent, each.code()) > 0)
            .forEach(each -> grades.put(each.code(), grade(sent, each.code())));
        if (!grades.isEmpty()) {
          body.set("ratings", grades);
        }
        yield body.put("text", words).put("channel", Channel.DOOR.name());
      }
      case NOT_SOLVED -> body.put("text", words).put("channel", Channel.DOOR.name());
      case ADD -> {
        var named = body.put("text", words).putArray("attachments");
        taken.stream()
            .filter(DoorPictures.Picture::usable)
            .forEach(p -> named.add(p.id().toString()));
        if (!voice.isEmpty()) {
          named.add(voice);
        }
        yield body;
      }
      case WITHDRAW -> body.put("reason", reason(opened.face(), sent));
      case APART -> body.put("text", words);
    };
  }

  /** Why it is withdrawn, as a sentence: the history keeps people's words, not our codes. */
  private static String reason(Face face, Map<String, String> sent) {
    String words = sent.getOrDefault("words", "").strip();
    String key = "withdraw.reason." + sent.getOrDefault("reason", "");
    String chosen = face.hasWords(key) ? face.say(key) : "";
    return words.isEmpty() || chosen.isEmpty()
        ? chosen + words
        : chosen + face.say("withdraw.joint") + words;
  }

  private static int grade(Map<String, String> sent, String dimension) {
    Integer grade = Parameters.number(sent.get("r." + dimension));
    return grade == null ? 0 : grade;
  }

  private static boolean hasVoice(MultiValueMap<String, MultipartFile> files) {
    MultipartFile voice = files.getFirst(DoorFiles.VOICE);
    return voice != null && !voice.isEmpty();
  }

  private static boolean blank(Map<String, String> sent) {
    return sent.getOrDefault("words", "").isBlank();
  }

  private StepPage step(
      Opened opened, Way way, Map<String, String> sent, @Nullable Refusal refusal) {
    Integer rating = Parameters.number(sent.get("rating"));
    return new StepPage(
        opened.path(),
        opened.order().card().number(),
        opened.face().say(way.place + ".title"),
        opened.progress().helper(),
        sent.getOrDefault("words", ""),
        rating == null ? 0 : rating,
        opened.order().dimensions().stream()
            .map(each -> new Dimension(each.code(), each.label(), grade(sent, each.code())))
            .toList(),
        sent.getOrDefault("reason", ""),
        refusal,
        Ids.next());
  }

  private ResponseEntity<String> show(
      HttpStatus status, Opened opened, @Nullable String notice, HttpServletRequest request) {
    return pages.own(status, opened.face(), "receipt", page(opened, notice, request));
  }

  private ReceiptPage page(Opened opened, @Nullable String notice, HttpServletRequest request) {
    String address = addresses.of(request, opened.path());
    String qr = QrCode.svg(address, opened.face().say("receipt.qr"));
    return opened.progress().page(qr, notice);
  }

  private Opened open(String token, HttpServletRequest request, Face face) {
    Receipt receipt = read(token);
    Actor holder = holder(receipt, request);
    Realms.Realm realm = realms.get(receipt.realm());
    Face there = face.in(realm);
    OrderDetail order = orders.get(holder, receipt.orderId(), face.language());
    String path = receipt.path();
    Times times = new Times(there, realm.zone(), clock.instant());
    Progress progress =
        new Progress(
            there,
            times,
            order,
            // The promises of the day it was asked for, not today's.
            orders
                .findFacts(receipt.realm(), receipt.orderId())
                .flatMap(
                    facts -> catalogue.find(receipt.realm(), facts.kind(), facts.kindVersion()))
                .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND)),
            path,
            dossiers.findStage(receipt.realm(), receipt.orderId()).orElse(null),
            // Whoever only reads, such as a former proxy, did not give the grade.
            receipt.acts()
                ? badGrades.findStanding(receipt.realm(), receipt.orderId()).orElse(null)
                : null,
            receipt.acts()
                && !papers
                    .onReceipt(receipt.realm(), receipt.orderId(), face.language())
                    .isEmpty());
    return new Opened(holder, receipt.orderId(), path, there, order, progress);
  }

  private Receipt read(String token) {
    return receipts
        .read(token)
        .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND));
  }

  private static Actor holder(Receipt receipt, HttpServletRequest request) {
    String network = Networks.coarse(request.getRemoteAddr());
    return receipt.acts()
        ? Actor.holdingReceipt(receipt.realm(), receipt.orderId(), network)
        : Actor.readingReceipt(receipt.realm(), receipt.orderId(), network);
  }
}

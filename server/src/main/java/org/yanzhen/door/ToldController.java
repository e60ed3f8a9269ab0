package org.yanzhen.door;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.yanzhen.access.Networks;
import org.yanzhen.access.Realms;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.door.DoorViews.ToldPage;
import org.yanzhen.notice.QuietHours;
import org.yanzhen.notice.Wishes;
import org.yanzhen.notice.Wishes.How;
import org.yanzhen.notice.Wishes.Wish;
import org.yanzhen.order.Receipts;
import org.yanzhen.order.Receipts.Receipt;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the holder of a receipt wishes to be told about its order; what they allowed is taken back as
 * easily. The number in it may be anybody's: it is neither read nor changed from here.
 */
@Controller
@RequestMapping("/o/{token}/told")
class ToldController {

  private final Pages pages;
  private final Receipts receipts;
  private final Realms realms;
  private final Wishes wishes;
  private final Gate gate;
  private final Pace pace;
  private final Refusals refusals;
  private final JsonMapper mapper;

  ToldController(
      Pages pages,
      Receipts receipts,
      Realms realms,
      Wishes wishes,
      Gate gate,
      Pace pace,
      Refusals refusals,
      JsonMapper mapper) {
    this.pages = pages;
    this.receipts = receipts;
    this.realms = realms;
    this.wishes = wishes;
    this.gate = gate;
    this.pace = pace;
    this.refusals = refusals;
    this.mapper = mapper;
  }

  @GetMapping
  ResponseEntity<String> ask(
      @PathVariable String token,
      @RequestParam(required = false) @Nullable String kept,
      Face face) {
    Receipt receipt = read(token);
    Optional<Wish> wish = wishes.onReceipt(receipt.realm(), receipt.orderId());
    if (!receipt.acts() || wish.isEmpty()) {
      return pages.next(receipt.path());
    }
    Face there = face.in(realms.get(receipt.realm()));
    return pages.own(there, "told", page(receipt, wish.get(), kept != null));
  }

  @PostMapping
  ResponseEntity<String> take(
      @PathVariable String token,
      @RequestParam Map<String, String> sent,
      HttpServletRequest request,
      @AuthenticationPrincipal @Nullable Actor signedIn,
      Face face) {
    Receipt receipt = read(token);
    Wish wish =
        wishes
            .onReceipt(receipt.realm(), receipt.orderId())
            .orElseThrow(() -> new ProblemException(ProblemCode.NOTICE_NO_NUMBER));
    Face there = face.in(realms.get(receipt.realm()));
    if (signedIn != null) {
      // Who serves an order does not keep its questions from being asked.
      String said = there.say("refused.signed-in");
      return again(HttpStatus.FORBIDDEN, receipt, sent, wish, said, there);
    }
    @Nullable String network = Networks.coarse(request.getRemoteAddr());
    Problem problem =
        pace.isTooFast(Pace.Knock.SAY, network)
            ? Problem.of(ProblemCode.ORDER_TOO_MANY)
            : gate.submit(
                    Envelope.of(
                        Parameters.id(sent.get("command")),
                        "notice.prefer",
                        body(receipt.orderId(), sent, wish)),
                    holder(receipt, network))
                .problem();
    if (problem == null) {
      return pages.next(receipt.path() + "/told?kept");
    }
    HttpStatus status = HttpStatus.valueOf(problem.code().status());
    return again(status, receipt, sent, wish, refusal(problem, there), there);
  }

  private ResponseEntity<String> again(
      HttpStatus status,
      Receipt receipt,
      Map<String, String> sent,
      Wish wish,
      @Nullable String refusal,
      Face there) {
    return pages.own(
        status,
        there,
        "told",
        new ToldPage(
            receipt.path(),
            how(sent).name(),
            language(sent).name(),
            sent.getOrDefault("email", ""),
            wish.night().from().toString(),
            wish.night().to().toString(),
            sent.getOrDefault("quietFrom", ""),
            sent.getOrDefault("quietTo", ""),
            false,
            refusal,
            Ids.next()));
  }

  /** What is wrong with the hours is said in words of this page. */
  private @Nullable String refusal(Problem problem, Face there) {
    String field = problem.field();
    return field != null
            && field.contains("quiet")
            && problem.code() == ProblemCode.COMMAND_MALFORMED
        ? there.say("told.own.wrong")
        : refusals.of(problem, null, there).message();
  }

  private ObjectNode body(UUID order, Map<String, String> sent, Wish before) {
    How how = how(sent);
    ObjectNode body =
        mapper
            .createObjectNode()
            .put("orderId", order.toString())
            .put("language", language(sent).name());
    switch (how) {
      case TEXT -> body.put("consent", "ANY").put("preferred", "SMS");
      case CALL -> body.put("consent", "CALL_ONLY").put("preferred", "CALL");
      case TEXT_ONLY -> body.put("consent", "TEXT_ONLY").put("preferred", "SMS");
      case NOT_AT_ALL -> body.put("consent", "NOTHING");
    }
    String email = sent.getOrDefault("email", before.email() == null ? "" : before.email());
    put(body, "email", email);
    // A page from before there were own hours does not take them away.
    QuietHours own = before.own();
    put(
        body,
        "quietFrom",
        sent.getOrDefault("quietFrom", own == null ? "" : own.from().toString()));
    put(body, "quietTo", sent.getOrDefault("quietTo", own == null ? "" : own.to().toString()));
    return body;
  }

  private static void put(ObjectNode body, String name, String value) {
    if (!value.isBlank()) {
      body.put(name, value.strip());
    }
  }

  private static How how(Map<String, String> sent) {
    for (How how : How.values()) {
      if (how.name().equals(sent.get("how"))) {
        return how;
      }
    }
    throw new ProblemException(ProblemCode.REQUEST_INVALID);
  }

  private static Language language(Map<String, String> sent) {
    return Language.EN.name().equals(sent.get("language")) ? Language.EN : Language.ZH;
  }

  private static ToldPage page(Receipt receipt, Wish wish, boolean kept) {
    QuietHours own = wish.own();
    return new ToldPage(
        receipt.path(),
        wish.how().name(),
        wish.language().name(),
        wish.email() == null ? "" : wish.email(),
        wish.night().from().toString(),
        wish.night().to().toString(),
        own == null ? "" : own.from().toString(),
        own == null ? "" : own.to().toString(),
        kept,
        null,
        Ids.next());
  }

  private Receipt read(String token) {
    return receipts
        .read(token)
        .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND));
  }

  private static Actor holder(Receipt receipt, @Nullable String network) {
    return receipt.acts()
        ? Actor.holdingReceipt(receipt.realm(), receipt.orderId(), network)
        : Actor.readingReceipt(receipt.realm(), receipt.orderId(), network);
  }
}

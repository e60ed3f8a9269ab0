package org.yanzhen.door;

import jakarta.servlet.http.HttpServletRequest;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
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
import org.yanzhen.door.DoorViews.PaperLine;
import org.yanzhen.door.DoorViews.PapersPage;
import org.yanzhen.hall.PapersOnFile;
import org.yanzhen.hall.PapersOnFile.OnReceipt;
import org.yanzhen.order.Receipts;
import org.yanzhen.order.Receipts.Receipt;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Copies kept on file from an order, or used for it, on its receipt; what was allowed here is taken
 * back here.
 */
@Controller
@RequestMapping("/o/{token}/papers")
class PapersController {

  private final Pages pages;
  private final Receipts receipts;
  private final Realms realms;
  private final PapersOnFile papers;
  private final Gate gate;
  private final Pace pace;
  private final Refusals refusals;
  private final InstantSource clock;
  private final JsonMapper mapper;

  PapersController(
      Pages pages,
      Receipts receipts,
      Realms realms,
      PapersOnFile papers,
      Gate gate,
      Pace pace,
      Refusals refusals,
      InstantSource clock,
      JsonMapper mapper) {
    this.pages = pages;
    this.receipts = receipts;
    this.realms = realms;
    this.papers = papers;
    this.gate = gate;
    this.pace = pace;
    this.refusals = refusals;
    this.clock = clock;
    this.mapper = mapper;
  }

  @GetMapping
  ResponseEntity<String> show(
      @PathVariable String token,
      @RequestParam(required = false) @Nullable String back,
      Face face) {
    Receipt receipt = acting(token);
    Face there = face.in(realms.get(receipt.realm()));
    return pages.own(there, "on-file", page(receipt, there, back != null, null));
  }

  @PostMapping
  ResponseEntity<String> withdraw(
      @PathVariable String token,
      @RequestParam Map<String, String> sent,
      HttpServletRequest request,
      @AuthenticationPrincipal @Nullable Actor signedIn,
      Face face) {
    Receipt receipt = acting(token);
    Face there = face.in(realms.get(receipt.realm()));
    if (signedIn != null) {
      // At a desk it is noted under the name of whoever hears it.
      return pages.own(
          HttpStatus.FORBIDDEN,
          there,
          "on-file",
          page(receipt, there, false, there.say("refused.signed-in")));
    }
    @Nullable String network = Networks.coarse(request.getRemoteAddr());
    Problem problem =
        pace.isTooFast(Pace.Knock.SAY, network)
            ? Problem.of(ProblemCode.ORDER_TOO_MANY)
            : gate.submit(
                    Envelope.of(
                        Parameters.id(sent.get("command")),
                        "hall.withdraw-on-file",
                        mapper
                            .createObjectNode()
                            .put("orderId", receipt.orderId().toString())
                            .put("onFileId", Parameters.id(sent.get("paper")).toString())),
                    Actor.holdingReceipt(receipt.realm(), receipt.orderId(), network))
                .problem();
    if (problem == null) {
      return pages.next(receipt.path() + "/papers?back");
    }
    return pages.own(
        HttpStatus.valueOf(problem.code().status()),
        there,
        "on-file",
        page(receipt, there, false, refusals.of(problem, null, there).message()));
  }

  private PapersPage page(Receipt receipt, Face there, boolean back, @Nullable String refusal) {
    Times times = new Times(there, realms.get(receipt.realm()).zone(), clock.instant());
    List<PaperLine> lines =
        papers.onReceipt(receipt.realm(), receipt.orderId(), there.language()).stream()
            .map(paper -> line(paper, there, times))
            .toList();
    return new PapersPage(receipt.path(), lines, back, refusal);
  }

  private static PaperLine line(OnReceipt paper, Face face, Times times) {
    String since = times.day(paper.keptAt());
    String state =
        paper.withdrawn()
            ? face.say("on-file.withdrawn")
            : paper.good()
                ? face.say("on-file.good", since, paper.until().toString())
                : face.say("on-file.over", paper.until().toString());
    return new PaperLine(
        paper.id(),
        paper.name(),
        state,
        paper.usedAt() == null ? null : face.say("on-file.used", times.day(paper.usedAt())),
        paper.fromHere() && paper.good(),
        Ids.next());
  }

  /** Whoever only reads, such as a former proxy, is not shown another's papers. */
  private Receipt acting(String token) {
    return receipts
        .read(token)
        .filter(Receipt::acts)
        .orElseThrow(() -> new ProblemException(ProblemCode.ORDER_NOT_FOUND));
  }
}

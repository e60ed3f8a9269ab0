package org.yanzhen.door;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.yanzhen.access.Networks;
import org.yanzhen.command.Envelope;
import org.yanzhen.command.Gate;
import org.yanzhen.door.DoorViews.TakePage;
import org.yanzhen.door.DoorViews.TakeService;
import org.yanzhen.door.DoorViews.TicketNumberPage;
import org.yanzhen.door.DoorViews.TicketPage;
import org.yanzhen.hall.TicketPages;
import org.yanzhen.hall.TicketPages.Standing;
import org.yanzhen.hall.TicketPages.Taking;
import org.yanzhen.hall.TicketState;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Ids;
import org.yanzhen.shared.Problem;
import org.yanzhen.shared.ProblemCode;
import org.yanzhen.shared.ProblemException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Taking a number with one's own phone, and the page that goes with every ticket: its number, about
 * when it is called, and a mobile number to be told at, if somebody wants that.
 */
@Controller
class OwnTicketController {

  private final Pages pages;
  private final TicketPages tickets;
  private final Gate gate;
  private final Pace pace;
  private final Refusals refusals;
  private final JsonMapper mapper;

  OwnTicketController(
      Pages pages,
      TicketPages tickets,
      Gate gate,
      Pace pace,
      Refusals refusals,
      JsonMapper mapper) {
    this.pages = pages;
    this.tickets = tickets;
    this.gate = gate;
    this.pace = pace;
    this.refusals = refusals;
    this.mapper = mapper;
  }

  @GetMapping("/hall/{siteId}/ticket")
  ResponseEntity<String> form(@PathVariable UUID siteId, Face face) {
    return pages.own(face, "taketicket", page(siteId, "", "", null, face));
  }

  @PostMapping("/hall/{siteId}/ticket")
  ResponseEntity<String> take(
      @PathVariable UUID siteId,
      @RequestParam Map<String, String> typed,
      HttpServletRequest request,
      Face face) {
    UUID ticket = Parameters.id(typed.get("ticket"));
    UUID command = Parameters.id(typed.get("command"));
    String service = typed.getOrDefault("service", "");
    String phone = Parameters.plain(typed.get("phone"));
    Actor visitor = Actor.atTheDoor(face.realm().id(), Networks.coarse(request.getRemoteAddr()));
    Pace.Asking asking =
        pace.isTooFast(Pace.Knock.SAY, visitor.network())
            ? null
            : pace.ticket(visitor.network(), siteId, tickets.mostOfOneNetwork(), phone)
                .orElse(null);
    Problem problem = null;
    boolean made = false;
    if (asking != null) {
      ObjectNode body = mapper.createObjectNode();
      body.put("ticketId", ticket.toString());
      body.put("siteId", siteId.toString());
      body.put("service", service);
      if (!phone.isEmpty()) {
        body.put("phone", phone);
      }
      try {
        var outcome = gate.submit(Envelope.of(command, "hall.take-ticket", body), visitor);
        problem = outcome.problem();
        made = problem == null && !outcome.replayed();
      } finally {
        if (!made) {
          asking.giveBack();
        }
      }
      if (problem == null) {
        return pages.next("/t/" + ticket);
      }
    }
    return pages.own(
        problem == null
            ? HttpStatus.TOO_MANY_REQUESTS
            : HttpStatus.valueOf(problem.code().status()),
        face,
        "taketicket",
        page(siteId, service, phone, words(problem, face), face));
  }

  @GetMapping("/t/{ticketId}")
  ResponseEntity<String> ticket(@PathVariable UUID ticketId, Face face) {
    return pages.own(face, "ticket", ticketPage(ticketId, standing(ticketId, face), face));
  }

  @GetMapping("/t/{ticketId}/number")
  ResponseEntity<String> number(@PathVariable UUID ticketId, Face face) {
    return pages.own(
        face, "ticketnumber", numberPage(ticketId, standing(ticketId, face), "", null, face));
  }

  /** An empty number takes back the one that was left. */
  @PostMapping("/t/{ticketId}/number")
  ResponseEntity<String> leave(
      @PathVariable UUID ticketId,
      @RequestParam Map<String, String> typed,
      HttpServletRequest request,
      Face face) {
    Standing standing = standing(ticketId, face);
    UUID command = Parameters.id(typed.get("command"));
    String phone = typed.containsKey("forget") ? "" : Parameters.plain(typed.get("phone"));
    Actor visitor = Actor.atTheDoor(face.realm().id(), Networks.coarse(request.getRemoteAddr()));
    boolean room =
        !pace.isTooFast(Pace.Knock.SAY, visitor.network())
            && (phone.isEmpty()
                || pace.number(visitor.network(), standing.siteId(), phone).isPresent());
    Problem problem = null;
    if (room) {
      ObjectNode body = mapper.createObjectNode();
      body.put("ticketId", ticketId.toString());
      if (!phone.isEmpty()) {
        body.put("phone", phone);
      }
      problem = gate.submit(Envelope.of(command, "hall.leave-number", body), visitor).problem();
      if (problem == null) {
        return pages.next("/t/" + ticketId);
      }
    }
    return pages.own(
        problem == null
            ? HttpStatus.TOO_MANY_REQUESTS
            : HttpStatus.valueOf(problem.code().status()),
        face.at("/t/" + ticketId + "/number"),
        "ticketnumber",
        numberPage(ticketId, standing, phone, words(problem, face), face));
  }

  private String words(@Nullable Problem problem, Face face) {
    if (problem == null) {
      return face.say("ticket.too-fast");
    }
    return "body.phone".equals(problem.field())
        ? face.say("ticket.phone.wrong")
        : refusals.of(problem, null, face).message();
  }

  private Standing standing(UUID ticketId, Face face) {
    return tickets
        .find(face.realm().id(), ticketId, face.language())
        .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND));
  }

  private TakePage page(
      UUID siteId, String service, String phone, @Nullable String refusal, Face face) {
    Taking taking =
        tickets
            .findTaking(face.realm().id(), siteId, face.language())
            .orElseThrow(() -> new ProblemException(ProblemCode.REQUEST_NOT_FOUND));
    Times times = new Times(face, face.realm().zone(), taking.now());
    return new TakePage(
        taking.hall(),
        "/hall/" + siteId + "/ticket",
        taking.open(),
        taking.services().stream()
            .map(
                one ->
                    new TakeService(
                        one.code(),
                        one.letter() + " " + one.name(),
                        line(one, times, face),
                        one.code().equals(service)))
            .toList(),
        phone,
        Ids.next(),
        Ids.next(),
        refusal);
  }

  private static String line(TicketPages.Offered one, Times times, Face face) {
    String waiting = face.say("hallboard.waiting", one.waiting());
    Instant about = one.about();
    return about == null ? waiting : waiting + face.say("ticket.take.about", times.clock(about));
  }

  private static TicketPage ticketPage(UUID ticketId, Standing now, Face face) {
    Times times = new Times(face, face.realm().zone(), now.now());
    boolean waits =
        !now.over() && (now.state() == TicketState.WAITING || now.state() == TicketState.BOOKED);
    Instant about = now.about();
    return new TicketPage(
        "/t/" + ticketId,
        now.hall(),
        now.label(),
        now.service(),
        now.over()
            ? face.say("ticket.state.over")
            : now.window() != null
                ? face.say("ticket.state.called", now.window())
                : face.say("ticket.state." + now.state()),
        waits && about != null
            ? about.isAfter(now.now()) ? times.when(about) : face.say("ticket.soon")
            : null,
        waits && now.state() == TicketState.WAITING ? face.say("ticket.ahead", now.ahead()) : null,
        waits,
        now.window() != null,
        now.numberLeft(),
        (int) now.tellAhead().toMinutes());
  }

  private static TicketNumberPage numberPage(
      UUID ticketId, Standing now, String phone, @Nullable String refusal, Face face) {
    return new TicketNumberPage(
        "/t/" + ticketId,
        now.label(),
        face.say("ticket.number.lead", now.tellAhead().toMinutes()),
        phone,
        now.numberLeft(),
        Ids.next(),
        refusal);
  }
}

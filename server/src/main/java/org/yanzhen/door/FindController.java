package org.yanzhen.door;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.yanzhen.access.Networks;
import org.yanzhen.door.DoorViews.FindPage;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.Receipts;
import org.yanzhen.order.Requesters;
import org.yanzhen.shared.RealmId;

/** Finding an order again without its receipt: number and phone together. */
@Controller
@RequestMapping("/find")
class FindController {

  private final Pages pages;
  private final OrderReads orders;
  private final Requesters requesters;
  private final Receipts receipts;
  private final Pace pace;

  FindController(
      Pages pages, OrderReads orders, Requesters requesters, Receipts receipts, Pace pace) {
    this.pages = pages;
    this.orders = orders;
    this.requesters = requesters;
    this.receipts = receipts;
    this.pace = pace;
  }

  @GetMapping
  ResponseEntity<String> form(Face face) {
    return pages.open(face, "find", new FindPage("", null));
  }

  @PostMapping
  ResponseEntity<String> find(
      @RequestParam(defaultValue = "") String number,
      @RequestParam(defaultValue = "") String phone,
      HttpServletRequest request,
      Face face) {
    if (pace.isTooFast(Pace.Knock.FIND, Networks.coarse(request.getRemoteAddr()))) {
      return refused(HttpStatus.TOO_MANY_REQUESTS, face, number, "find.too-fast");
    }
    RealmId realm = face.realm().id();
    String dialled = Parameters.plain(phone);
    return orders
        .findByNumber(realm, Parameters.receiptNumber(number))
        .filter(order -> requesters.isRequestersPhone(realm, order, dialled))
        .map(order -> pages.next(receipts.path(realm, order)))
        // One answer for both, or the page would tell which numbers exist.
        .orElseGet(() -> refused(HttpStatus.NOT_FOUND, face, number, "find.none"));
  }

  private ResponseEntity<String> refused(
      HttpStatus status, Face face, @Nullable String number, String key) {
    return pages.own(
        status, face, "find", new FindPage(number == null ? "" : number, face.say(key)));
  }
}

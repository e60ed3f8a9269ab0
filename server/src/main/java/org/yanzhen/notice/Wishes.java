package org.yanzhen.notice;

import java.time.LocalTime;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Service;
import org.yanzhen.notice.PreferenceStore.Preference;
import org.yanzhen.order.OrderReads;
import org.yanzhen.order.OrderViews.OrderDetail;
import org.yanzhen.shared.Actor;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.Origin;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.RealmTransactions;

/** How the requester of an order wishes to be told, for whoever asks them; changed by a command. */
@Service
public class Wishes {

  /** What people choose between; anything finer stands in the command. */
  public enum How {
    TEXT,
    CALL,
    NOT_AT_ALL
  }

  /**
   * A wish as it stands.
   *
   * @param quietFrom since when nobody is disturbed in the evening, but for danger
   */
  public record Wish(
      How how, Language language, @Nullable String email, LocalTime quietFrom, LocalTime quietTo) {}

  private final PreferenceStore preferences;
  private final MessagePack pack;
  private final OrderReads orders;
  private final RealmTransactions transactions;

  Wishes(
      PreferenceStore preferences,
      MessagePack pack,
      OrderReads orders,
      RealmTransactions transactions) {
    this.preferences = preferences;
    this.pack = pack;
    this.orders = orders;
    this.transactions = transactions;
  }

  /** Empty where no number was left: a wish belongs to a number. The caller checks who asks. */
  public Optional<Wish> ofRequester(RealmId realm, UUID orderId) {
    OrderDetail order = orders.get(Actor.system(realm, Origin.JOB), orderId, Language.ZH);
    String phone = order.requesterPhone();
    return phone == null
        ? Optional.empty()
        : Optional.of(transactions.read(realm, () -> wish(realm, phone)));
  }

  private Wish wish(RealmId realm, String phone) {
    Preference preference = preferences.get(realm, preferences.ofPhone(realm, phone));
    MessagePack.Night night = preferences.findNight(realm).orElse(pack.night());
    return new Wish(
        how(preference), preference.language(), preference.email(), night.from(), night.to());
  }

  private static How how(Preference preference) {
    return switch (preference.consent()) {
      case NOTHING -> How.NOT_AT_ALL;
      case CALL_ONLY -> How.CALL;
      case ANY -> preference.preferred() == Channel.CALL ? How.CALL : How.TEXT;
    };
  }
}

package org.yanzhen.notice;

import java.nio.ByteBuffer;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.people.Phones;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.PageKey;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/**
 * How people wish to be told, as they said it: each time a row, the newest holds. And the realm's
 * nights.
 */
@Repository
class PreferenceStore {

  /**
   * Whose wish it is: a number, or a person.
   *
   * @param orderId where a number counts for one order only: whoever holds a receipt has not shown
   *     that the number in it is theirs
   */
  record Subject(byte @Nullable [] phoneIndex, @Nullable UUID personId, @Nullable UUID orderId) {

    static Subject ofPerson(UUID personId) {
      return new Subject(null, personId, null);
    }

    Subject about(UUID order) {
      return new Subject(phoneIndex, personId, order);
    }

    /** The same number, whatever the order. */
    Subject everywhere() {
      return new Subject(phoneIndex, personId, null);
    }

    /** One value for either, by which waiting messages are found. */
    byte @Nullable [] key() {
      return personId == null
          ? phoneIndex
          : ByteBuffer.allocate(16)
              .putLong(personId.getMostSignificantBits())
              .putLong(personId.getLeastSignificantBits())
              .array();
    }
  }

  /**
   * A wish; {@link #NONE} where nobody said anything.
   *
   * @param preferred the way tried before the others
   * @param quiet own hours beside the realm's night
   * @param since when it was said
   */
  record Preference(
      Language language,
      Consent consent,
      @Nullable Channel preferred,
      @Nullable String email,
      @Nullable QuietHours quiet,
      @Nullable Instant since) {

    /**
     * Villagers read Chinese, and may be told by any way until they say otherwise: they asked for a
     * service and are told how it goes, nothing else (decision 51).
     */
    static final Preference NONE = new Preference(Language.ZH, Consent.ANY, null, null, null, null);

    /**
     * What holds for one order of a number: the word said on its receipt, but only ever less than
     * what the number allows. A later word of the number's own takes its place.
     */
    Preference narrowedBy(Preference order) {
      Instant said = order.since;
      if (said == null || (since != null && since.isAfter(said))) {
        return this;
      }
      Consent both = consent.and(order.consent);
      Channel first = order.preferred;
      return new Preference(
          order.language,
          both,
          first == null || both.allows(first) ? first : null,
          order.email == null ? email : order.email,
          quiet == null ? order.quiet : quiet,
          said);
    }

    /** The same with another address. */
    Preference with(@Nullable String address) {
      return new Preference(language, consent, preferred, address, quiet, since);
    }

    /** The same with another word about texts. */
    Said texting(boolean yes) {
      Consent now = consent.texts(yes);
      Way first = preferred != null && now.allows(preferred) ? Way.valueOf(preferred.name()) : null;
      return new Said(
          language,
          now,
          first,
          email,
          quiet == null ? null : quiet.from().toString(),
          quiet == null ? null : quiet.to().toString());
    }
  }

  /**
   * One word of somebody's, as it was taken down.
   *
   * @param accountId who heard it, or said it in the app
   */
  record Statement(
      UUID id,
      Instant at,
      Through through,
      @Nullable UUID accountId,
      Language language,
      Consent consent,
      @Nullable Way preferred,
      boolean withEmail,
      @Nullable QuietHours quiet) {}

  /** One text that speaks of both is one word. */
  private static final String EITHER =
      """
      c.phone_index = :phone and (c.order_id = :order or (c.order_id is null and not exists (
        select from notice.consent o
        where o.realm = c.realm and o.phone_index = :phone and o.order_id = :order and o.said_at = c.said_at)))""";

  /** Who took it down, and after which words. */
  record Heard(Through through, @Nullable UUID accountId, @Nullable Integer wordsVersion) {}

  private final JdbcClient jdbc;
  private final Vault vault;

  PreferenceStore(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  byte[] phoneIndex(RealmId realm, String phone) {
    return vault.blindIndex(realm, Phones.digits(phone), "notice.phone");
  }

  Subject ofPhone(RealmId realm, String phone) {
    return new Subject(phoneIndex(realm, phone), null, null);
  }

  /** What holds; for a number about an order, both words together. */
  Preference get(RealmId realm, Subject subject) {
    return subject.orderId() == null
        ? said(realm, subject)
        : said(realm, subject.everywhere()).narrowedBy(said(realm, subject));
  }

  /** The last word of exactly this subject. */
  Preference said(RealmId realm, Subject subject) {
    return jdbc.sql(
            """
            select c.id, c.said_at, c.language, c.consent, c.preferred, c.quiet_from, c.quiet_to, a.email
            from notice.consent c
              left join notice.mail_address a on a.realm = c.realm and a.consent_id = c.id
            where c.realm = :realm and %s
            order by c.said_at desc, c.id desc limit 1
            """
                .formatted(of(subject)))
        .param("realm", realm.value())
        .param("phone", subject.phoneIndex())
        .param("person", subject.personId())
        .param("order", subject.orderId())
        .query(
            (rs, n) -> {
              String preferred = rs.getString("preferred");
              return new Preference(
                  Language.valueOf(rs.getString("language")),
                  Consent.valueOf(rs.getString("consent")),
                  preferred == null ? null : Channel.valueOf(preferred),
                  vault.decrypt(
                      realm, rs.getBytes("email"), context(rs.getObject("id", UUID.class))),
                  quiet(rs),
                  rs.getObject("said_at", OffsetDateTime.class).toInstant());
            })
        .optional()
        .orElse(Preference.NONE);
  }

  /** Takes down what somebody said; what they said before stays, but for the address. */
  void insert(RealmId realm, UUID id, Subject subject, Said said, Heard heard, Instant at) {
    QuietHours quiet = said.quiet();
    Way preferred = said.preferred();
    jdbc.sql(
            """
            delete from notice.mail_address a using notice.consent c
            where a.realm = :realm and c.realm = a.realm and c.id = a.consent_id and %s
            """
                .formatted(of(subject)))
        .param("realm", realm.value())
        .param("phone", subject.phoneIndex())
        .param("person", subject.personId())
        .param("order", subject.orderId())
        .update();
    jdbc.sql(
            """
            insert into notice.consent
              (realm, id, phone_index, person_id, order_id, said_at, through, account_id, words_version, language, consent,
               preferred, with_email, quiet_from, quiet_to)
            values (:realm, :id, :phone, :person::uuid, :order::uuid, :at, :through, :account::uuid, :words::int, :language, :consent,
              :preferred, :email, :from::time, :to::time)
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("phone", subject.phoneIndex())
        .param("person", subject.personId())
        .param("order", subject.orderId())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("through", heard.through().name())
        .param("account", heard.accountId())
        .param("words", heard.wordsVersion())
        .param("language", said.language().name())
        .param("consent", said.consent().name())
        .param("preferred", preferred == null ? null : preferred.name())
        .param("email", said.email() != null)
        .param("from", quiet == null ? null : quiet.from())
        .param("to", quiet == null ? null : quiet.to())
        .update();
    if (said.email() != null) {
      jdbc.sql(
              "insert into notice.mail_address (realm, consent_id, email) values (:realm, :id, :email)")
          .param("realm", realm.value())
          .param("id", id)
          .param("email", vault.encrypt(realm, said.email(), context(id)))
          .update();
    }
  }

  /** Orders about which this number said something on the receipt, the last first. */
  /** Addresses left with a number, everywhere and for one order. */
  void eraseAddresses(RealmId realm, String phone, UUID orderId) {
    jdbc.sql(
            """
            delete from notice.mail_address a using notice.consent c
            where a.realm = :realm and c.realm = a.realm and c.id = a.consent_id and c.phone_index = :phone
              and (c.order_id is null or c.order_id = :order)
            """)
        .param("realm", realm.value())
        .param("phone", phoneIndex(realm, phone))
        .param("order", orderId)
        .update();
  }

  List<UUID> ordersOf(RealmId realm, byte[] phoneIndex, int limit) {
    return jdbc.sql(
            """
            select order_id from notice.consent
            where realm = :realm and phone_index = :phone and order_id is not null
            group by order_id order by max(said_at) desc limit :limit
            """)
        .param("realm", realm.value())
        .param("phone", phoneIndex)
        .param("limit", limit)
        .query(UUID.class)
        .list();
  }

  /**
   * What somebody said, newest first; of a number about an order also what was said everywhere.
   *
   * @param before only what was said before then
   */
  List<Statement> history(
      RealmId realm,
      Subject subject,
      @Nullable Instant before,
      @Nullable PageKey after,
      int limit) {
    return jdbc.sql(
            """
            select c.id, c.said_at, c.through, c.account_id, c.language, c.consent, c.preferred, c.with_email,
              c.quiet_from, c.quiet_to
            from notice.consent c
            where c.realm = :realm and %s
              and (:before::timestamptz is null or c.said_at < :before)
              and (:at::timestamptz is null or (c.said_at, c.id) < (:at, :id::uuid))
            order by c.said_at desc, c.id desc limit :limit
            """
                .formatted(subject.orderId() == null ? of(subject) : EITHER))
        .param("realm", realm.value())
        .param("phone", subject.phoneIndex())
        .param("person", subject.personId())
        .param("order", subject.orderId())
        .param("before", before == null ? null : before.atOffset(ZoneOffset.UTC))
        .param("at", after == null ? null : after.utc())
        .param("id", after == null ? null : after.id())
        .param("limit", limit)
        .query(
            (rs, n) -> {
              String preferred = rs.getString("preferred");
              return new Statement(
                  rs.getObject("id", UUID.class),
                  rs.getObject("said_at", OffsetDateTime.class).toInstant(),
                  Through.valueOf(rs.getString("through")),
                  rs.getObject("account_id", UUID.class),
                  Language.valueOf(rs.getString("language")),
                  Consent.valueOf(rs.getString("consent")),
                  preferred == null ? null : Way.valueOf(preferred),
                  rs.getBoolean("with_email"),
                  quiet(rs));
            })
        .list();
  }

  Optional<QuietHours> findNight(RealmId realm) {
    return jdbc.sql("select quiet_from, quiet_to from notice.quiet_hours where realm = :realm")
        .param("realm", realm.value())
        .query(
            (rs, n) ->
                new QuietHours(
                    rs.getObject("quiet_from", LocalTime.class),
                    rs.getObject("quiet_to", LocalTime.class)))
        .optional();
  }

  void putNight(RealmId realm, QuietHours night) {
    jdbc.sql(
            """
            insert into notice.quiet_hours (realm, quiet_from, quiet_to) values (:realm, :from, :to)
            on conflict (realm) do update set quiet_from = :from, quiet_to = :to
            """)
        .param("realm", realm.value())
        .param("from", night.from())
        .param("to", night.to())
        .update();
  }

  private static String of(Subject subject) {
    if (subject.personId() != null) {
      return "c.person_id = :person";
    }
    return subject.orderId() == null
        ? "c.phone_index = :phone and c.order_id is null"
        : "c.phone_index = :phone and c.order_id = :order";
  }

  private static @Nullable QuietHours quiet(ResultSet rs) throws SQLException {
    LocalTime from = rs.getObject("quiet_from", LocalTime.class);
    return from == null ? null : new QuietHours(from, rs.getObject("quiet_to", LocalTime.class));
  }

  /** Named as the table was in which the oldest addresses were encrypted. */
  private static String context(UUID id) {
    return "notice.preference.email/" + id;
  }
}

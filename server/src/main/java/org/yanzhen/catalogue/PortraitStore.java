package org.yanzhen.catalogue;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;

/** Pictures of people for their cards, each with the consent it is kept by. */
@Repository
class PortraitStore {

  /** How somebody said yes. */
  enum Consent {
    /** Signed; the paper lies in the office. */
    PAPER,
    SPOKEN
  }

  enum Ended {
    WITHDRAWN,
    REPLACED
  }

  record Kept(UUID id, UUID personId, UUID attachmentId, LocalDate consentedOn, Consent consent) {}

  private static final String COLUMNS =
      "id, person_id, attachment_id, consented_on, consent from catalogue.portrait";

  private final JdbcClient jdbc;

  PortraitStore(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  void insert(RealmId realm, Kept kept, Instant at, @Nullable UUID account) {
    jdbc.sql(
            """
            insert into catalogue.portrait
              (realm, id, person_id, attachment_id, consented_on, consent, kept_at, account_id)
            values (:realm, :id, :person, :attachment, :on, :consent, :at, :account)
            """)
        .param("realm", realm.value())
        .param("id", kept.id())
        .param("person", kept.personId())
        .param("attachment", kept.attachmentId())
        .param("on", kept.consentedOn())
        .param("consent", kept.consent().name())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("account", account)
        .update();
  }

  void end(RealmId realm, UUID id, Ended why, Instant at, @Nullable UUID account) {
    jdbc.sql(
            """
            update catalogue.portrait set ended_at = :at, ended_why = :why, ended_by = :account
            where realm = :realm and id = :id and ended_at is null
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("why", why.name())
        .param("at", at.atOffset(ZoneOffset.UTC))
        .param("account", account)
        .update();
  }

  boolean has(RealmId realm, UUID id) {
    return jdbc.sql(
            "select exists (select from catalogue.portrait where realm = :realm and id = :id)")
        .param("realm", realm.value())
        .param("id", id)
        .query(Boolean.class)
        .single();
  }

  /** The one that holds, until somebody else has done with it. */
  Optional<Kept> lockNow(RealmId realm, UUID personId) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " where realm = :realm and person_id = :person and ended_at is null for update")
        .param("realm", realm.value())
        .param("person", personId)
        .query((rs, n) -> kept(rs))
        .optional();
  }

  /** Only while it holds. */
  Optional<Kept> findNow(RealmId realm, UUID id) {
    return jdbc.sql("select " + COLUMNS + " where realm = :realm and id = :id and ended_at is null")
        .param("realm", realm.value())
        .param("id", id)
        .query((rs, n) -> kept(rs))
        .optional();
  }

  /** Those that hold, of these people. */
  List<Kept> listNow(RealmId realm, Collection<UUID> persons) {
    return jdbc.sql(
            "select "
                + COLUMNS
                + " where realm = :realm and person_id = any(:persons) and ended_at is null")
        .param("realm", realm.value())
        .param("persons", persons.toArray(UUID[]::new))
        .query((rs, n) -> kept(rs))
        .list();
  }

  private static Kept kept(ResultSet rs) throws SQLException {
    return new Kept(
        rs.getObject("id", UUID.class),
        rs.getObject("person_id", UUID.class),
        rs.getObject("attachment_id", UUID.class),
        rs.getObject("consented_on", LocalDate.class),
        Consent.valueOf(rs.getString("consent")));
  }
}

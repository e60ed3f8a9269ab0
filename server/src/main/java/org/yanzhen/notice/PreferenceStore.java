package org.yanzhen.notice;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.people.Phones;
import org.yanzhen.shared.Language;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/** How people wish to be told, and the realm's nights. */
@Repository
class PreferenceStore {

  /** Whose wish it is: a number, or a person. */
  record Subject(byte @Nullable [] phoneIndex, @Nullable UUID personId) {}

  /**
   * A wish; {@link #NONE} where nobody said anything.
   *
   * @param preferred the way tried before the others
   */
  record Preference(
      Language language, Consent consent, @Nullable Channel preferred, @Nullable String email) {

    /** Villagers read Chinese, and may be told by any way until they say otherwise. */
    static final Preference NONE = new Preference(Language.ZH, Consent.ANY, null, null);
  }

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
    return new Subject(phoneIndex(realm, phone), null);
  }

  Preference get(RealmId realm, Subject subject) {
    return find(realm, subject).orElse(Preference.NONE);
  }

  private Optional<Preference> find(RealmId realm, Subject subject) {
    return jdbc.sql(
            """
            select id, language, consent, preferred, email from notice.preference
            where realm = :realm and %s
            """
                .formatted(
                    subject.personId() == null ? "phone_index = :phone" : "person_id = :person"))
        .param("realm", realm.value())
        .param("phone", subject.phoneIndex())
        .param("person", subject.personId())
        .query(
            (rs, n) -> {
              String preferred = rs.getString("preferred");
              return new Preference(
                  Language.valueOf(rs.getString("language")),
                  Consent.valueOf(rs.getString("consent")),
                  preferred == null ? null : Channel.valueOf(preferred),
                  vault.decrypt(
                      realm, rs.getBytes("email"), context(rs.getObject("id", UUID.class))));
            })
        .optional();
  }

  void put(RealmId realm, UUID id, Subject subject, Preference preference, Instant at) {
    jdbc.sql(
            """
            delete from notice.preference where realm = :realm and %s
            """
                .formatted(
                    subject.personId() == null ? "phone_index = :phone" : "person_id = :person"))
        .param("realm", realm.value())
        .param("phone", subject.phoneIndex())
        .param("person", subject.personId())
        .update();
    jdbc.sql(
            """
            insert into notice.preference (realm, id, phone_index, person_id, language, consent, preferred, email, updated_at)
            values (:realm, :id, :phone, :person::uuid, :language, :consent, :preferred, :email, :at)
            """)
        .param("realm", realm.value())
        .param("id", id)
        .param("phone", subject.phoneIndex())
        .param("person", subject.personId())
        .param("language", preference.language().name())
        .param("consent", preference.consent().name())
        .param("preferred", preference.preferred() == null ? null : preference.preferred().name())
        .param("email", vault.encrypt(realm, preference.email(), context(id)))
        .param("at", at.atOffset(ZoneOffset.UTC))
        .update();
  }

  Optional<MessagePack.Night> findNight(RealmId realm) {
    return jdbc.sql("select quiet_from, quiet_to from notice.quiet_hours where realm = :realm")
        .param("realm", realm.value())
        .query(
            (rs, n) ->
                new MessagePack.Night(
                    rs.getObject("quiet_from", java.time.LocalTime.class),
                    rs.getObject("quiet_to", java.time.LocalTime.class)))
        .optional();
  }

  void putNight(RealmId realm, MessagePack.Night night) {
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

  private static String context(UUID id) {
    return "notice.preference.email/" + id;
  }
}

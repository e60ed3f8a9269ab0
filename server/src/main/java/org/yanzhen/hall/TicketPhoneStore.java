package org.yanzhen.hall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/** Numbers that people left with a ticket, to be told when their turn is near; apart from it. */
@Repository
class TicketPhoneStore {

  /** More people than a county's halls hold. */
  private static final int AT_ONCE = 2_000;

  /**
   * A number that was left.
   *
   * @param commandId the command that brought it: its words are erased with the number
   * @param told how often anybody was told of the ticket, at this number or one before
   * @param toldAbout the time this number was told last
   */
  record Left(UUID ticketId, UUID commandId, int told, @Nullable Instant toldAbout) {}

  /**
   * Of whoever was told at least once.
   *
   * @param told which telling of the ticket the last one was
   */
  record Told(String phone, int told, Instant about) {}

  private final JdbcClient jdbc;
  private final Vault vault;

  TicketPhoneStore(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  void put(RealmId realm, UUID ticketId, String phone, UUID commandId, Instant at) {
    jdbc.sql(
            """
            insert into hall.ticket_phone (realm, ticket_id, phone, command_id, left_at)
            values (:realm, :ticket, :phone, :command, :at)
            """)
        .param("realm", realm.value())
        .param("ticket", ticketId)
        .param("phone", vault.encrypt(realm, phone, context(ticketId)))
        .param("command", commandId)
        .param("at", utc(at))
        .update();
  }

  void delete(RealmId realm, UUID ticketId) {
    jdbc.sql("delete from hall.ticket_phone where realm = :realm and ticket_id = :ticket")
        .param("realm", realm.value())
        .param("ticket", ticketId)
        .update();
  }

  Optional<Left> lock(RealmId realm, UUID ticketId) {
    return jdbc.sql(
            """
            select p.ticket_id, p.command_id, t.told, p.told_about from hall.ticket_phone p
            join hall.ticket t on t.realm = p.realm and t.id = p.ticket_id
            where p.realm = :realm and p.ticket_id = :ticket for update of p
            """)
        .param("realm", realm.value())
        .param("ticket", ticketId)
        .query((rs, n) -> left(rs))
        .optional();
  }

  /** What whoever was told was told, and at which number. */
  Optional<Told> find(RealmId realm, UUID ticketId) {
    return jdbc.sql(
            """
            select phone, told, told_about from hall.ticket_phone
            where realm = :realm and ticket_id = :ticket and told > 0
            """)
        .param("realm", realm.value())
        .param("ticket", ticketId)
        .query(
            (rs, n) ->
                new Told(
                    Objects.requireNonNull(
                        vault.decrypt(realm, rs.getBytes("phone"), context(ticketId))),
                    rs.getInt("told"),
                    rs.getObject("told_about", OffsetDateTime.class).toInstant()))
        .optional();
  }

  /** The ticket counts on when its number is taken back and another is left. */
  void told(RealmId realm, UUID ticketId, int times, Instant about) {
    jdbc.sql("update hall.ticket set told = :told where realm = :realm and id = :ticket")
        .param("realm", realm.value())
        .param("ticket", ticketId)
        .param("told", times)
        .update();
    jdbc.sql(
            """
            update hall.ticket_phone set told = :told, told_about = :about
            where realm = :realm and ticket_id = :ticket
            """)
        .param("realm", realm.value())
        .param("ticket", ticketId)
        .param("told", times)
        .param("about", utc(about))
        .update();
  }

  /** Those of these tickets that have a number. */
  List<Left> left(RealmId realm, Collection<UUID> tickets) {
    return jdbc.sql(
            """
            select p.ticket_id, p.command_id, t.told, p.told_about from hall.ticket_phone p
            join hall.ticket t on t.realm = p.realm and t.id = p.ticket_id
            where p.realm = :realm and p.ticket_id = any(:tickets)
            """)
        .param("realm", realm.value())
        .param("tickets", tickets.toArray(UUID[]::new))
        .query((rs, n) -> left(rs))
        .list();
  }

  /** Which of these tickets have a number. */
  Set<UUID> withNumber(RealmId realm, Collection<UUID> tickets) {
    return left(realm, tickets).stream().map(Left::ticketId).collect(Collectors.toSet());
  }

  /** The halls where somebody waits today who left a number. */
  List<UUID> sites(RealmId realm, LocalDate day) {
    return jdbc.sql(
            """
            select distinct t.site_id from hall.ticket_phone p
            join hall.ticket t on t.realm = p.realm and t.id = p.ticket_id
            where p.realm = :realm and t.day = :day limit :limit
            """)
        .param("realm", realm.value())
        .param("day", day)
        .param("limit", AT_ONCE)
        .query(UUID.class)
        .list();
  }

  /** Whose day is over. */
  List<UUID> before(RealmId realm, LocalDate day) {
    return jdbc.sql(
            """
            select p.ticket_id from hall.ticket_phone p
            join hall.ticket t on t.realm = p.realm and t.id = p.ticket_id
            where p.realm = :realm and t.day < :day limit :limit
            """)
        .param("realm", realm.value())
        .param("day", day)
        .param("limit", AT_ONCE)
        .query(UUID.class)
        .list();
  }

  private static Left left(ResultSet rs) throws SQLException {
    OffsetDateTime about = rs.getObject("told_about", OffsetDateTime.class);
    return new Left(
        rs.getObject("ticket_id", UUID.class),
        rs.getObject("command_id", UUID.class),
        rs.getInt("told"),
        about == null ? null : about.toInstant());
  }

  private static String context(UUID ticketId) {
    return "hall.ticket_phone.phone/" + ticketId;
  }

  private static OffsetDateTime utc(Instant instant) {
    return instant.atOffset(ZoneOffset.UTC);
  }
}

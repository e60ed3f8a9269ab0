package org.yanzhen.hall;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanzhen.shared.RealmId;
import org.yanzhen.shared.Vault;

/**
 * Who a message came from, by name or number, and its words where they name them: encrypted and
 * apart, in a row that may be deleted. What stays with the message is without the name.
 */
@Component
class Senders {

  /**
   * A message's words.
   *
   * @param reply the answer it was given elsewhere
   */
  record Words(String subject, String text, @Nullable String reply) {

    Words without(List<String> names) {
      return new Words(
          SenderNames.cut(subject, names),
          SenderNames.cut(text, names),
          reply == null ? null : SenderNames.cut(reply, names));
    }
  }

  /** For a query of {@code hall.intake_item i}: joined, {@link #COLUMNS} are there. */
  static final String JOIN =
      " left join hall.intake_words w on w.realm = i.realm and w.item_id = i.id ";

  static final String COLUMNS =
      "w.sender, w.name, w.subject as whole_subject, w.text as whole_text, w.reply as whole_reply";

  private static final Pattern NUMBER = Pattern.compile("[+]?[0-9][0-9 -]{2,28}");

  /** As the column was called when the first numbers were sealed. */
  private static final String SENDER = "hall.intake_item.requester_phone/";

  private static final String NAME = "hall.intake_words.name/";
  private static final String SUBJECT = "hall.intake_words.subject/";
  private static final String TEXT = "hall.intake_words.text/";
  private static final String REPLY = "hall.intake_words.reply/";
  private static final int AT_ONCE = 200;

  private final JdbcClient jdbc;
  private final Vault vault;

  Senders(JdbcClient jdbc, Vault vault) {
    this.jdbc = jdbc;
    this.vault = vault;
  }

  static boolean isNumber(@Nullable String requester) {
    return requester != null && NUMBER.matcher(requester).matches();
  }

  /**
   * What may stand with the message.
   *
   * @param name who it is, where the sender is a number
   */
  static Words withoutNames(@Nullable String sender, @Nullable String name, Words words) {
    return words
        .without(SenderNames.of(sender, words.subject() + "\n" + words.text()))
        .without(SenderNames.of(name, ""));
  }

  /** Keeps apart who it is from, and the words as they came where something was taken out. */
  void keep(
      RealmId realm,
      UUID item,
      @Nullable String sender,
      @Nullable String name,
      Words words,
      Words kept) {
    if (sender == null && words.equals(kept)) {
      return;
    }
    jdbc.sql(
            """
            insert into hall.intake_words (realm, item_id, sender, name, subject, text, reply)
            values (:realm, :item, :sender, :name, :subject, :text, :reply)
            on conflict (realm, item_id) do update
              set sender = coalesce(excluded.sender, intake_words.sender), subject = excluded.subject,
                text = excluded.text, reply = excluded.reply
            """)
        .param("realm", realm.value())
        .param("item", item)
        .param("sender", vault.encrypt(realm, sender, SENDER + item))
        .param("name", vault.encrypt(realm, name, NAME + item))
        .param("subject", sealed(realm, SUBJECT + item, words.subject(), kept.subject()))
        .param("text", sealed(realm, TEXT + item, words.text(), kept.text()))
        .param("reply", sealed(realm, REPLY + item, words.reply(), kept.reply()))
        .update();
  }

  private byte @Nullable [] sealed(
      RealmId realm, String context, @Nullable String whole, @Nullable String kept) {
    return whole == null || whole.equals(kept) ? null : vault.encrypt(realm, whole, context);
  }

  /** From a row with {@code id} and {@link #COLUMNS}. */
  @Nullable String of(RealmId realm, ResultSet rs) throws SQLException {
    return vault.decrypt(realm, rs.getBytes("sender"), SENDER + rs.getObject("id", UUID.class));
  }

  /** Who it is, where the sender is a number; from a row with {@code id} and {@link #COLUMNS}. */
  @Nullable String nameOf(RealmId realm, ResultSet rs) throws SQLException {
    return vault.decrypt(realm, rs.getBytes("name"), NAME + rs.getObject("id", UUID.class));
  }

  /** The words as they came, from a row with them and {@link #COLUMNS}; for who reads the post. */
  Words whole(RealmId realm, ResultSet rs) throws SQLException {
    UUID item = rs.getObject("id", UUID.class);
    String subject = vault.decrypt(realm, rs.getBytes("whole_subject"), SUBJECT + item);
    String text = vault.decrypt(realm, rs.getBytes("whole_text"), TEXT + item);
    String reply = vault.decrypt(realm, rs.getBytes("whole_reply"), REPLY + item);
    return new Words(
        subject == null ? rs.getString("subject") : subject,
        text == null ? rs.getString("text") : text,
        reply == null ? rs.getString("reply") : reply);
  }

  /**
   * Takes the names out of messages of older releases, a batch at a time; false when there are no
   * more. Their marks are chosen anew, because a name is what is rarest in a message.
   */
  boolean cutOld(RealmId realm) {
    record Old(UUID id, @Nullable String requester, @Nullable String sealed, Words words) {}
    List<Old> old =
        jdbc.sql(
                """
                select i.id, i.requester, i.subject, i.text, i.reply, w.sender from hall.intake_item i %s
                where i.realm = :realm and not i.without_names order by i.id limit :limit for update of i
                """
                    .formatted(JOIN))
            .param("realm", realm.value())
            .param("limit", AT_ONCE)
            .query(
                (rs, n) ->
                    new Old(
                        rs.getObject("id", UUID.class),
                        rs.getString("requester"),
                        of(realm, rs),
                        new Words(
                            rs.getString("subject"), rs.getString("text"), rs.getString("reply"))))
            .list();
    for (Old one : old) {
      String sender = one.requester() == null ? one.sealed() : one.requester();
      Words kept = withoutNames(sender, null, one.words());
      keep(realm, one.id(), sender, null, one.words(), kept);
      jdbc.sql(
              """
              update hall.intake_item set requester = null, subject = :subject, text = :text, reply = :reply,
                without_names = true
              where realm = :realm and id = :id
              """)
          .param("realm", realm.value())
          .param("id", one.id())
          .param("subject", kept.subject())
          .param("text", kept.text())
          .param("reply", kept.reply())
          .update();
      if (!kept.equals(one.words())) {
        jdbc.sql("update hall.marked set known = 0 where realm = :realm and item_id = :id")
            .param("realm", realm.value())
            .param("id", one.id())
            .update();
      }
    }
    return old.size() == AT_ONCE;
  }
}

package org.yanzhen.hall;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanzhen.command.UploadHolder;
import org.yanzhen.shared.RealmId;

/** The recording of a call goes with the call. */
@Component
class Recordings implements UploadHolder {

  private final JdbcClient jdbc;

  Recordings(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<UUID> held(RealmId realm, Collection<UUID> uploads) {
    return Set.copyOf(
        jdbc.sql(
                """
                select distinct audio_id from hall.call
                where realm = :realm and audio_id is not null and audio_id = any(:ids)
                """)
            .param("realm", realm.value())
            .param("ids", uploads.toArray(UUID[]::new))
            .query(UUID.class)
            .list());
  }
}

package org.yanzhen.hall;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanzhen.command.UploadHolder;
import org.yanzhen.shared.RealmId;

/** The picture of an authority goes with the authority. */
@Component
class AuthorityPhotos implements UploadHolder {

  private final JdbcClient jdbc;

  AuthorityPhotos(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<UUID> held(RealmId realm, Collection<UUID> uploads) {
    return Set.copyOf(
        jdbc.sql(
                """
                select distinct photo_id from hall.authority_photo
                where realm = :realm and photo_id = any(:ids)
                """)
            .param("realm", realm.value())
            .param("ids", uploads.toArray(UUID[]::new))
            .query(UUID.class)
            .list());
  }
}

package org.yanzhen.commitment;

import java.util.Collection;
import java.util.Set;
import java.util.UUID;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.yanzhen.command.UploadHolder;
import org.yanzhen.shared.RealmId;

/** The pictures that prove what was promised stay, wherever else they are named. */
@Component
class ProofPictures implements UploadHolder {

  private final JdbcClient jdbc;

  ProofPictures(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Set<UUID> held(RealmId realm, Collection<UUID> uploads) {
    return Set.copyOf(
        jdbc.sql("select * from commitment.holding(:ids)")
            .param("ids", uploads.toArray(UUID[]::new))
            .query(UUID.class)
            .list());
  }
}

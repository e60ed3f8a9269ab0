package org.yanzhen.shared;

import java.sql.SQLException;
import java.sql.Statement;
import javax.sql.DataSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.JdbcTemplate;

/** Every statement goes through one template, which lets {@link Writes} go first. */
@Configuration
class WritesConfiguration {

  @Bean
  JdbcTemplate jdbcTemplate(DataSource dataSource, Writes writes) {
    return new JdbcTemplate(dataSource) {
      @Override
      protected void applyStatementSettings(Statement statement) throws SQLException {
        // The one place all kinds of statements pass before they are carried out.
        writes.flush();
        super.applyStatementSettings(statement);
      }
    };
  }
}

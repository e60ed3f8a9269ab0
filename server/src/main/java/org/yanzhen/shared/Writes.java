package org.yanzhen.shared;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.UncategorizedSQLException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.SqlTypeValue;
import org.springframework.jdbc.core.StatementCreatorUtils;
import org.springframework.jdbc.core.namedparam.MapSqlParameterSource;
import org.springframework.jdbc.core.namedparam.NamedParameterUtils;
import org.springframework.jdbc.core.namedparam.ParsedSql;
import org.springframework.jdbc.datasource.DataSourceUtils;
import org.springframework.jdbc.support.SQLExceptionTranslator;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;

/**
 * Writes whose outcome nobody waits for: kept back within the transaction and sent together, so
 * that an order's contact, history, message and command cost one journey to the database instead of
 * four.
 *
 * <p>Nothing can be seen of it: before any other statement of the transaction, and before it
 * commits, what was kept back is written, in the order it was asked for. An error that only the
 * database finds (a constraint) then shows at that moment, and rolls the transaction back as ever.
 */
@Component
public class Writes {

  private record Write(String sql, @Nullable Object[] values) {}

  private record Parsed(ParsedSql named, String sql) {}

  /** What one transaction has kept back. */
  private final class Kept implements TransactionSynchronization {
    private final List<Write> writes = new ArrayList<>();

    /** After all others: with what is left the transaction is committed. */
    @Override
    public int getOrder() {
      return LOWEST_PRECEDENCE;
    }

    @Override
    public void beforeCommit(boolean readOnly) {
      Writes.this.flush(true);
    }

    @Override
    public void afterCompletion(int status) {
      TransactionSynchronizationManager.unbindResourceIfPossible(Writes.this);
    }
  }

  private final DataSource dataSource;
  private final SQLExceptionTranslator translator;
  private final Map<String, Parsed> parsed = new ConcurrentHashMap<>();

  Writes(DataSource dataSource) {
    this.dataSource = dataSource;
    this.translator = new JdbcTemplate(dataSource).getExceptionTranslator();
  }

  /**
   * Keeps an insert, update or delete back. The text is one of a few fixed ones, never put together
   * from values.
   */
  public void later(String sql, Map<String, ? extends @Nullable Object> params) {
    if (!TransactionSynchronizationManager.isSynchronizationActive()) {
      throw new IllegalStateException("outside a transaction nothing is kept back");
    }
    Kept kept = (Kept) TransactionSynchronizationManager.getResource(this);
    if (kept == null) {
      kept = new Kept();
      TransactionSynchronizationManager.bindResource(this, kept);
      TransactionSynchronizationManager.registerSynchronization(kept);
    }
    Parsed statement = parsed.computeIfAbsent(sql, Writes::parse);
    kept.writes.add(
        new Write(
            statement.sql(),
            NamedParameterUtils.buildValueArray(
                statement.named(), new MapSqlParameterSource(params), null)));
  }

  /** Writes what was kept back. */
  void flush() {
    flush(false);
  }

  /**
   * @param last whether the transaction ends with it: its commit goes in the same journey. If a
   *     write fails, PostgreSQL skips what was sent after it, the commit too; if all went well, the
   *     manager's own commit finds nothing left to do.
   */
  private void flush(boolean last) {
    Kept kept = (Kept) TransactionSynchronizationManager.getResource(this);
    if (kept == null || kept.writes.isEmpty()) {
      return;
    }
    List<Write> writes = List.copyOf(kept.writes);
    kept.writes.clear();
    // PostgreSQL's driver sends statements divided by semicolons in one go, each prepared by
    // itself.
    String sql =
        writes.stream()
            .map(Write::sql)
            .collect(Collectors.joining(";\n", "", last ? ";\ncommit" : ""));
    Connection connection = DataSourceUtils.getConnection(dataSource);
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      int place = 0;
      for (Write write : writes) {
        for (Object value : write.values()) {
          StatementCreatorUtils.setParameterValue(
              statement, ++place, SqlTypeValue.TYPE_UNKNOWN, value);
        }
      }
      statement.execute();
    } catch (SQLException e) {
      DataAccessException translated = translator.translate("write", sql, e);
      throw translated == null ? new UncategorizedSQLException("write", sql, e) : translated;
    } finally {
      DataSourceUtils.releaseConnection(connection, dataSource);
    }
  }

  private static Parsed parse(String sql) {
    ParsedSql named = NamedParameterUtils.parseSqlStatement(sql.strip());
    return new Parsed(named, NamedParameterUtils.substituteNamedParameters(named, null));
  }
}

package org.yanzhen.shared;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.ConnectionHolder;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.stereotype.Component;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The only way to the operational tables: a transaction that has told the database its realm.
 *
 * <p>Row-level security compares every row's realm with the setting made here; a statement outside
 * such a transaction sees nothing. {@code SET LOCAL} travels with {@code BEGIN} in one round trip
 * and ends with the transaction, so a pooled connection never carries a realm over.
 */
@Component
public class RealmTransactions {

  private static final ScopedValue<RealmId> REALM = ScopedValue.newInstance();

  private final TransactionTemplate writing;
  private final TransactionTemplate reading;

  RealmTransactions(Manager manager) {
    this.writing = new TransactionTemplate(manager);
    this.reading = new TransactionTemplate(manager);
    this.reading.setReadOnly(true);
  }

  /** Runs work in a transaction of the realm; joins one that is already open for the same realm. */
  public <T> T write(RealmId realm, Supplier<T> work) {
    return in(writing, realm, work);
  }

  /** As {@link #write}, read-only. */
  public <T> T read(RealmId realm, Supplier<T> work) {
    return in(reading, realm, work);
  }

  /**
   * Runs something that may only follow what is committed, such as filling or clearing a cache: at
   * once when no transaction is open, never when the open one rolls back.
   */
  public static void afterCommit(Runnable work) {
    if (!TransactionSynchronizationManager.isActualTransactionActive()) {
      work.run();
      return;
    }
    TransactionSynchronizationManager.registerSynchronization(
        new TransactionSynchronization() {
          @Override
          public void afterCommit() {
            work.run();
          }
        });
  }

  private static <T> T in(TransactionTemplate template, RealmId realm, Supplier<T> work) {
    if (TransactionSynchronizationManager.isActualTransactionActive()) {
      if (!REALM.isBound() || !REALM.get().equals(realm)) {
        throw new IllegalStateException("a transaction of another realm is open");
      }
      return work.get();
    }
    return ScopedValue.where(REALM, realm).call(() -> template.execute(status -> work.get()));
  }

  /** Spring's own manager, plus the realm. */
  @Component("transactionManager")
  public static class Manager extends JdbcTransactionManager {

    Manager(DataSource dataSource) {
      super(dataSource);
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
      super.doBegin(transaction, definition);
      if (!REALM.isBound()) {
        return;
      }
      ConnectionHolder holder =
          (ConnectionHolder) TransactionSynchronizationManager.getResource(obtainDataSource());
      if (holder == null) {
        throw new IllegalStateException("no connection was bound");
      }
      Connection connection = holder.getConnection();
      try (Statement statement = connection.createStatement()) {
        // The realm is a checked int: nothing to escape.
        statement.execute("set local yanzhen.realm = '" + REALM.get().value() + "'");
      } catch (SQLException e) {
        doCleanupAfterCompletion(transaction);
        throw translateException("set realm", e);
      }
    }
  }
}

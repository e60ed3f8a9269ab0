package org.yanzhen.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.yanzhen.access.ApiClient;
import org.yanzhen.access.ApiClient.Account;
import org.yanzhen.demo.DemoCounty.DemoAccount;
import org.yanzhen.shared.RealmId;

/**
 * The people of the county, each signed in once.
 *
 * @param workers by the id of the person
 */
record Company(Account clerk, Account dispatcher, Map<UUID, Account> workers) {

  static Company signIn(ApiClient client, RealmId realm, List<DemoAccount> accounts) {
    Map<String, List<Account>> byRole = new HashMap<>();
    try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
      Map<DemoAccount, Future<Account>> signing = new HashMap<>();
      for (DemoAccount account : accounts) {
        // Log-ins of a throw-away county carry its number.
        String login = account.login() + "-" + realm;
        signing.put(account, threads.submit(() -> client.signIn(login, account.password())));
      }
      signing.forEach(
          (account, signed) ->
              byRole.computeIfAbsent(account.role(), role -> new ArrayList<>()).add(get(signed)));
    }
    Map<UUID, Account> workers = new HashMap<>();
    for (Account account : byRole.getOrDefault("WORKER", List.of())) {
      workers.put(UUID.fromString(account.session().required("personId").asString()), account);
    }
    return new Company(
        byRole.getOrDefault("CLERK", List.of()).getFirst(),
        byRole.getOrDefault("DISPATCHER", List.of()).getFirst(),
        Map.copyOf(workers));
  }

  private static Account get(Future<Account> signed) {
    try {
      return signed.get();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

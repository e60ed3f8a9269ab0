package org.yanzhen.replay;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
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
record Company(
    Account clerk, Account dispatcher, Account administrator, Map<UUID, Account> workers) {

  /** As many at once as the house compares passwords without making anybody wait too long. */
  private static final int AT_ONCE = 2;

  static Company signIn(ApiClient client, RealmId realm, List<DemoAccount> accounts) {
    Map<String, List<Account>> byRole = new HashMap<>();
    // Log-ins of a throw-away county carry its number.
    List<Account> signed =
        signInAll(
            client,
            accounts.stream()
                .map(account -> new Crowd.Member(account.login() + "-" + realm, account.password()))
                .toList());
    for (int i = 0; i < accounts.size(); i++) {
      byRole.computeIfAbsent(accounts.get(i).role(), role -> new ArrayList<>()).add(signed.get(i));
    }
    Company company =
        new Company(
            byRole.getOrDefault("CLERK", List.of()).getFirst(),
            byRole.getOrDefault("DISPATCHER", List.of()).getFirst(),
            byRole.getOrDefault("ADMINISTRATOR", List.of()).getFirst(),
            new ConcurrentHashMap<>());
    company.join(byRole.getOrDefault("WORKER", List.of()));
    return company;
  }

  void signInMore(ApiClient client, List<Crowd.Member> members) {
    join(signInAll(client, members));
  }

  /** Everybody who has signed in. */
  List<Account> all() {
    List<Account> all = new ArrayList<>(List.of(clerk, dispatcher, administrator));
    all.addAll(workers.values());
    return all;
  }

  private void join(List<Account> accounts) {
    for (Account account : accounts) {
      workers.put(personOf(account), account);
    }
  }

  static UUID personOf(Account account) {
    return UUID.fromString(account.session().required("personId").asString());
  }

  private static List<Account> signInAll(ApiClient client, List<Crowd.Member> members) {
    try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
      List<Future<Account>> signing =
          members.stream()
              .map(one -> threads.submit(() -> client.signIn(one.login(), one.password())))
              .toList();
      List<Account> accounts = new ArrayList<>();
      for (Future<Account> signed : signing) {
        accounts.add(signed.get());
      }
      return accounts;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}

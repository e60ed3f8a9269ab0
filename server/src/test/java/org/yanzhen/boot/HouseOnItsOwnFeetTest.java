package org.yanzhen.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yanzhen.shared.Ids;
import org.yanzhen.support.Api;
import org.yanzhen.support.County;
import org.yanzhen.support.RunningServer;
import org.yanzhen.support.RunningServer.Ended;
import org.yanzhen.support.Sql;

/** The product as its own process: killed, restarted, refused. */
class HouseOnItsOwnFeetTest {

  @TempDir Path folder;

  @Test
  void whatWasAcknowledgedSurvivesAHardKillAndSilenceIsStillHeardAfterwards() throws Exception {
    Path data = folder.resolve("kept");
    UUID order = Ids.next();
    String number;
    try (RunningServer first = RunningServer.start(data)) {
      Api clerk = Api.signIn(first.address(), "clerk", County.PASSWORD);
      int village =
          clerk.get("/api/divisions?level=VILLAGE&limit=1").body().get(0).get("id").asInt();
      Api.Answer placed =
          clerk.command(
              "order.place",
              Map.of(
                  "orderId",
                  order,
                  "kind",
                  "public-facility",
                  "text",
                  "水管漏水",
                  "divisionId",
                  village,
                  "source",
                  "CALL",
                  "fields",
                  Map.of("facility", "water")));
      assertThat(placed.isDone()).as(placed.toString()).isTrue();
      number = placed.text("result.number");
      Api dispatcher = Api.signIn(first.address(), "dispatcher", County.PASSWORD);
      dispatcher.command("dispatch.open", Map.of("orderId", order));
      Api worker = Api.signIn(first.address(), "worker2", County.PASSWORD);
      assertThat(worker.command("dispatch.claim", Map.of("orderId", order)).isDone()).isTrue();
      // The lease ends while nobody is there to notice.
      first
          .database()
          .sql("update orders.orders set lease_until = now() + interval '1 second' where id = :id")
          .param("id", order)
          .update();
      first
          .database()
          .sql("update orders.timer set due_at = now() + interval '1 second' where order_id = :id")
          .param("id", order)
          .update();
      first.killHard();
    }
    try (RunningServer second = RunningServer.start(data)) {
      assertThat(second.lines()).anyMatch(line -> line.contains("earlier run left behind"));
      Api clerk = Api.signIn(second.address(), "clerk", County.PASSWORD);
      assertThat(clerk.get("/api/orders/" + order).text("card.number")).isEqualTo(number);
      // Its own job hears the silence, in its own time.
      await()
          .atMost(Duration.ofSeconds(30))
          .untilAsserted(
              () ->
                  assertThat(clerk.get("/api/orders/" + order).text("card.state"))
                      .isEqualTo("OPEN"));

      Ended again = RunningServer.run("up", "--data", data.toString(), "--port", "0");
      assertThat(again.status()).isEqualTo(1);
      assertThat(again.lines())
          .singleElement()
          .asString()
          .contains("already running")
          .contains(second.address());
      second.stop();
      assertThat(second.leavesNothingRunning()).isTrue();
    }
    Ended verified = RunningServer.run("verify", "--data", data.toString());
    assertThat(verified.status()).as(verified.toString()).isZero();
    assertThat(verified.lines()).anyMatch(line -> line.contains("sealed and whole"));
  }

  @Test
  void anEnvironmentTalksItOutOfNeitherItsDatabaseNorThisMachine() throws Exception {
    try (RunningServer server =
        RunningServer.start(
            folder.resolve("set"),
            Map.of(
                "SPRING_DATASOURCE_URL",
                "jdbc:postgresql://127.0.0.1:1/elsewhere",
                "SERVER_ADDRESS",
                "0.0.0.0"))) {
      String port = server.address().replaceAll(".*:", "");
      // Everybody's address would answer here too; this machine's own one does not.
      assertThat(
              org.assertj.core.api.Assertions.catchThrowable(
                  () -> new java.net.Socket("127.0.0.2", Integer.parseInt(port)).close()))
          .isInstanceOf(IOException.class);
      server.stop();
    }
  }

  @Test
  void theFolderIsItsOwnersAloneAndAStrangersDatabaseIsLeftRunning() throws Exception {
    Path data = folder.resolve("own");
    try (RunningServer first = RunningServer.start(data)) {
      for (String inside : List.of("", "files", "keys", "runtime", "postgres")) {
        assertThat(permissions(data.resolve(inside))).as(inside).isEqualTo("rwx------");
      }
      for (String inside : List.of("postgres.log", "secrets.properties", "keys/master.json")) {
        assertThat(permissions(data.resolve(inside))).as(inside).isEqualTo("rw-------");
      }
      assertThat(data.resolve("initdb.password")).doesNotExist();
      first.stop();
    }
    // After a reboot the number in the file may be that of somebody else's PostgreSQL.
    long stranger = TestHouse.databaseProcess();
    Files.writeString(
        data.resolve("postgres/postmaster.pid"),
        "%d\n%s\n1700000000\n".formatted(stranger, data.resolve("postgres")));
    Files.setPosixFilePermissions(data, PosixFilePermissions.fromString("rwxr-xr-x"));
    try (RunningServer second = RunningServer.start(data)) {
      assertThat(second.lines()).noneMatch(line -> line.contains("earlier run left behind"));
      assertThat(ProcessHandle.of(stranger).filter(ProcessHandle::isAlive)).isPresent();
      assertThat(permissions(data)).isEqualTo("rwx------");
      second.stop();
    }
  }

  @Test
  void nothingIsNotVerified() {
    Path mistyped = folder.resolve("mistyped");

    Ended ended = RunningServer.run("verify", "--data", mistyped.toString());

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.lines()).singleElement().asString().contains("no database in " + mistyped);
    assertThat(mistyped).doesNotExist();
  }

  @Test
  void howTheWayToTheDatabaseIsSecuredIsNotDropped() {
    String[] owner = TestHouse.superuser();

    Ended ended =
        RunningServer.run(
            "up",
            "--data",
            folder.resolve("s").toString(),
            "--port",
            "0",
            "--db",
            owner[0] + "?user=" + owner[1] + "&sslmode=require&password=" + owner[2]);

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.lines())
        .singleElement()
        .asString()
        .contains("SSL")
        .doesNotContain(owner[2])
        .doesNotContain("sslmode");
  }

  @Test
  void anOccupiedPortIsSaidInOneLine() throws Exception {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Ended ended =
          RunningServer.run(
              "up",
              "--data",
              folder.resolve("p").toString(),
              "--port",
              Integer.toString(taken.getLocalPort()));

      assertThat(ended.status()).isEqualTo(1);
      assertThat(ended.lines())
          .singleElement()
          .asString()
          .contains("Port " + taken.getLocalPort() + " is taken");
    }
  }

  @Test
  void aFolderOfANewerVersionIsLeftAlone() throws Exception {
    Path data = Files.createDirectories(folder.resolve("newer"));
    Files.writeString(data.resolve("yanzhen.properties"), "format=99\n");

    Ended ended = RunningServer.run("up", "--data", data.toString(), "--port", "0");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.lines()).singleElement().asString().contains("newer Yanzhen");
  }

  @Test
  void anUnreachableDatabaseIsSaidInOneLine() {
    Ended ended =
        RunningServer.run(
            "up",
            "--data",
            folder.resolve("x").toString(),
            "--port",
            "0",
            "--db",
            "jdbc:postgresql://127.0.0.1:1/yanzhen?user=a&password=b");

    assertThat(ended.status()).isEqualTo(1);
    assertThat(ended.lines()).singleElement().asString().contains("cannot be used");
  }

  @Test
  void aDatabaseThatCannotSearchChineseIsRefusedAndAGoodOneServes() {
    String[] owner = TestHouse.superuser();
    var admin = Sql.client(owner);
    admin.sql("create database deaf template template0 locale 'C'").update();
    admin.sql("create database elsewhere template template0 locale 'C.UTF-8'").update();
    String address =
        owner[0].replaceAll("/[^/]*$", "/%s") + "?user=" + owner[1] + "&password=" + owner[2];

    Ended deaf =
        RunningServer.run(
            "up",
            "--data",
            folder.resolve("d").toString(),
            "--port",
            "0",
            "--db",
            address.formatted("deaf"));
    Ended elsewhere =
        RunningServer.run(
            "verify",
            "--data",
            folder.resolve("e").toString(),
            "--db",
            address.formatted("elsewhere"));

    assertThat(deaf.status()).isEqualTo(1);
    assertThat(deaf.lines())
        .singleElement()
        .asString()
        .contains("not safe to serve from")
        .contains("no trigrams");
    // It serves, so what it lacks is said: a county that could be verified.
    assertThat(elsewhere.status()).as(elsewhere.toString()).isEqualTo(1);
    assertThat(elsewhere.lines()).last().asString().contains("no realm");
  }

  private static String permissions(Path path) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
  }
}

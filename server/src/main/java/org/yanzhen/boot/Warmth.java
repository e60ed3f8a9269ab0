package org.yanzhen.boot;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;

/** Walks the usual first pages once, so that the AOT cache learns what a start needs. */
final class Warmth {

  private Warmth() {}

  static void touch(String address) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      for (String page : List.of("/", "/ask", "/api/about", "/desk/", "/field/")) {
        client.send(
            HttpRequest.newBuilder(URI.create(address + page)).build(),
            HttpResponse.BodyHandlers.discarding());
      }
    } catch (IOException e) {
      throw new StartFailure("The first pages do not answer: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}

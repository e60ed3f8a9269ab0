package org.yanzhen.door;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A villager's browser without script: follows links, fills in forms, keeps cookies. */
final class Visitor {

  /** Up to the end of a tag; a value in quotes may hold the sign that ends it. */
  private static final String REST = "((?:[^>\"]|\"[^\"]*\")*)>";

  private static final Pattern INPUT = Pattern.compile("<(input|textarea|select)\\b" + REST);
  private static final Pattern OPTION = Pattern.compile("<option\\b" + REST);

  /** A page as it came. */
  record Page(int status, String path, String html, Map<String, List<String>> headers) {

    int weight() {
      return html.getBytes(StandardCharsets.UTF_8).length;
    }

    boolean has(String mark) {
      return html.contains("data-test=\"" + mark + "\"");
    }

    /** What the element with this mark says, tags left out. */
    String text(String mark) {
      Matcher matcher =
          Pattern.compile(
                  "<(\\w+)[^>]*data-test=\"" + Pattern.quote(mark) + "\"[^>]*>(.*?)</\\1>",
                  Pattern.DOTALL)
              .matcher(html);
      return matcher.find() ? plain(matcher.group(2)) : "";
    }

    /** Where the link with this mark leads. */
    String link(String mark) {
      for (String tag : tags("a")) {
        if (tag.contains("data-test=\"" + mark + "\"")) {
          return attribute(tag, "href").orElseThrow();
        }
      }
      throw new AssertionError("no link " + mark + " at " + path);
    }

    Optional<String> attributeOf(String mark, String name) {
      Matcher matcher =
          Pattern.compile("<\\w+([^>]*data-test=\"" + mark + "\"[^>]*)>").matcher(html);
      return matcher.find() ? attribute(matcher.group(1), name) : Optional.empty();
    }

    private List<String> tags(String name) {
      List<String> tags = new ArrayList<>();
      Matcher matcher = Pattern.compile("<" + name + "\\b" + REST).matcher(html);
      while (matcher.find()) {
        tags.add(matcher.group(1));
      }
      return tags;
    }

    /** The values the page's form with method post would send as it stands. */
    Map<String, String> form() {
      int start = html.indexOf("method=\"post\"");
      if (start < 0) {
        throw new AssertionError("no form at " + path);
      }
      String form = html.substring(start, html.indexOf("</form>", start));
      Map<String, String> values = new LinkedHashMap<>();
      Matcher matcher = INPUT.matcher(form);
      while (matcher.find()) {
        String tag = matcher.group(2);
        String name = attribute(tag, "name").orElse("");
        boolean radio = tag.contains("type=\"radio\"");
        if (name.isEmpty()
            || tag.contains("type=\"file\"")
            || (radio && !tag.contains(" checked"))) {
          continue;
        }
        values.put(
            name,
            switch (matcher.group(1)) {
              case "textarea" ->
                  plain(form.substring(matcher.end(), form.indexOf("</textarea>", matcher.end())));
              case "select" ->
                  selected(form.substring(matcher.end(), form.indexOf("</select>", matcher.end())));
              default -> attribute(tag, "value").orElse("");
            });
      }
      return values;
    }

    String action() {
      Matcher matcher = Pattern.compile("<form[^>]*method=\"post\"[^>]*>").matcher(html);
      return matcher.find() ? attribute(matcher.group(), "action").orElseThrow() : "";
    }

    private static String selected(String options) {
      String first = "";
      Matcher option = OPTION.matcher(options);
      while (option.find()) {
        String value = attribute(option.group(1), "value").orElse("");
        if (option.group(1).contains(" selected")) {
          return value;
        }
        first = first.isEmpty() ? value : first;
      }
      return first;
    }

    private static Optional<String> attribute(String tag, String name) {
      Matcher matcher = Pattern.compile("\\b" + name + "=\"([^\"]*)\"").matcher(tag);
      return matcher.find() ? Optional.of(plain(matcher.group(1))) : Optional.empty();
    }

    static String plain(String html) {
      return html.replaceAll("<[^>]*>", "")
          .replace("&lt;", "<")
          .replace("&gt;", ">")
          .replace("&#34;", "\"")
          .replace("&#39;", "'")
          .replace("&amp;", "&")
          .strip();
    }
  }

  private final String address;
  private final HttpClient http =
      HttpClient.newBuilder()
          .localAddress(network())
          .cookieHandler(new CookieManager())
          .followRedirects(HttpClient.Redirect.NORMAL)
          .build();

  Visitor(String address) {
    this.address = address;
  }

  /** Each from a network of their own, or one test's knocking would shut out the next. */
  private static InetAddress network() {
    ThreadLocalRandom random = ThreadLocalRandom.current();
    return InetAddress.ofLiteral(
        "127.%d.%d.1".formatted(random.nextInt(1, 255), random.nextInt(1, 255)));
  }

  Page open(String path) {
    return send(HttpRequest.newBuilder(URI.create(address + path)).build());
  }

  /** Reads on in the list of what can be asked until this kind stands there, and opens it. */
  Page choose(Page kinds, String code) {
    Page page = kinds;
    while (!page.has("kind-" + code)) {
      page = open(page.link("more-kinds"));
    }
    return open(page.link("kind-" + code));
  }

  /** Presses the page's button, with some inputs filled in. */
  Page submit(Page page, Map<String, String> filled) {
    return post(page.action(), merged(page, filled));
  }

  Page post(String path, Map<String, String> values) {
    StringBuilder body = new StringBuilder();
    values.forEach(
        (name, value) -> body.append(encode(name)).append('=').append(encode(value)).append('&'));
    return send(
        HttpRequest.newBuilder(URI.create(address + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body.toString()))
            .build());
  }

  /** As {@link #submit}, with photos. */
  Page submit(Page page, Map<String, String> filled, byte[]... photos) {
    List<Map.Entry<String, byte[]>> files = new ArrayList<>();
    for (byte[] photo : photos) {
      files.add(Map.entry("photos", photo));
    }
    return submit(page, filled, files);
  }

  /** As {@link #submit}, with files at inputs of any name. */
  Page submit(Page page, Map<String, String> filled, List<Map.Entry<String, byte[]>> files) {
    String boundary = "----yanzhen";
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    merged(page, filled)
        .forEach(
            (name, value) ->
                part(
                    body,
                    boundary,
                    "name=\"" + name + "\"",
                    value.getBytes(StandardCharsets.UTF_8)));
    for (Map.Entry<String, byte[]> file : files) {
      part(
          body, boundary, "name=\"" + file.getKey() + "\"; filename=\"../a.jpg\"", file.getValue());
    }
    body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return send(
        HttpRequest.newBuilder(URI.create(address + page.action()))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray()))
            .build());
  }

  private static Map<String, String> merged(Page page, Map<String, String> filled) {
    Map<String, String> values = new LinkedHashMap<>(page.form());
    values.putAll(filled);
    return values;
  }

  private static void part(
      ByteArrayOutputStream body, String boundary, String disposition, byte[] value) {
    String head =
        "--" + boundary + "\r\nContent-Disposition: form-data; " + disposition + "\r\n\r\n";
    body.writeBytes(head.getBytes(StandardCharsets.UTF_8));
    body.writeBytes(value);
    body.writeBytes("\r\n".getBytes(StandardCharsets.UTF_8));
  }

  private Page send(HttpRequest request) {
    try {
      HttpResponse<String> response = http.send(request, HttpResponse.BodyHandlers.ofString());
      String path = response.uri().getPath();
      String query = response.uri().getRawQuery();
      return new Page(
          response.statusCode(),
          query == null ? path : path + "?" + query,
          response.body(),
          response.headers().map());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static String encode(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}

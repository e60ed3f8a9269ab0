package org.yanzhen;

import org.springframework.boot.SpringApplication;

/**
 * What the build starts to learn which beans there are: the application without its house, since
 * nothing is opened while a jar is made. Nobody runs it otherwise.
 */
public final class AheadOfTime {

  private AheadOfTime() {}

  public static void main(String[] args) {
    SpringApplication.run(Yanzhen.class, args);
  }
}

package org.yanzhen.boot;

import java.time.Clock;
import java.time.InstantSource;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What belongs to no room. */
@Configuration
class HouseConfiguration {

  /** The one clock; tests put a movable one in its place. */
  @Bean
  InstantSource clock() {
    return Clock.systemUTC();
  }
}

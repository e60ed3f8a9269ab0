package org.yanzhen;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.security.autoconfigure.UserDetailsServiceAutoConfiguration;
import org.springframework.modulith.Modulithic;
import org.yanzhen.boot.CommandLine;

/**
 * Yanzhen: a village asks, the right person comes. The rooms are the packages beside this class.
 */
@SpringBootApplication(exclude = UserDetailsServiceAutoConfiguration.class)
@Modulithic(systemName = "Yanzhen", sharedModules = "shared")
public class Yanzhen {

  /** The launcher's sub-commands; see {@code ./yanzhen --help}. */
  public static void main(String[] args) {
    // Until the application has set its own levels, libraries are silent: the database starts
    // before it.
    LoggingSystem.get(Yanzhen.class.getClassLoader()).beforeInitialize();
    SpringApplication spring = new SpringApplication(Yanzhen.class);
    // What the build has found out bears this name.
    spring.setMainApplicationClass(AheadOfTime.class);
    System.exit(CommandLine.run(spring, args));
  }
}

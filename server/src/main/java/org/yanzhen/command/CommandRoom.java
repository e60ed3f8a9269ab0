package org.yanzhen.command;

/**
 * A room that has commands: a package-private component that declares each type with its record,
 * roles and handler.
 */
public interface CommandRoom {
  void declare(CommandTypes types);
}

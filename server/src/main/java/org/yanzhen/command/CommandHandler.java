package org.yanzhen.command;

/**
 * Carries one command type out, inside the gate's transaction. May run twice for one command; its
 * effect stays once.
 */
@FunctionalInterface
public interface CommandHandler<C extends Record> {
  CommandResult handle(C command, CommandContext context);
}

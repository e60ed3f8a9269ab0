import type { ThreadEntry } from '@yanzhen/shared/api'

/** Newest first: the present is what one comes for. */
export function newestFirst(thread: readonly ThreadEntry[]): ThreadEntry[] {
  return [...thread].sort((a, b) => b.version - a.version)
}

/** Nobody decided this: a timer ran out. */
export function isSystem(entry: ThreadEntry): boolean {
  return entry.actor.role === 'SYSTEM' || entry.type.endsWith('.lapse')
}

/** A requester acts under the receipt and has no name here. */
export function actorName(entry: ThreadEntry): string | undefined {
  return entry.actor.name || undefined
}

/** A reason somebody gave, or the code of one that can be worded; bare codes of the machinery are not shown. */
export function reasonIn(entry: ThreadEntry, words: Record<string, string>): string | undefined {
  if (!entry.reason) return undefined
  return words[entry.reason] ?? (/^[A-Z_]+$/.test(entry.reason) ? undefined : entry.reason)
}

/** A phone that was out of reach sends later what was written then. */
const DELAY_WORTH_SAYING = 10 * 60_000

export function arrivedLate(entry: ThreadEntry): boolean {
  return Boolean(entry.recordedAt) && Date.parse(entry.at) - Date.parse(entry.recordedAt!) > DELAY_WORTH_SAYING
}

/** What happened after the version somebody had before their eyes. */
export function entriesSince(thread: readonly ThreadEntry[], version: number): ThreadEntry[] {
  return thread.filter((entry) => entry.version > version)
}

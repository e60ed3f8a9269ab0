import type { DeclineReason } from '@yanzhen/shared/api'

/** Each reason the server takes, once: one that is added there does not compile here until it is added too. */
const all: Record<DeclineReason, true> = { BUSY: true, FAR: true, SKILL: true, AWAY: true, NOT_OURS: true, OTHER: true }

/** Why somebody does not go, in the order they are offered; the last asks for words. */
export const declineReasons = Object.keys(all) as DeclineReason[]

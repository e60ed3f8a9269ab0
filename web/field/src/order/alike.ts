import type { AlikeNearby, TakenDown, Uuid } from '@yanzhen/shared/api'
import type { Timers } from '../platform/time'
import type { Draft } from './drafts'

/** Long enough that not every key asks, short enough to be there when the sentence ends. */
const PAUSE_MS = 700
const FEWEST_LETTERS = 4

/** What is compared with open orders; nothing before kind, place and words are given, written or spoken. */
export function takenDown({ text, placing }: Draft, spoken: boolean): TakenDown | undefined {
  const words = text.trim()
  if (!placing?.kind || !placing.division || (words.length < FEWEST_LETTERS && !spoken)) return undefined
  return { kind: placing.kind, divisionId: placing.division.id, urgency: placing.urgency, text: words || undefined }
}

/** Those nobody has said are another matter. */
export function notApart(found: readonly AlikeNearby[], apart: readonly Uuid[] = []): AlikeNearby[] {
  return found.filter(({ id }) => !apart.includes(id))
}

/** By its words where those may be read, else by what was chosen, which anybody may know. */
export const nameOf = ({ title, what }: Pick<AlikeNearby, 'title' | 'what'>, and: string) => title ?? what.join(and)

/** Its title where that says more than how its words begin, which stand below it. */
export function titleOf({ title, text }: Pick<AlikeNearby, 'title' | 'text'>): string | undefined {
  return text?.startsWith(title?.replace(/…$/, '') ?? '') ? undefined : title
}

/** Whole kilometres; nothing in the same village, or where the way is not known. */
export function kilometres({ metres }: Pick<AlikeNearby, 'metres'>): number | undefined {
  return metres == null ? undefined : Math.round(metres / 1_000)
}

/**
 * Looks for open orders alike to what is being taken down. It helps where there is network and is silent where there is none: nothing
 * waits for it.
 */
export class AlikeFinder {
  private asked: TakenDown | undefined
  private timer: number | undefined
  private underWay: AbortController | undefined

  constructor(
    private readonly ask: (taken: TakenDown, signal: AbortSignal) => Promise<{ alike: AlikeNearby[] }>,
    private readonly timers: Timers,
    private readonly show: (found: AlikeNearby[]) => void,
  ) {}

  /** Undefined: there is nothing to look for, or no network. */
  look(taken: TakenDown | undefined) {
    const before = this.asked
    this.asked = taken
    this.stop()
    // While somebody goes on writing, what was found stays; of another kind or village it is wrong at once.
    if (!taken || before?.kind !== taken.kind || before.divisionId !== taken.divisionId) this.show([])
    if (taken) this.timer = this.timers.set(() => void this.load(taken), PAUSE_MS)
  }

  stop() {
    if (this.timer !== undefined) this.timers.clear(this.timer)
    this.timer = undefined
    this.underWay?.abort()
    this.underWay = undefined
  }

  private async load(taken: TakenDown) {
    const mine = (this.underWay = new AbortController())
    const { alike } = await this.ask(taken, mine.signal).catch(() => ({ alike: [] }))
    if (this.underWay === mine) this.show(alike)
  }
}

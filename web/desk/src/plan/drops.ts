import type { PersonDay, TryView, Unplanned, Uuid, VisitView } from '@yanzhen/shared/api'
import { MINUTE } from './timeline'

/** Where something held would go: after so many of that person's other visits. */
export interface Target {
  personId: Uuid
  index: number
}

/** Something taken up, from somebody's day or from the tray. */
export interface Held {
  orderId: Uuid
  from?: Target
}

/** Why a visit stays where it is, or nothing. */
export type Fixed = 'hidden' | 'done' | 'begun'

export function fixed(visit: VisitView): Fixed | undefined {
  if (visit.hidden) return 'hidden'
  if (visit.done) return 'done'
  if (visit.begun) return 'begun'
  return undefined
}

export function othersOf(person: PersonDay, orderId: Uuid): VisitView[] {
  return person.visits.filter((visit) => visit.orderId !== orderId)
}

/** Nothing goes before what has been done or begun. */
export function firstPlace(person: PersonDay, orderId: Uuid): number {
  const others = othersOf(person, orderId)
  return others.findLastIndex((visit) => visit.done || visit.begun) + 1
}

export function clamped(person: PersonDay, orderId: Uuid, index: number): number {
  return Math.min(Math.max(index, firstPlace(person, orderId)), othersOf(person, orderId).length)
}

export function held(people: readonly PersonDay[], orderId: Uuid): Held {
  for (const person of people) {
    const index = person.visits.findIndex((visit) => visit.orderId === orderId)
    if (index >= 0) return { orderId, from: { personId: person.personId, index } }
  }
  return { orderId }
}

export function sameTarget(a: Target | undefined, b: Target | undefined): boolean {
  return a?.personId === b?.personId && a?.index === b?.index
}

/** Where an arrow key leads from a target; undefined where it leads nowhere. */
export function stepped(
  people: readonly PersonDay[],
  what: Held,
  at: Target,
  key: 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown',
): Target | undefined {
  const row = people.findIndex((person) => person.personId === at.personId)
  const person = people[row]
  if (!person) return undefined
  if (key === 'ArrowLeft' || key === 'ArrowRight') {
    const index = clamped(person, what.orderId, at.index + (key === 'ArrowLeft' ? -1 : 1))
    return index === at.index ? undefined : { personId: at.personId, index }
  }
  const next = people[row + (key === 'ArrowUp' ? -1 : 1)]
  if (!next) return undefined
  // To the place of about the same hour, so that a way down and up again ends where it began.
  const others = othersOf(person, what.orderId)
  const hour = others[at.index]?.startsAt ?? (others.length ? others.at(-1)!.endsAt : undefined)
  const index =
    next.personId === what.from?.personId
      ? what.from.index
      : hour === undefined
        ? othersOf(next, what.orderId).length
        : othersOf(next, what.orderId).filter((visit) => visit.startsAt < hour).length
  return { personId: next.personId, index: clamped(next, what.orderId, index) }
}

/**
 * What letting go here means: nothing at all, a refusal in words, a question (somebody else is told, or a rule asks for
 * a reason), or simply done.
 */
export type Verdict = 'nothing' | 'refused' | 'asks' | 'free'

export function verdict(what: Held, target: Target, tried: TryView): Verdict {
  if (sameTarget(what.from, target)) return 'nothing'
  if (!tried.possible || tried.rules.some((rule) => rule.hard)) return 'refused'
  if (tried.needsReason || tried.step !== 'NONE') return 'asks'
  return 'free'
}

/** A move that only changed times can be taken back by the move back; one that offered or handed over cannot. */
export function undoable(what: Held, tried: TryView): boolean {
  return what.from !== undefined && tried.step === 'NONE'
}

function wayHome(visits: readonly { endsAt: string }[], returnsAt: string | null | undefined): number {
  const last = visits.at(-1)
  return last && returnsAt ? Math.max(0, Math.round((Date.parse(returnsAt) - Date.parse(last.endsAt)) / MINUTE)) : 0
}

/** The days as they would be, to be drawn while something is held. Persons nobody would notice stay the same object. */
export function previewed(people: readonly PersonDay[], unplanned: readonly Unplanned[], tried: TryView | undefined): PersonDay[] {
  if (!tried?.possible) return [...people]
  const visits = new Map(people.flatMap((person) => person.visits.map((visit) => [visit.orderId, visit] as const)))
  const waiting = new Map(unplanned.map((one) => [one.orderId, one]))
  const days = new Map(tried.days.map((day) => [day.personId, day]))
  return people.map((person) => {
    const day = days.get(person.personId)
    if (!day) return person
    const then = day.visits.flatMap((line) => {
      const known = visits.get(line.orderId) ?? fromTray(waiting.get(line.orderId))
      if (!known) return []
      const times = { sequence: line.sequence, startsAt: line.startsAt, endsAt: line.endsAt, travelMinutes: line.travelMinutes }
      return [{ ...known, ...times, late: known.dueAt ? line.endsAt > known.dueAt : known.late }]
    })
    const homeMinutes = wayHome(then, day.returnsAt)
    return {
      ...person,
      visits: then,
      pause: day.pause,
      returnsAt: day.returnsAt,
      homeMinutes,
      travelMinutes: then.reduce((sum, visit) => sum + visit.travelMinutes, homeMinutes),
      gaps: [],
    }
  })
}

function fromTray(one: Unplanned | undefined): VisitView | undefined {
  if (!one) return undefined
  return {
    ...one,
    hidden: false,
    sequence: 0,
    startsAt: '',
    endsAt: '',
    travelMinutes: 0,
    late: false,
    begun: false,
    done: false,
    missed: false,
    firm: false,
    version: 0,
  }
}

/** The order in which places are tried when a server's list of rules is shown: hard first, then as they came. */
export const hardFirst = (tried: TryView) => [...tried.rules].sort((a, b) => Number(b.hard) - Number(a.hard))

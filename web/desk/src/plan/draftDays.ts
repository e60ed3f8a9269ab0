import type { DraftView, PersonDay } from '@yanzhen/shared/api'
import { MINUTE } from './timeline'

/** The days as a proposal would have them; whoever it leaves alone keeps theirs. */
export function daysOf(people: readonly PersonDay[], draft: DraftView): PersonDay[] {
  const proposed = new Map(draft.people.map((person) => [person.personId, person]))
  const order = (person: PersonDay) => (proposed.get(person.personId)?.changed ? 0 : person.visits.length ? 1 : 2)
  return people
    .map((person): PersonDay => {
      const then = proposed.get(person.personId)
      if (!then || then.adopted) return person
      const last = then.lines.at(-1)?.visit
      return {
        ...person,
        visits: then.lines.map((line) => line.visit),
        pause: then.pause,
        travelMinutes: then.travelAfter,
        returnsAt: then.returnsAfter,
        homeMinutes: last && then.returnsAfter ? Math.max(0, Math.round((Date.parse(then.returnsAfter) - Date.parse(last.endsAt)) / MINUTE)) : 0,
        gaps: [],
      }
    })
    .map((person, i) => ({ person, i }))
    .sort((a, b) => order(a.person) - order(b.person) || a.i - b.i)
    .map(({ person }) => person)
}

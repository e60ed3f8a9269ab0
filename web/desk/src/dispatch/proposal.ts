import type { ProposalLine, ProposalView, Uuid } from '@yanzhen/shared/api'

export interface PersonLines {
  id: Uuid
  name: string
  post?: string
  had: number
  lines: ProposalLine[]
}

export const isRunning = (proposal: Pick<ProposalView, 'state'> | undefined) =>
  proposal !== undefined && ['READING', 'SOLVING', 'CHECKING'].includes(proposal.state)

/** Lines come by person; those that nobody gets are not among them. */
export function byPerson(lines: readonly ProposalLine[]): PersonLines[] {
  const people = new Map<Uuid, PersonLines>()
  for (const line of lines) {
    if (!line.to) continue
    const person = people.get(line.to.id) ?? { id: line.to.id, name: line.to.name, post: line.to.post ?? undefined, had: line.had, lines: [] }
    person.lines.push(line)
    people.set(person.id, person)
  }
  return [...people.values()]
}

export function parts<T>(all: readonly T[], size: number): T[][] {
  return Array.from({ length: Math.ceil(all.length / size) }, (_, at) => all.slice(at * size, (at + 1) * size))
}

import type { Candidate, Term } from '@yanzhen/shared/api'

export interface Bar {
  term: Term
  /** Share of the longest bar among all candidates shown, so that bars compare across people. */
  share: number
  negative: boolean
}

export function longestTerm(candidates: readonly Pick<Candidate, 'terms'>[]): number {
  return Math.max(1, ...candidates.flatMap((candidate) => candidate.terms.map((term) => Math.abs(term.points))))
}

export function barsOf(terms: readonly Term[], longest: number): Bar[] {
  return terms.map((term) => ({ term, share: Math.abs(term.points) / longest, negative: term.points < 0 }))
}

/** A minus that is as long as a plus, and does not break from its figure. */
export function figure(points: number): string {
  return points < 0 ? `−${-points}` : String(points)
}

/** A sign on every figure: terms are added up, and what takes away must not look like what gives. */
export function signed(points: number): string {
  return points > 0 ? `+${points}` : figure(points)
}

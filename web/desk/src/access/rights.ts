import type { Granted } from '@yanzhen/shared/api'
import type { ChosenDivision } from '../place/useDivisions'

/** What an account can hold, the most usual first. */
export const ROLES: readonly Granted['role'][] = ['WORKER', 'CLERK', 'DISPATCHER', 'ADMINISTRATOR']

/** A right as it is filled in: the place may still be missing. */
export interface RightsRow {
  role: Granted['role']
  division?: ChosenDivision
}

/** As a command wants them: each once; undefined while a place is missing, or there is none at all. */
export function granted(rows: readonly RightsRow[]): Granted[] | undefined {
  if (!rows.length || rows.some((row) => !row.division)) return undefined
  const given = new Map(rows.map((row) => [`${row.role} ${row.division!.id}`, { role: row.role, divisionId: row.division!.id }]))
  return [...given.values()]
}

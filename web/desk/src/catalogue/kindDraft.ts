import type { Kind } from '@yanzhen/shared/api'

export type LimitUnit = 'minutes' | 'hours' | 'days' | 'workingHours' | 'workingDays'
export interface Span {
  count: number
  unit: LimitUnit
}

const MINUTES_A_DAY = 24 * 60

/** Minutes of an ISO 8601 duration as the server writes them: `PT4H`, `PT1H30M`, `PT168H`. */
export function minutesOf(iso: string): number {
  const found = /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/.exec(iso)
  if (!found) return 0
  const [, days, hours, minutes] = found
  return Number(days ?? 0) * MINUTES_A_DAY + Number(hours ?? 0) * 60 + Number(minutes ?? 0)
}

/** In the largest unit that says it without a fraction. */
export function spanOf(iso: string, working: boolean, workingDayMinutes: number): Span {
  const minutes = minutesOf(iso)
  const day = working ? workingDayMinutes : MINUTES_A_DAY
  if (minutes > 0 && minutes % day === 0) return { count: minutes / day, unit: working ? 'workingDays' : 'days' }
  if (minutes % 60 === 0) return { count: minutes / 60, unit: working ? 'workingHours' : 'hours' }
  return { count: minutes, unit: 'minutes' }
}

export function isoOf({ count, unit }: Span, workingDayMinutes: number): string {
  const whole = Math.max(0, Math.round(count))
  switch (unit) {
    case 'minutes':
      return `PT${whole}M`
    case 'hours':
    case 'workingHours':
      return `PT${whole}H`
    case 'days':
      return `PT${whole * 24}H`
    case 'workingDays':
      return `PT${whole * workingDayMinutes}M`
  }
}

export function isWorking(unit: LimitUnit): boolean {
  return unit === 'workingHours' || unit === 'workingDays'
}

/** A code nobody has yet, from what stands already. */
export function freeCode(prefix: string, taken: readonly { code: string }[]): string {
  for (let n = taken.length + 1; ; n++) {
    const code = `${prefix}-${n}`
    if (!taken.some((one) => one.code === code)) return code
  }
}

/** A copy that can be changed without touching what was loaded. */
export function copyOf(kind: Kind): Kind {
  return JSON.parse(JSON.stringify(kind)) as Kind
}

/** A new kind begins as a copy of one that is there, but with the usual promises: another kind's are not its own. */
export function copyAsNew(kind: Kind, code: string, usual: Kind['limits']): Kind {
  return { ...withClocks(copyOf(kind), usual), code, version: 0, name: { zh: '', en: '' }, summary: { zh: '', en: '' }, withdrawn: false }
}

/** The usual promises filled in, of one urgency or of all; a draft like any other edit. */
export function withClocks(kind: Kind, usual: Kind['limits'], urgency?: string): Kind {
  const filled = copyOf({ ...kind, limits: usual }).limits
  return { ...kind, limits: urgency ? { ...kind.limits, [urgency]: filled[urgency] ?? {} } : filled }
}

/** Where an edit of the responsible body is suggested from. */
export interface SuggestedBody {
  body: string
  to: string
  from: string
  area: string
  n: string
}

/** The suggestion an address carries; nothing where it is not whole. */
export function suggestedBody(query: Record<string, unknown>): SuggestedBody | undefined {
  const { body, to, from, area, n } = query
  const whole = [body, to, from, area, n].every((one) => typeof one === 'string' && one)
  return whole ? ({ body, to, from, area, n } as SuggestedBody) : undefined
}

/** A draft in which that body answers for it. */
export function answeredBy(kind: Kind, body: string): Kind {
  return { ...copyOf(kind), responsibleBody: body }
}

export function moved<T>(list: readonly T[], from: number, by: -1 | 1): T[] {
  const to = from + by
  const copy = [...list]
  if (to < 0 || to >= copy.length) return copy
  const [one] = copy.splice(from, 1)
  copy.splice(to, 0, one as T)
  return copy
}

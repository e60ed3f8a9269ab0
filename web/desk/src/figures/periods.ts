/** A span of days as the server reads it: 2026-11, 2026-Q4, 2026, or 2026-11-01..2026-11-10. */
export type PeriodKind = 'month' | 'quarter' | 'year' | 'days'

export function kindOf(period: string): PeriodKind {
  if (period.includes('..')) return 'days'
  if (period.includes('Q')) return 'quarter'
  return period.length === 4 ? 'year' : 'month'
}

const two = (n: number) => String(n).padStart(2, '0')

/** The period of that kind around a day (`2026-11-24`). */
export function periodAround(day: string, kind: PeriodKind): string {
  const [year, month] = day.split('-').map(Number) as [number, number]
  if (kind === 'year') return String(year)
  if (kind === 'quarter') return `${year}-Q${Math.floor((month - 1) / 3) + 1}`
  if (kind === 'days') return `${year}-${two(month)}-01..${day}`
  return `${year}-${two(month)}`
}

/** The one after (by 1) or before (by -1); days have none. */
export function shifted(period: string, by: number): string | undefined {
  const kind = kindOf(period)
  const year = Number(period.slice(0, 4))
  if (kind === 'days') return undefined
  if (kind === 'year') return String(year + by)
  const size = kind === 'quarter' ? 4 : 12
  const index = year * size + Number(period.slice(kind === 'quarter' ? 6 : 5)) - 1 + by
  const at = (index % size) + 1
  return kind === 'quarter' ? `${Math.floor(index / size)}-Q${at}` : `${Math.floor(index / size)}-${two(at)}`
}

/** A month as far as it lies within the days looked at, as the server reads it. */
export function monthWithin(firstDay: string, from: string, to: string): string {
  const [year, month] = firstDay.split('-').map(Number) as [number, number]
  const last = `${firstDay.slice(0, 8)}${two(new Date(Date.UTC(year, month, 0)).getUTCDate())}`
  return `${firstDay > from ? firstDay : from}..${last < to ? last : to}`
}

export function isPeriod(text: unknown): text is string {
  return typeof text === 'string' && /^\d{4}(-Q[1-4]|-\d{2}(-\d{2}\.\.\d{4}-\d{2}-\d{2})?)?$/.test(text)
}

/** Difference in percentage points, or undefined where one side is missing. */
export function points(now: number | null | undefined, before: number | null | undefined): number | undefined {
  return now == null || before == null ? undefined : Math.round((now - before) * 10) / 10
}

export const MINUTE = 60_000
export const HOUR = 60 * MINUTE
/** A hand puts a block on a twelfth of an hour. */
export const SNAP_MINUTES = 5

/** A stretch of time drawn from left to right. */
export interface Axis {
  from: number
  until: number
  width: number
}

export interface Span {
  from: number
  until: number
}

/** Whole hours around everything shown, with half an hour of air; an eight-to-six day where there is nothing. */
export function axisOf(spans: readonly Span[], width: number, otherwise: Span): Axis {
  const known = spans.length ? spans : [otherwise]
  const from = Math.min(...known.map((span) => span.from)) - HOUR / 2
  const until = Math.max(...known.map((span) => span.until)) + HOUR / 2
  return { from: Math.floor(from / HOUR) * HOUR, until: Math.ceil(until / HOUR) * HOUR, width }
}

export function xOf(axis: Axis, at: number): number {
  return ((at - axis.from) / (axis.until - axis.from)) * axis.width
}

export function timeAt(axis: Axis, x: number): number {
  return axis.from + (x / axis.width) * (axis.until - axis.from)
}

export function snapped(at: number, minutes = SNAP_MINUTES): number {
  return Math.round(at / (minutes * MINUTE)) * minutes * MINUTE
}

/** Whole hours; every second or third one where the words would touch. */
export function ticks(axis: Axis, leastPixels = 44): number[] {
  const perHour = axis.width / ((axis.until - axis.from) / HOUR)
  const step = [1, 2, 3, 4, 6].find((hours) => hours * perHour >= leastPixels) ?? 12
  const found: number[] = []
  for (let at = axis.from; at <= axis.until; at += step * HOUR) found.push(at)
  return found
}

/** Clipped to what is shown; undefined when nothing of it is. */
export function barOf(axis: Axis, span: Span, leastPixels = 0): { left: number; width: number } | undefined {
  const from = Math.max(span.from, axis.from)
  const until = Math.min(span.until, axis.until)
  if (until <= from && span.until !== span.from) return undefined
  const left = xOf(axis, from)
  return { left, width: Math.max(leastPixels, xOf(axis, Math.max(until, from)) - left) }
}

export interface Visit extends Span {
  id: string
}

/** After how many of the others something dropped here is visited: the pointer is past the middle of those. */
export function positionAt(visits: readonly Visit[], at: number, moving?: string): number {
  return visits.filter((visit) => visit.id !== moving && (visit.from + visit.until) / 2 <= at).length
}

/** Where nothing is planned in somebody's shift, of at least so many minutes. */
export function gaps(shift: Span, busy: readonly Span[], leastMinutes: number): Span[] {
  const found: Span[] = []
  let free = shift.from
  for (const span of [...busy].sort((a, b) => a.from - b.from)) {
    if (span.from - free >= leastMinutes * MINUTE) found.push({ from: free, until: Math.min(span.from, shift.until) })
    free = Math.max(free, span.until)
  }
  if (shift.until - free >= leastMinutes * MINUTE) found.push({ from: free, until: shift.until })
  return found
}

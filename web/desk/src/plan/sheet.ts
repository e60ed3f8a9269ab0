import type { PersonDay } from '@yanzhen/shared/api'

/** A cell that a spreadsheet takes for words, never for a formula. */
function cell(value: string | number): string {
  const text = String(value)
  const safe = /^[=+\-@\t\r]/.test(text) && typeof value === 'string' ? `'${text}` : text
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** One line a visit, as spreadsheets of this country open it: UTF-8 with its mark. */
export function sheetOf(people: readonly PersonDay[], heads: readonly string[], time: (at: string) => string): string {
  const lines = people.flatMap((person) =>
    person.visits
      .filter((visit) => !visit.hidden)
      .map((visit, i) => [
        person.name,
        i + 1,
        time(visit.startsAt),
        time(visit.endsAt),
        visit.travelMinutes,
        visit.number ?? '',
        visit.title ?? '',
        visit.kindName ?? '',
        visit.placeName ?? '',
        visit.place ?? '',
        visit.windowFrom ? time(visit.windowFrom) : '',
        visit.windowUntil ? time(visit.windowUntil) : '',
      ]),
  )
  return `\uFEFF${[heads, ...lines].map((line) => line.map(cell).join(',')).join('\r\n')}\r\n`
}

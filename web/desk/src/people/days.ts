export { dayAfter } from '@yanzhen/shared/ui'

/** A calendar day as the server writes it, so many days from today on this desk's calendar. */
export function dayFromToday(days: number, today: Date = new Date()): string {
  const day = new Date(today.getFullYear(), today.getMonth(), today.getDate() + days)
  const two = (n: number) => String(n).padStart(2, '0')
  return `${day.getFullYear()}-${two(day.getMonth() + 1)}-${two(day.getDate())}`
}

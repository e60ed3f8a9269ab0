import { fill, wordsOf, type Locale } from './words'
import type { Now } from './clock'

export const DEFAULT_ZONE = 'Asia/Shanghai'

const formats = new Map<string, Intl.DateTimeFormat>()

// Building an Intl formatter costs far more than using it, and lists use one a row.
function format(locale: string, zone: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale} ${zone} ${JSON.stringify(options)}`
  let found = formats.get(key)
  if (!found) {
    found = new Intl.DateTimeFormat(locale, { ...options, timeZone: zone })
    formats.set(key, found)
  }
  return found
}

/** The calendar day of an instant where the realm is, as the server writes it: 2026-11-30. */
export function dayIn(at: Now, zone = DEFAULT_ZONE): string {
  return format('en-CA', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(Number(at))
}

export function dayAfter(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10)
}

/** "12月1日 周二", of a calendar day without a time. */
export function weekdayWords(day: string, locale: Locale = 'zh-CN'): string {
  const at = Date.parse(`${day}T00:00:00Z`)
  const date = format(locale === 'en' ? 'en-GB' : locale, 'UTC', { month: locale === 'en' ? 'short' : 'long', day: 'numeric' }).format(at)
  const week = format(locale === 'en' ? 'en-GB' : locale, 'UTC', { weekday: 'short' }).format(at)
  return locale === 'en' ? `${week} ${date}` : `${date} ${week}`
}

function calendarDay(at: number, zone: string): number {
  return Date.parse(`${dayIn(at, zone)}T00:00:00Z`) / 86_400_000
}

/** "09:40", where the day is known. */
export function hourWords(instant: string | number, locale: Locale = 'zh-CN', zone = DEFAULT_ZONE): string {
  const at = typeof instant === 'number' ? instant : Date.parse(instant)
  return format(locale === 'en' ? 'en-GB' : locale, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
}

function year(at: number, zone: string): string {
  return format('en-CA', zone, { year: 'numeric' }).format(at)
}

/** "今天 14:05", "昨天 09:20", "11月20日 14:05", in the realm's zone. */
export function timeWords(instant: string, now: Now, locale: Locale = 'zh-CN', zone = DEFAULT_ZONE): string {
  const at = Date.parse(instant)
  const today = Number(now)
  const words = wordsOf(locale).day
  const time = hourWords(at, locale, zone)
  const days = calendarDay(at, zone) - calendarDay(today, zone)
  if (days === 0) return fill(words.today, { time })
  if (days === -1) return fill(words.yesterday, { time })
  if (days === 1) return fill(words.tomorrow, { time })
  return `${dateWords(instant, now, locale, zone)} ${time}`
}

/** The date; the year only where it is not this one. */
export function dateWords(instant: string, now: Now, locale: Locale = 'zh-CN', zone = DEFAULT_ZONE): string {
  const at = Date.parse(instant)
  const sameYear = year(at, zone) === year(Number(now), zone)
  return format(locale === 'en' ? 'en-GB' : locale, zone, {
    ...(sameYear ? {} : { year: 'numeric' as const }),
    month: locale === 'en' ? 'short' : 'long',
    day: 'numeric',
  }).format(at)
}

/** Date and time in full, for print and for titles. */
export function fullTimeWords(instant: string, locale: Locale = 'zh-CN', zone = DEFAULT_ZONE): string {
  return format(locale === 'en' ? 'en-GB' : locale, zone, {
    year: 'numeric',
    month: locale === 'en' ? 'short' : 'long',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).format(Date.parse(instant))
}

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

function calendarDay(at: number, zone: string): number {
  const day = format('en-CA', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).format(at)
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000
}

function year(at: number, zone: string): string {
  return format('en-CA', zone, { year: 'numeric' }).format(at)
}

/** "今天 14:05", "昨天 09:20", "11月20日 14:05", in the realm's zone. */
export function timeWords(instant: string, now: Now, locale: Locale = 'zh-CN', zone = DEFAULT_ZONE): string {
  const at = Date.parse(instant)
  const today = Number(now)
  const words = wordsOf(locale).day
  const time = format(locale === 'en' ? 'en-GB' : locale, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' }).format(at)
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

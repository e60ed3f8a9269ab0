import type { Clock } from '../api/types'
import { fill, plural, wordsOf, type Locale } from './words'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR

export type ClockTone = 'calm' | 'soon' | 'late' | 'met'

export interface ClockWords {
  /** "还剩 3 小时", "已超 1 天", "按时". */
  words: string
  tone: ClockTone
}

export type Now = Date | number

/** Rounded down: what is left is never promised longer than it is. */
export function spanWords(milliseconds: number, locale: Locale = 'zh-CN'): string {
  const span = wordsOf(locale).span
  const length = Math.abs(milliseconds)
  if (length < MINUTE) return span.moment
  if (length < HOUR) return plural(span.minute, Math.floor(length / MINUTE))
  if (length < DAY) return plural(span.hour, Math.floor(length / HOUR))
  return plural(span.day, Math.floor(length / DAY))
}

/** "1 小时 12 分钟": nothing is lost to rounding, for ways and visits. */
export function lengthWords(minutes: number, locale: Locale = 'zh-CN'): string {
  const span = wordsOf(locale).span
  const whole = Math.abs(Math.round(minutes))
  const hours = Math.floor(whole / 60)
  const rest = whole % 60
  const parts = [hours ? plural(span.hour, hours) : '', rest || !hours ? plural(span.minute, rest) : '']
  return parts.filter(Boolean).join(' ')
}

/**
 * "Soon" is the last fifth of the time given, at least the last half hour and at most the last day: a clock of
 * three weeks need not be orange for four days, and one of an hour should be before its last minutes.
 */
function isSoon(clock: Clock, left: number): boolean {
  const given = Date.parse(clock.dueAt) - Date.parse(clock.startedAt)
  return left <= Math.min(DAY, Math.max(HOUR / 2, given / 5))
}

export function clockWords(clock: Clock, now: Now, locale: Locale = 'zh-CN'): ClockWords {
  const words = wordsOf(locale).clockWords
  const due = Date.parse(clock.dueAt)
  if (clock.metAt !== undefined && clock.metAt !== null) {
    const over = Date.parse(clock.metAt) - due
    return clock.late || over > 0
      ? { words: fill(words.metLate, { span: spanWords(Math.max(0, over), locale) }), tone: 'late' }
      : { words: words.met, tone: 'met' }
  }
  const left = due - Number(now)
  if (left <= 0) return { words: fill(words.over, { span: spanWords(left, locale) }), tone: 'late' }
  return { words: fill(words.left, { span: spanWords(left, locale) }), tone: isSoon(clock, left) ? 'soon' : 'calm' }
}

/** "刚刚", "5 分钟前", "3 天前". A time slightly ahead of us is a wrong clock, not the future. */
export function ageWords(at: string, now: Now, locale: Locale = 'zh-CN'): string {
  const words = wordsOf(locale).age
  const age = Number(now) - Date.parse(at)
  if (age < MINUTE) return words.now
  return fill(words.ago, { span: spanWords(age, locale) })
}

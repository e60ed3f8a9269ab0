import en from './messages/en'
import zhCN, { type Words } from './messages/zh-CN'

export type Locale = 'zh-CN' | 'en'
export type { Words }

const wordsByLocale: Record<Locale, Words> = { 'zh-CN': zhCN, en }

export function wordsOf(locale: Locale): Words {
  return wordsByLocale[locale]
}

export function isLocale(value: unknown): value is Locale {
  return value === 'zh-CN' || value === 'en'
}

/** The word for a code, or the code itself: a newer server may know codes this build does not. */
export function wordOf(group: Record<string, string>, code: string): string {
  return group[code] ?? code
}

export function fill(pattern: string, params: Record<string, string | number>): string {
  return pattern.replace(/\{(\w+)\}/g, (whole, name: string) => String(params[name] ?? whole))
}

/** `one|other`, the same notation as vue-i18n; a pattern without a bar fits every number. */
export function plural(pattern: string, n: number): string {
  const [one, other] = pattern.split('|')
  return fill((n === 1 ? one : other) ?? one ?? pattern, { n })
}

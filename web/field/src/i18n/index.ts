import { computed, ref } from 'vue'
import { fill, isLocale, plural, wordsOf, type Locale } from '@yanzhen/shared/ui'
import en from './en'
import zhCN, { type Messages } from './zh-CN'
import { preference } from '../platform/preferences'

const catalogues: Record<Locale, Messages> = { 'zh-CN': zhCN, en }

const saved = preference('language')
export const locale = ref<Locale>(isLocale(saved.get()) ? (saved.get() as Locale) : 'zh-CN')

export function setLocale(next: Locale) {
  locale.value = next
  saved.set(next)
  document.documentElement.lang = next
}

/** The app's own texts. */
export const m = computed(() => catalogues[locale.value])
/** The words both apps share: states, clocks, entries. */
export const words = computed(() => wordsOf(locale.value))

export function say(pattern: string, params: Record<string, string | number> = {}): string {
  return typeof params.n === 'number' ? fill(plural(pattern, params.n), params) : fill(pattern, params)
}

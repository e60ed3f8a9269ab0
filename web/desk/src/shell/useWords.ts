import type { Clock } from '@yanzhen/shared/api'
import { ageWords, clockWords, DEFAULT_ZONE, fullTimeWords, timeWords, wordOf, wordsOf } from '@yanzhen/shared/ui'
import { useI18n } from 'vue-i18n'
import { useSession } from '../access/useSession'
import { locale } from './i18n'
import { useNow } from './now'

/** Words for codes and times, in the language chosen and the zone of the realm. */
export function useWords() {
  const { t } = useI18n()
  const now = useNow()
  const { session, about } = useSession()
  const zone = () => session.value?.zone ?? about.value?.zone ?? DEFAULT_ZONE

  return {
    t,
    now,
    locale,
    word: (group: keyof ReturnType<typeof wordsOf>, code: string) =>
      wordOf(wordsOf(locale.value)[group] as Record<string, string>, code),
    /** With what is to be said beside it in brackets. */
    aside: (said: string, beside: string) => (locale.value === 'en' ? `${said} (${beside})` : `${said}（${beside}）`),
    listed: (names: readonly string[]) => names.join(locale.value === 'en' ? ', ' : '、'),
    clock: (clock: Clock) => clockWords(clock, now.value, locale.value),
    age: (at: string) => ageWords(at, now.value, locale.value),
    time: (at: string) => timeWords(at, now.value, locale.value, zone()),
    fullTime: (at: string) => fullTimeWords(at, locale.value, zone()),
  }
}

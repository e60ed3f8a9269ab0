import type { BesideView, VisitView } from '@yanzhen/shared/api'
import { DEFAULT_ZONE, hourWords, lengthWords, weekdayWords } from '@yanzhen/shared/ui'
import { useI18n } from 'vue-i18n'
import { useSession } from '../access/useSession'
import { locale } from '../shell/i18n'

/** Hours, lengths and visits in words, in the zone of the realm. */
export function usePlanWords() {
  const { t } = useI18n()
  const { session } = useSession()
  const hour = (at: string | number) => hourWords(at, locale.value, session.value?.zone ?? DEFAULT_ZONE)
  const length = (minutes: number) => lengthWords(minutes, locale.value)

  /** For where there is little room. */
  const short = (minutes: number) =>
    minutes < 60 ? t('plans.minutes', { m: minutes }) : t('plans.hours', { h: Math.floor(minutes / 60), m: minutes % 60 })

  /** Who goes there too, where two go together. */
  function besideWords(beside: BesideView): string {
    if (!beside.name) return t('plans.besideMissing')
    const at = beside.sameMoment ? '' : beside.startsAt ? t('plans.besideAt', { time: hour(beside.startsAt) }) : t('plans.besideNowhere')
    return [t('plans.beside', { name: beside.name }), at, beside.firm ? '' : t('plans.asked')].filter(Boolean).join(t('plans.comma'))
  }

  /** Everything a block says by its place, colour and border, in words. */
  function visitLabel(visit: VisitView, number: number, name: string): string {
    const parts = [
      t('plans.visitOf', { name, n: number, from: hour(visit.startsAt), until: hour(visit.endsAt) }),
      visit.hidden ? t('plans.hidden') : [visit.number, visit.title, visit.placeName].filter(Boolean).join(' '),
      visit.travelMinutes ? t('plans.wayBefore', { way: length(visit.travelMinutes) }) : '',
      visit.windowFrom && visit.windowUntil ? t('plans.window', { from: hour(visit.windowFrom), until: hour(visit.windowUntil) }) : '',
      visit.late ? t('plans.late') : '',
      visit.missed ? t('plans.missed') : '',
      visit.done ? t('plans.done') : visit.begun ? t('plans.begun') : '',
      visit.firm || visit.hidden ? '' : t('plans.asked'),
      visit.beside ? besideWords(visit.beside) : '',
    ]
    return parts.filter(Boolean).join(locale.value === 'en' ? ', ' : '，')
  }

  return { t, hour, length, short, visitLabel, besideWords, day: (day: string) => weekdayWords(day, locale.value) }
}

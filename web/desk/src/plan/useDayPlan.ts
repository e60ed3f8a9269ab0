import type { DayView, Uuid } from '@yanzhen/shared/api'
import { lookOf, type Look } from '@yanzhen/shared/plan'
import { onScopeDispose, watch, type Ref } from 'vue'
import { useLoaded } from '../people/useLoaded'
import { api } from '../shell/api'
import { locale } from '../shell/i18n'

export interface AskedDay {
  day: string
  division?: number
}

/** Others plan too; while something is held the day under it does not change. */
const LOOK_AGAIN = 30_000

export function useDayPlan(asked: Ref<AskedDay>, quiet: Ref<boolean>) {
  const { found, problem, loading, load } = useLoaded((signal) => api.plans.day(asked.value, signal))
  const looks = new Map<Uuid, Look>()

  watch(
    () => `${asked.value.day} ${asked.value.division ?? ''} ${locale.value}`,
    (_, before) => {
      if (before) looks.clear()
      found.value = undefined
      void load()
    },
    { immediate: true },
  )

  const timer = setInterval(() => {
    if (!document.hidden && !quiet.value && found.value && !loading.value) void load()
  }, LOOK_AGAIN)
  onScopeDispose(() => clearInterval(timer))

  /** Kept while the page shows this day, so that nobody changes colour when the rows change places. */
  function lookFor(personId: Uuid): Look {
    let look = looks.get(personId)
    if (!look) looks.set(personId, (look = lookOf(looks.size)))
    return look
  }

  return { found: found as Ref<DayView | undefined>, problem, loading, load, lookFor }
}

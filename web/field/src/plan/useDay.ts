import { computed, ref, shallowRef, watch } from 'vue'
import { ApiProblem } from '@yanzhen/shared/api'
import { dayAfter, dayIn, DEFAULT_ZONE, fill, hourWords } from '@yanzhen/shared/ui'
import { account, dataKey, online, sessionTrouble } from '../access/useSession'
import { announce } from '../app/announce'
import { api, dayCache } from '../app/runtime'
import { serverNow } from '../app/useNow'
import { senderState } from '../command/useOutbox'
import { locale, m } from '../i18n'
import type { KeptDays } from './dayCache'
import type { News } from './dayNews'
import { isPlanned } from './dayRows'

const LOOK_AGAIN_MS = 2 * 60_000

const kept = shallowRef<KeptDays>([])
export const dayLoaded = ref(false)
export const dayLoading = ref(false)
/** The last try to download did not succeed. */
export const dayStale = ref(false)

const zone = () => account.value?.zone ?? DEFAULT_ZONE
export const today = computed(() => dayIn(serverNow.value, zone()))
export const tomorrow = computed(() => dayAfter(today.value, 1))

export const keptDay = (day: string) => kept.value.find((one) => one.day.day === day)
export const dayNews = computed(() => keptDay(today.value)?.news.length ?? 0)

export function newsWords(news: News): string {
  const words = m.value.day.news
  const at = 'at' in news ? hourWords(news.at, locale.value, zone()) : ''
  const before = 'before' in news ? hourWords(news.before, locale.value, zone()) : ''
  return fill(words[news.what], { title: news.title, at, before })
}

export function followDay() {
  watch(
    [() => account.value?.id, dataKey],
    async ([id, key]) => {
      kept.value = []
      dayLoaded.value = false
      if (!id || !key) return
      try {
        const found = await dayCache.load(id, key)
        if (account.value?.id === id && dataKey.value === key) kept.value = found
      } catch (error) {
        console.error(error)
      }
      dayLoaded.value = true
      await renewDay()
    },
    { immediate: true },
  )
  // Words of the server are made in the language they are asked for in; another day begins at midnight.
  watch([locale, today], () => void renewDay())
  window.addEventListener('online', () => void renewDay())
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void renewDay()
  })
  setInterval(() => {
    if (!document.hidden && online.value && !sessionTrouble.value) void renewDay()
  }, LOOK_AGAIN_MS)
  watch(senderState, (now, before) => {
    if (before.kind === 'sending' && now.kind === 'rest') void renewDay()
  })
}

/** As this phone last heard it; asked right after the PIN, before the day is there to be shown. */
export async function isTodayPlanned(): Promise<boolean> {
  const id = account.value?.id
  const key = dataKey.value
  if (!id || !key) return false
  try {
    const days = await dayCache.load(id, key)
    return isPlanned(days.find((one) => one.day.day === today.value)?.day)
  } catch (error) {
    console.error(error)
    return false
  }
}

export async function renewDay(aloud = false): Promise<void> {
  const person = account.value
  const key = dataKey.value
  if (!person?.personId || !key || dayLoading.value) return
  dayLoading.value = true
  try {
    // Nobody else's day, should somebody else have signed in beside.
    const session = await api.session.get()
    if (session.accountId !== person.id) return
    const days = await Promise.all([api.plans.mine(today.value), api.plans.mine(tomorrow.value)])
    if (account.value?.id !== person.id || dataKey.value !== key) return
    const before = kept.value.flatMap((one) => one.news.map((news) => JSON.stringify(news)))
    kept.value = await dayCache.save(person.id, key, days)
    dayStale.value = false
    const fresh = kept.value.flatMap((one) => one.news).filter((news) => !before.includes(JSON.stringify(news)))
    if (fresh.length) announce(fresh.map(newsWords).join(' '), 'good')
    else if (aloud) announce(m.value.work.refreshed)
  } catch (error) {
    dayStale.value = true
    if (error instanceof ApiProblem && error.status === 401) sessionTrouble.value = 'signed-out'
    if (aloud) announce(m.value.day.notRefreshed, 'alarm')
  } finally {
    dayLoading.value = false
  }
}

export async function newsSeen(day: string): Promise<void> {
  const person = account.value
  const key = dataKey.value
  if (person && key) kept.value = await dayCache.seen(person.id, key, day)
}

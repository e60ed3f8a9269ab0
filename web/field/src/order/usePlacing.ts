import { ref, shallowRef, watch } from 'vue'
import type { ChosenDivision, SessionView } from '@yanzhen/shared/api'
import { account, dataKey } from '../access/useSession'
import { api, clock, placingCache } from '../app/runtime'
import { locale } from '../i18n'
import { villagesOf, type PlacingSnapshot } from './placingCache'

/** The service list changes by the day, not by the hour. */
const OLD_MS = 6 * 60 * 60_000

export const placingSnapshot = shallowRef<PlacingSnapshot>()
export const fetching = ref(false)
/** A cadre's next order is mostly from the same village. */
export const lastVillage = shallowRef<ChosenDivision>()

export function followPlacing() {
  watch(
    [() => account.value?.id, dataKey],
    async ([id, key]) => {
      placingSnapshot.value = undefined
      lastVillage.value = undefined
      if (!id || !key) return
      const found = await placingCache.load(id, key).catch(() => undefined)
      // What was fetched meanwhile is newer.
      if (account.value?.id === id && dataKey.value === key) placingSnapshot.value ??= found
    },
    { immediate: true },
  )
  watch(locale, () => void renewPlacing())
}

/** Fetches what placing an order needs, when it is old; without network what is kept serves on. */
export async function renewPlacing(known?: SessionView): Promise<void> {
  const person = account.value
  const key = dataKey.value
  if (!person || !key || fetching.value) return
  const have = placingSnapshot.value ?? (await placingCache.load(person.id, key).catch(() => undefined))
  if (have && have.locale === locale.value && clock.now() - have.savedAt < OLD_MS) return
  fetching.value = true
  try {
    const session = known ?? (await api.session.get())
    if (session.accountId !== person.id) return
    const language = locale.value
    const kinds = await api.kinds()
    const villages = await villagesOf(api, session)
    const { languages } = await api.people.languages()
    const outlooks = await api.kindOutlooks().catch(() => placingSnapshot.value?.outlooks)
    if (account.value?.id !== person.id || dataKey.value !== key) return
    placingSnapshot.value = await placingCache.save(person.id, key, { locale: language, kinds, villages, languages, outlooks })
  } catch (error) {
    console.warn(error)
  } finally {
    fetching.value = false
  }
}

export const defaultVillage = () => lastVillage.value ?? (placingSnapshot.value?.villages.length === 1 ? placingSnapshot.value.villages[0] : undefined)
export const kindOf = (code: string | undefined) => placingSnapshot.value?.kinds.find((kind) => kind.code === code)

import { computed, shallowRef, watch } from 'vue'
import type { KindOutlook } from '@yanzhen/shared/api'
import { online } from '../access/useSession'
import { api } from '../app/runtime'
import { locale } from '../i18n'
import { placingSnapshot } from './usePlacing'

export interface SeenOutlook {
  outlook: KindOutlook
  /** Of when it is; absent when it was asked for just now. */
  asOf?: string
}

/** Asked anew where there is signal, for the village; else what was known when the list was fetched, of the county. */
export function useOutlook(code: () => string | undefined, division: () => number | undefined) {
  const fresh = shallowRef<KindOutlook>()
  let turn = 0

  watch(
    [code, division, locale, online],
    async ([kind, where, , signal]) => {
      const mine = ++turn
      fresh.value = undefined
      if (!kind || !signal) return
      try {
        const found = await api.kindOutlook(kind, { division: where })
        if (mine === turn) fresh.value = found
      } catch {
        // It is said as it is known; an order is taken down without it all the same.
      }
    },
    { immediate: true },
  )

  return computed<SeenOutlook | undefined>(() => {
    if (fresh.value) return { outlook: fresh.value }
    const kept = placingSnapshot.value?.outlooks
    const outlook = kept?.kinds.find((one) => one.code === code())?.outlook
    return outlook && { outlook, asOf: kept!.asOf }
  })
}

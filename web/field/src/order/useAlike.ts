import { onScopeDispose, shallowRef, watch } from 'vue'
import type { AlikeNearby, TakenDown } from '@yanzhen/shared/api'
import { online } from '../access/useSession'
import { api } from '../app/runtime'
import { locale } from '../i18n'
import { systemTimers } from '../platform/time'
import { AlikeFinder } from './alike'

/** Open orders alike to the one being taken down, where there is network. */
export function useAlike(taken: () => TakenDown | undefined) {
  const found = shallowRef<AlikeNearby[]>([])
  const finder = new AlikeFinder(api.orders.alikeNearby, systemTimers, (list) => (found.value = list))
  watch(
    () => (online.value ? `${locale.value} ${JSON.stringify(taken())}` : undefined),
    (asked) => finder.look(asked === undefined ? undefined : taken()),
    { immediate: true },
  )
  onScopeDispose(() => finder.stop())
  return { found }
}

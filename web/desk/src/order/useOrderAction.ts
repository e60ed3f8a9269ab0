import type { CommandBodies, CommandType, OrderDetail, ThreadEntry } from '@yanzhen/shared/api'
import { shallowRef, watch, type InjectionKey, type Ref, inject } from 'vue'
import { useI18n } from 'vue-i18n'
import { useCommand } from '../command/useCommand'
import { useNotice } from '../shell/useNotice'
import { actionName, baseFor } from './actions'
import { entriesSince } from './thread'

export interface OpenOrder {
  order: Readonly<Ref<OrderDetail | undefined>>
  reload: () => Promise<void>
  /** Something was done to the order: lists and counts follow. */
  changed: () => void
}

export const openOrderKey: InjectionKey<OpenOrder> = Symbol('open order')

/** A command on the open order: sent once, on the version seen, and told in words when done. */
export function useOrderAction() {
  const open = inject(openOrderKey)
  if (!open) throw new Error('useOrderAction needs an open order')
  const { order, reload, changed } = open
  const { t } = useI18n()
  const { say } = useNotice()
  const { busy, problem, send } = useCommand()
  /** What happened since the version somebody decided on, when that made the server refuse. */
  const news = shallowRef<ThreadEntry[]>()

  watch(
    () => order.value?.card.id,
    () => {
      problem.value = undefined
      news.value = undefined
    },
  )

  async function act<T extends CommandType>(type: T, body: CommandBodies[T], params: Record<string, string> = {}): Promise<boolean> {
    const seen = order.value?.card
    if (!seen) return false
    news.value = undefined
    const outcome = await send({ type, body, base: baseFor(type, seen.version) })
    if (outcome) {
      say(t(`action.done.${actionName(type)}`, { number: seen.number, ...params }))
      changed()
      await reload()
      return true
    }
    if (problem.value?.code === 'command.base-stale' || problem.value?.code === 'order.wrong-state') {
      await reload()
      if (order.value?.card.id === seen.id) news.value = entriesSince(order.value.thread, seen.version)
      if (problem.value?.code === 'command.base-stale') problem.value = undefined
    }
    return false
  }

  function dismiss() {
    problem.value = undefined
    news.value = undefined
  }

  return { order, busy, problem, news, act, dismiss }
}

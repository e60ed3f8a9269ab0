import type { DraftView, Problem, Uuid } from '@yanzhen/shared/api'
import { computed, onScopeDispose, shallowRef } from 'vue'
import { useCommand } from '../command/useCommand'
import { api, heard, isAborted } from '../shell/api'

const POLL = 1_000

/** One proposal of a day: made, followed while it is computed, taken over or dropped. */
export function useDraft(changed: () => void) {
  const draft = shallowRef<DraftView>()
  const problem = shallowRef<Problem>()
  const { busy, problem: refused, send } = useCommand()
  let timer: ReturnType<typeof setTimeout> | undefined
  let open: Uuid | undefined
  let underWay: AbortController | undefined

  async function look() {
    const mine = open
    if (!mine) return
    underWay?.abort()
    underWay = new AbortController()
    try {
      const answer = await api.plans.draft(mine, underWay.signal)
      if (open !== mine) return
      draft.value = answer
      problem.value = undefined
      if (answer.state === 'COMPUTING') timer = setTimeout(look, POLL)
    } catch (error) {
      if (isAborted(error) || open !== mine) return
      problem.value = heard(error)
      // Without network the computing goes on; what is not there any more is not asked for again.
      if (problem.value.status === 0) timer = setTimeout(look, POLL * 5)
    }
  }

  function show(id: Uuid | undefined) {
    clearTimeout(timer)
    underWay?.abort()
    if (draft.value?.id !== id) draft.value = undefined
    problem.value = undefined
    refused.value = undefined
    open = id
    void look()
  }

  /** Undefined when it was refused; the id of the one already being made when there is one. */
  async function make(body: { day: string; divisionId: number; waiting: boolean; around?: Uuid }): Promise<Uuid | undefined> {
    const done = await send({ type: 'plan.make', body })
    const running = refused.value?.code === 'plan.running' ? refused.value.params?.draftId : undefined
    if (running) refused.value = undefined
    const id = (done?.result as { draftId?: Uuid } | undefined)?.draftId ?? running
    if (id) changed()
    return id
  }

  async function cancel(): Promise<boolean> {
    if (!open) return false
    const done = await send({ type: 'plan.cancel', body: { draftId: open } })
    if (done) changed()
    return done !== undefined
  }

  async function adopt(personIds: Uuid[] | undefined, reason: string): Promise<Adopted | undefined> {
    if (!open) return undefined
    const said = reason.trim()
    const done = await send({
      type: 'plan.adopt',
      body: { draftId: open, ...(personIds ? { personIds } : {}), ...(said ? { reason: said } : {}) },
    })
    if (!done) return undefined
    changed()
    void look()
    return (done.result ?? {}) as Adopted
  }

  onScopeDispose(() => {
    open = undefined
    clearTimeout(timer)
    underWay?.abort()
  })

  return { draft, busy, problem: computed(() => refused.value ?? problem.value), show, make, cancel, adopt }
}

export interface Adopted {
  visits?: number
  offered?: number
  skipped?: { orderId: Uuid; personId: Uuid; code: string }[]
}

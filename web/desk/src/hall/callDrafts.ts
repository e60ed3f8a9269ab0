import { reactive, watch } from 'vue'
import { onLeave } from '../access/useSession'
import { uuid7 } from '../command/uuid7'
import { anotherOf, emptyOrder, type NewOrder } from '@yanzhen/shared/api'

/** Half-written orders, one a call: a reload keeps them in this tab, and leaving the desk forgets them. */
const KEY = 'yanzhen.desk.calls'

export interface CallDraft {
  order: NewOrder
  note: string
  forWhom: string
  forWhomPhone: string
  authorityId: string
  dialect: boolean
  /** What the call made already, the last one last. */
  placed?: { id: string; number: string }[]
}

function stored(): Record<string, CallDraft> {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}') as Record<string, CallDraft>
  } catch {
    return {}
  }
}

const drafts = reactive<Record<string, CallDraft>>(stored())

watch(drafts, () => sessionStorage.setItem(KEY, JSON.stringify(drafts)), { deep: true })
onLeave(() => {
  for (const call of Object.keys(drafts)) delete drafts[call]
  sessionStorage.removeItem(KEY)
})

export function draftFor(call: string): CallDraft {
  drafts[call] ??= { order: emptyOrder(uuid7()), note: '', forWhom: '', forWhomPhone: '', authorityId: uuid7(), dialect: false }
  return drafts[call]!
}

/** The caller has one more matter. */
export function another(draft: CallDraft, placed: { id: string; number: string }) {
  draft.placed = [...(draft.placed ?? []), placed]
  draft.order = anotherOf(draft.order, uuid7())
  draft.forWhom = draft.forWhomPhone = ''
  draft.authorityId = uuid7()
}

/** What a call was about and what it made, the last one last; nothing twice. */
export function ordersOf(about: string | undefined, placed: CallDraft['placed']): string[] {
  return [...new Set([...(about ? [about] : []), ...(placed ?? []).map((one) => one.id)])]
}

export function forget(call: string) {
  delete drafts[call]
}

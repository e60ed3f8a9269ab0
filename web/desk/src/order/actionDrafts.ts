import type { Uuid } from '@yanzhen/shared/api'
import { reactive } from 'vue'
import { onLeave } from '../access/useSession'
import { emptyDraft, type ActionDraft, type OrderAction } from './actions'

const drafts = reactive(new Map<string, ActionDraft>())
onLeave(() => drafts.clear())

/** What was typed for this order stays while another is looked at, and until it is sent. */
export function draftFor(orderId: Uuid, action: OrderAction): ActionDraft {
  const key = `${orderId} ${action}`
  if (!drafts.has(key)) drafts.set(key, emptyDraft())
  return drafts.get(key)!
}

export function dropDraft(orderId: Uuid, action: OrderAction) {
  drafts.delete(`${orderId} ${action}`)
}

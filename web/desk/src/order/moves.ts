import type { CommandBodies, CommandType, OrderDetail, Urgency, Uuid } from '@yanzhen/shared/api'
import { uuid7 } from '../command/uuid7'

/** What changes who answers for an order, its promises or its company; each asks for a reason. */
export const moves = [
  'order.transfer',
  'order.raise',
  'order.hand-down',
  'order.set-track',
  'order.suspend',
  'order.resume',
  'order.set-urgency',
  'order.add-part',
  'order.merge',
  'order.unmerge',
] as const satisfies readonly CommandType[]

export type Move = (typeof moves)[number]

export const moveIcons: Record<Move, string> = {
  'order.transfer': 'send',
  'order.raise': 'chevron-up',
  'order.hand-down': 'chevron-down',
  'order.set-track': 'target',
  'order.suspend': 'circle-pause',
  'order.resume': 'rotate-ccw',
  'order.set-urgency': 'clock',
  'order.add-part': 'plus',
  'order.merge': 'merge',
  'order.unmerge': 'undo-2',
}

export const transferReasons = ['NOT_OURS', 'BETTER_PLACED', 'LACKS_MEANS', 'OTHER'] as const
export const raiseReasons = ['LACKS_MEANS', 'LACKS_POWER', 'SEVERAL_PLACES', 'STUCK', 'OTHER'] as const
export const handDownReasons = ['SMALL_ENOUGH', 'NOT_TRIED', 'SAYS_TOO_LITTLE', 'OTHER'] as const
export const suspendReasons = ['WAITING_FOR_REQUESTER', 'SEASON', 'WEATHER', 'MATERIAL', 'OTHER_BODY', 'OTHER'] as const
export const urgencies: readonly Urgency[] = ['NORMAL', 'URGENT', 'DANGER']

export interface MoveDraft {
  text: string
  body: string
  transferReason: (typeof transferReasons)[number] | ''
  suspendReason: (typeof suspendReasons)[number] | ''
  raiseReason: (typeof raiseReasons)[number] | ''
  handDownReason: (typeof handDownReasons)[number] | ''
  /** Empty: the everyday track; absent: not chosen yet. */
  campaign?: Uuid
  /** The last day of the pause, as the calendar names it. */
  untilDay: string
  urgency: Urgency | ''
  kind: string
  /** A part that is done at the same moment, by a second person. */
  together: boolean
  into?: { id: Uuid; number: string; title: string }
}

export const emptyMove = (): MoveDraft => ({
  text: '',
  body: '',
  transferReason: '',
  suspendReason: '',
  raiseReason: '',
  handDownReason: '',
  untilDay: '',
  urgency: '',
  kind: '',
  together: false,
})

export type MoveField = 'text' | 'body' | 'reason' | 'until' | 'urgency' | 'kind' | 'into' | 'campaign'

const needsText: ReadonlySet<Move> = new Set(['order.suspend', 'order.set-urgency', 'order.add-part', 'order.merge'])

/** The first thing that is missing, or nothing. */
export function missingInMove(move: Move, draft: MoveDraft): MoveField | undefined {
  if (move === 'order.transfer' && !draft.body) return 'body'
  if (move === 'order.transfer' && !draft.transferReason) return 'reason'
  if (move === 'order.raise' && !draft.raiseReason) return 'reason'
  if (move === 'order.hand-down' && !draft.handDownReason) return 'reason'
  if (move === 'order.set-track' && draft.campaign === undefined) return 'campaign'
  if (move === 'order.suspend' && !draft.suspendReason) return 'reason'
  if (move === 'order.suspend' && !draft.untilDay) return 'until'
  if (move === 'order.set-urgency' && !draft.urgency) return 'urgency'
  if (move === 'order.add-part' && !draft.kind) return 'kind'
  if (move === 'order.merge' && !draft.into) return 'into'
  if (needsText.has(move) && !draft.text.trim()) return 'text'
  return undefined
}

/** The pause includes its last day, as the county counts days, wherever this browser stands. */
export function endOfDay(day: string, offset: string): string {
  return new Date(Date.parse(`${day}T23:59:59${offset}`)).toISOString()
}

export function moveBody(move: Move, orderId: Uuid, draft: MoveDraft, offset: string): CommandBodies[Move] {
  const text = draft.text.trim()
  const said = text ? { text } : {}
  switch (move) {
    case 'order.transfer':
      return { orderId, body: draft.body, reason: draft.transferReason || 'OTHER', ...said }
    case 'order.raise':
      return { orderId, reason: draft.raiseReason || 'OTHER', ...said }
    case 'order.hand-down':
      return { orderId, reason: draft.handDownReason || 'OTHER', ...said }
    case 'order.set-track':
      return { orderId, ...(draft.campaign ? { campaignId: draft.campaign } : {}), ...said }
    case 'order.suspend':
      return { orderId, reason: draft.suspendReason || 'OTHER', until: endOfDay(draft.untilDay, offset), text }
    case 'order.resume':
    case 'order.unmerge':
      return { orderId, ...said }
    case 'order.set-urgency':
      return { orderId, urgency: draft.urgency || 'NORMAL', reason: text }
    case 'order.add-part':
      return { orderId, partId: uuid7(), kind: draft.kind, text, ...(draft.together ? { together: true } : {}) }
    case 'order.merge':
      return { orderId, into: draft.into?.id ?? orderId, reason: text }
  }
}

export function openParts(order: OrderDetail) {
  return order.parts.filter((part) => part.open)
}

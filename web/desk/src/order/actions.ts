import type { ClosingChannel, CommandBodies, CommandType, Uuid } from '@yanzhen/shared/api'

/** The commands the desk offers as buttons beside an order; dispatching has its own pane. */
export const orderActions = [
  'order.submit',
  'order.report',
  'order.solve',
  'order.reopen',
  'dispatch.recall',
  'order.note',
  'order.cancel',
] as const satisfies readonly CommandType[]

export type OrderAction = (typeof orderActions)[number]

export const actionIcons: Record<OrderAction, string> = {
  'order.submit': 'send',
  'order.report': 'clipboard-list',
  'order.solve': 'circle-check',
  'order.reopen': 'rotate-ccw',
  'dispatch.recall': 'undo-2',
  'order.note': 'message-square',
  'order.cancel': 'ban',
}

/** Short name of an action: of its form, and for finding it on the page. */
export function actionName(action: CommandType): string {
  return action.slice(action.indexOf('.') + 1)
}

/** What the desk can ask through; the door is the requester's own. */
export const askedThrough: readonly ClosingChannel[] = ['CALL', 'WINDOW', 'PAPER']

/** What the requester gives of five; 0 where they gave none. */
export interface Grade {
  rating: number
  /** By the kind's dimensions. */
  ratings: Record<string, number>
}

export const noGrade = (): Grade => ({ rating: 0, ratings: {} })

export interface ActionDraft extends Grade {
  text: string
  photos: Uuid[]
  channel: ClosingChannel
  /** What came of it, by the kind's results. */
  results: Record<string, string>
  sure: boolean
}

export const emptyDraft = (): ActionDraft => ({ text: '', photos: [], channel: 'CALL', ...noGrade(), results: {}, sure: false })

type Missing = { field: 'text' | 'sure'; words: string }

export function missingIn(action: OrderAction, draft: ActionDraft): Missing | undefined {
  const wordsNeeded = action !== 'order.submit' && action !== 'order.solve' && !(action === 'order.note' && draft.photos.length)
  if (wordsNeeded && !draft.text.trim()) return { field: 'text', words: 'action.missingText' }
  if (action === 'order.cancel' && !draft.sure) return { field: 'sure', words: 'action.missingSure' }
  return undefined
}

/** What was filled in of what is asked. */
export function filledIn(answers: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(answers).flatMap(([code, value]) => (value.trim() ? [[code, value.trim()]] : [])),
  )
}

/** What was given of a grade, as commands take it. */
export function gradeIn({ rating, ratings }: Grade): Partial<Grade> {
  const given = Object.entries(ratings).filter(([, grade]) => grade > 0)
  return { ...(rating ? { rating } : {}), ...(given.length ? { ratings: Object.fromEntries(given) } : {}) }
}

export function bodyOf(action: OrderAction, orderId: Uuid, draft: ActionDraft): CommandBodies[OrderAction] {
  const text = draft.text.trim()
  switch (action) {
    case 'order.submit':
      return { orderId }
    case 'order.note':
      return { orderId, ...(text ? { text } : {}), ...(draft.photos.length ? { attachments: draft.photos } : {}) }
    case 'order.report': {
      const results = filledIn(draft.results)
      return {
        orderId,
        text,
        ...(draft.photos.length ? { attachments: draft.photos } : {}),
        ...(Object.keys(results).length ? { results } : {}),
      }
    }
    case 'dispatch.recall':
    case 'order.cancel':
      return { orderId, reason: text }
    case 'order.reopen':
      return { orderId, text, channel: draft.channel }
    case 'order.solve':
      return {
        orderId,
        channel: draft.channel,
        ...gradeIn(draft),
        ...(text ? { text } : {}),
      }
  }
}

// A note and a submission merge with whatever happened meanwhile; these decide on what was before one's eyes.
const decidesOnSeen: ReadonlySet<CommandType> = new Set([
  'dispatch.offer',
  'dispatch.open',
  'dispatch.recall',
  'dispatch.contest',
  'dispatch.keep',
  'dispatch.yield',
  'order.cancel',
  'order.transfer',
  'order.raise',
  'order.hand-down',
  'order.suspend',
  'order.set-urgency',
  'order.merge',
  'order.solve',
  'order.reopen',
])

export function baseFor(type: CommandType, version: number): number | undefined {
  return decidesOnSeen.has(type) ? version : undefined
}

import type {
  BoardEntry,
  Clock,
  ClockName,
  CommandType,
  FieldWork,
  OrderCard,
  OrderDetail,
  OrderState,
  PersonRef,
  TakenOrder,
  TeamOffer,
  ThreadEntry,
  WhyMe,
} from '@yanzhen/shared/api'
import { orderOf, type EntryView } from './log'

interface Effect {
  from: readonly OrderState[]
  /** Absent: the state stays. */
  to?: OrderState
  /** Whether the order is on my hands afterwards. */
  mine: 'becomes' | 'leaves' | 'stays'
  /** The clock that stops with it. */
  meets?: ClockName
}

/** What a kept command does to the order as this phone shows it. The server's table decides; this one only waits. */
export const effects: Partial<Record<CommandType, Effect>> = {
  'dispatch.claim': { from: ['OPEN'], to: 'ACCEPTED', mine: 'becomes', meets: 'SIGN' },
  'order.accept': { from: ['OFFERED'], to: 'ACCEPTED', mine: 'becomes', meets: 'SIGN' },
  'order.decline': { from: ['OFFERED'], to: 'WAITING', mine: 'leaves' },
  'dispatch.accept-for-team': { from: ['OFFERED'], to: 'ACCEPTED', mine: 'leaves', meets: 'SIGN' },
  'dispatch.return-from-team': { from: ['OFFERED'], to: 'WAITING', mine: 'leaves' },
  'dispatch.hand-on': { from: ['OFFERED'], to: 'WAITING', mine: 'leaves' },
  // Whoever else would take it over has their answer.
  'dispatch.keep': { from: ['ACCEPTED'], mine: 'stays' },
  'dispatch.yield': { from: ['ACCEPTED'], mine: 'leaves' },
  'order.release': { from: ['ACCEPTED', 'WORKING'], to: 'WAITING', mine: 'leaves' },
  'order.raise': { from: ['ACCEPTED', 'WORKING'], to: 'WAITING', mine: 'leaves' },
  'order.start': { from: ['ACCEPTED'], to: 'WORKING', mine: 'stays', meets: 'CONTACT' },
  'order.note': { from: ['OFFERED', 'ACCEPTED', 'WORKING', 'REPORTED'], mine: 'stays' },
  'order.report': { from: ['WORKING'], to: 'REPORTED', mine: 'stays', meets: 'RESOLVE' },
  'order.answer': { from: ['ACCEPTED', 'WORKING', 'REPORTED', 'SUSPENDED'], mine: 'stays' },
  // Where it goes on after a pause is the server's to say.
  'order.resume': { from: ['SUSPENDED'], mine: 'stays' },
  // By whoever leads the joint order this is a part of.
  'order.solve': { from: ['REPORTED'], to: 'SOLVED', mine: 'stays', meets: 'VERIFY' },
  'order.reopen': { from: ['REPORTED', 'SOLVED'], to: 'WAITING', mine: 'stays' },
}

const allowedByState: Partial<Record<OrderState, readonly CommandType[]>> = {
  ACCEPTED: ['order.start', 'order.note', 'order.answer', 'order.release'],
  WORKING: ['order.report', 'order.note', 'order.answer', 'order.release'],
  REPORTED: ['order.note', 'order.answer'],
}

/** The state after the command, or undefined when the command does nothing to an order in this state. */
export function stateAfter(state: OrderState, type: CommandType): OrderState | undefined {
  const effect = effects[type]
  if (!effect?.from.includes(state)) return undefined
  return effect.to ?? state
}

/** A command on this phone that the cached work does not know yet. */
export interface PendingCommand {
  view: EntryView
  /** Sent ones stay in force until work is read that includes them. */
  sent: boolean
  /** The order's version once the server has done it. */
  version?: number
  answeredAt?: string
}

export interface LocalOrder {
  detail: OrderDetail
  pending: PendingCommand[]
  /** Something about it is on this phone only. */
  keptHere: boolean
  /** No more of it is known than the board says. */
  fromBoard?: boolean
}

export interface LocalBoardEntry {
  entry: BoardEntry
}

export interface LocalTaken extends TakenOrder {
  /** What I said of it is on this phone only. */
  keptHere: boolean
}

export interface LocalWork {
  asOf: string
  offers: LocalOrder[]
  board: LocalBoardEntry[]
  /** More is on the board than stands here. */
  boardIsPart: boolean
  /** What others have taken that I could have too. */
  taken: LocalTaken[]
  active: LocalOrder[]
  /** Of the offers, those that ask a group I answer for. */
  teamOffers: TeamOffer[]
  recent: OrderCard[]
  why: WhyMe[]
}

/** The cached work as it will be once everything on this phone has arrived. */
export function projected(work: FieldWork, pending: PendingCommand[], me: PersonRef | undefined): LocalWork {
  const ofOrder = new Map<string, PendingCommand[]>()
  for (const command of [...pending].sort((a, b) => a.view.seq - b.view.seq)) {
    const order = orderOf(command.view)
    if (order) ofOrder.set(order, [...(ofOrder.get(order) ?? []), command])
  }
  const result: LocalWork = { asOf: work.asOf, offers: [], board: [], boardIsPart: work.boardIsPart ?? false, taken: [], active: [], teamOffers: work.teamOffers ?? [], recent: work.recent, why: work.why ?? [] }
  const place = (detail: OrderDetail, list: 'offers' | 'active', fromBoard = false) => {
    const local = withPending(detail, unknownTo(detail.card, work.asOf, ofOrder.get(detail.card.id) ?? []), me)
    if (local.gone) return
    if (fromBoard) local.order.fromBoard = true
    if (list === 'offers' && local.order.detail.card.state === 'OFFERED') result.offers.push(local.order)
    else result.active.push(local.order)
  }
  for (const detail of work.offers) place(detail, 'offers')
  for (const detail of work.active) place(detail, 'active')
  for (const entry of work.board) {
    // Papers taken for it make it nobody's work.
    const commands = unknownTo(entry.order, work.asOf, ofOrder.get(entry.order.id) ?? []).filter(({ view }) => effects[view.type])
    if (commands.length === 0) result.board.push({ entry })
    else place(detailOf(entry), 'active', true)
  }
  for (const entry of work.taken ?? []) result.taken.push(takenWith(entry, work.asOf, ofOrder.get(entry.orderId) ?? []))
  result.active.sort((a, b) => Number(a.detail.card.state === 'REPORTED') - Number(b.detail.card.state === 'REPORTED'))
  return result
}

/** Whether I would take it over, as this phone knows it. */
function takenWith(entry: TakenOrder, asOf: string, commands: PendingCommand[]): LocalTaken {
  const mine = commands.filter(
    ({ view, sent, answeredAt }) =>
      (view.type === 'dispatch.contest' || view.type === 'dispatch.drop-contest') &&
      (!sent || (answeredAt != null && Date.parse(answeredAt) > Date.parse(asOf))),
  )
  const last = mine.at(-1)
  const keptHere = mine.some((command) => !command.sent)
  if (!last) return { ...entry, keptHere }
  return { ...entry, mine: last.view.type === 'dispatch.contest', mayAsk: false, keptHere }
}

/** A board entry has no more than its card and text. */
export function detailOf(entry: BoardEntry): OrderDetail {
  return {
    card: entry.order,
    text: entry.text,
    fields: [],
    papers: [],
    dimensions: [],
    clocks: entry.order.nextClock ? [entry.order.nextClock] : [],
    thread: [],
    attachments: [],
    allowed: entry.eligible ? ['dispatch.claim'] : [],
    parts: [],
    results: [],
    asks: [],
    unanswered: [],
    takesOrders: false,
    handsOut: false,
    toCome: [],
  }
}

function unknownTo(card: OrderCard, asOf: string, commands: PendingCommand[]): PendingCommand[] {
  return commands.filter((command) => {
    if (!command.sent) return true
    if (command.version != null) return command.version > card.version
    return command.answeredAt != null && Date.parse(command.answeredAt) > Date.parse(asOf)
  })
}

function stopped(clock: Clock, name: ClockName, at: string): Clock {
  if (clock.name !== name || clock.metAt != null) return clock
  return { ...clock, metAt: at, late: Date.parse(at) > Date.parse(clock.dueAt) }
}

/** An order read by itself, with what this phone has and it does not know. */
export function overlaid(detail: OrderDetail, asOf: string, pending: PendingCommand[], me: PersonRef | undefined): LocalOrder {
  const its = pending.filter((command) => orderOf(command.view) === detail.card.id)
  return withPending(detail, unknownTo(detail.card, asOf, its), me).order
}

function withPending(
  detail: OrderDetail,
  pending: PendingCommand[],
  me: PersonRef | undefined,
): { order: LocalOrder; gone: boolean } {
  let card = detail.card
  let allowed = detail.allowed
  let clocks = detail.clocks
  let unanswered = detail.unanswered
  let gone = false
  const thread: ThreadEntry[] = [...detail.thread]
  for (const { view } of pending) {
    const to = stateAfter(card.state, view.type)
    if (to === undefined) continue
    const effect = effects[view.type]!
    const body = view.body as { text?: string; reason?: string; attachments?: string[]; fields?: Record<string, string> }
    if (view.type === 'order.answer') unanswered = unanswered?.filter(({ code }) => !body.fields?.[code])
    if (view.type === 'dispatch.keep') {
      card = { ...card, contest: undefined }
      allowed = allowed.filter((type) => type !== 'dispatch.keep' && type !== 'dispatch.yield')
    }
    if (view.type === 'order.resume') allowed = allowed.filter((type) => type !== view.type)
    thread.push({
      version: card.version,
      at: view.recordedAt,
      recordedAt: view.recordedAt,
      type: view.type,
      from: card.state,
      to,
      actor: { name: me?.name, role: 'WORKER' },
      text: body.text,
      reason: body.reason,
      ratings: [],
      answers: [],
      attachments: (body.attachments ?? []).map((id) => ({ id, ready: false })),
    })
    if (effect.mine === 'leaves') gone = true
    if (effect.mine === 'becomes') {
      gone = false
      card = { ...card, assignee: me, offeredTo: undefined }
    }
    if (effect.meets) {
      clocks = clocks.map((clock) => stopped(clock, effect.meets!, view.recordedAt))
      const known = card.nextClock?.name === effect.meets
      card = { ...card, nextClock: known ? clocks.find((clock) => clock.metAt == null) : card.nextClock }
    }
    if (to !== card.state) {
      card = { ...card, state: to }
      allowed = [...(allowedByState[to] ?? [])]
    }
  }
  return {
    order: { detail: { ...detail, card, allowed, clocks, thread, unanswered }, pending, keptHere: pending.some((command) => !command.sent) },
    gone,
  }
}

import {
  draftOf,
  emptyOrder,
  idPattern,
  idsOf,
  missingIn,
  type ChosenDivision,
  type KindField,
  type KindView,
  type Missing,
  type NewOrder,
  type OrderPlaceBody,
  type Uuid,
} from '@yanzhen/shared/api'
import { uploadsOf, type Intent } from '../command/log'
import type { Draft } from './drafts'
import { takenRows, type PaperRow } from './folder'
import { authorityBody, emptyProxy, type Proxy, type ProxyWrong } from './proxy'

/** The form of an order, beside the words and uploads that every draft has. */
export interface Placing extends Omit<NewOrder, 'text' | 'photos'> {
  /** Who speaks asks for somebody else. */
  forAnother: boolean
  /** On whose authority they do. */
  proxy: Proxy
  /** What they hand over with it. */
  papers: PaperRow[]
  /** The open order of the same matter it is to go on with. */
  joins?: Joined
  /** Orders that were shown as alike and are another matter. */
  apart?: Uuid[]
}

/** An open order somebody has the same trouble as; `line` as it was called when they said so. */
export interface Joined {
  id: Uuid
  line?: string
}

/** Something that cannot be handed in like this; `field` as the server names it. */
export interface Wrong {
  field: string
  why: Missing['why'] | ProxyWrong['why'] | 'Principal' | 'Phone' | 'Number' | 'Name'
  label?: string
}

const PHONE = /^\+?\d[\d -]{4,18}$/
const NUMBER = /^-?\d{1,12}(\.\d{1,4})?$/
const TITLE_LETTERS = 24

export function emptyPlacing(orderId: Uuid, division?: ChosenDivision): Placing {
  const { text: _text, photos: _photos, ...rest } = emptyOrder(orderId)
  return { ...rest, source: 'FIELD', division, forAnother: false, proxy: emptyProxy(), papers: [] }
}

/** Whether anything was filled in; the village alone comes by itself. */
export function isStarted(placing: Placing | undefined): boolean {
  if (!placing) return false
  const { kind, place, requesterName, requesterPhone, principalName, principalPhone, fields, papers } = placing
  return Boolean(kind) || papers.length > 0 || [place, requesterName, requesterPhone, principalName, principalPhone, ...Object.values(fields)].some((each) => each.trim() !== '')
}

function newOrderOf(draft: Draft, placing: Placing): NewOrder {
  const { forAnother, proxy: _proxy, papers: _papers, joins: _joins, apart: _apart, ...order } = placing
  // What was typed before "for somebody else" was unticked goes nowhere.
  const nobody = forAnother ? {} : { principalName: '', principalPhone: '' }
  return { ...order, ...nobody, text: draft.text, photos: draft.attachments }
}

/** Looked at here already: offline the server's no would come when the visit is long over. */
export function wrongIn(draft: Draft, placing: Placing, kind: KindView | undefined, spoken: boolean): Wrong[] {
  const wrong: Wrong[] = missingIn(newOrderOf(draft, placing), kind, false).filter(({ field }) => !(spoken && field === 'text'))
  const phone = (field: 'requesterPhone' | 'principalPhone') => {
    const value = placing[field].trim()
    if (value && !PHONE.test(value)) wrong.push({ field, why: 'Phone' })
  }
  phone('requesterPhone')
  if (placing.forAnother) {
    if (!placing.principalName.trim()) wrong.push({ field: 'principalName', why: 'Principal' })
    phone('principalPhone')
  }
  return [...wrong, ...wronglyAnswered(kind?.fields ?? [], placing.fields)]
}

/** Answers that are not written as their questions ask. */
function wronglyAnswered(questions: readonly KindField[], values: Record<string, string>): Wrong[] {
  return questions.flatMap(({ code, type, label }): Wrong[] => {
    const value = values[code]?.trim()
    const field = `fields.${code}`
    if (!value) return []
    if (type === 'NUMBER' && !NUMBER.test(value)) return [{ field, why: 'Number', label }]
    if ((type === 'PERSON' || type === 'HOUSEHOLD') && /^\d/.test(value)) return [{ field, why: 'Name', label }]
    return []
  })
}

/** The same, and those that must be answered and are not. */
export function wrongAnswers(questions: readonly KindField[], values: Record<string, string>): Wrong[] {
  const missing = questions
    .filter(({ code, required }) => required && !values[code]?.trim())
    .map(({ code, label }): Wrong => ({ field: `fields.${code}`, why: 'Field', label }))
  return [...missing, ...wronglyAnswered(questions, values)]
}

/** What was filled in of what is asked. */
export function answersGiven(questions: readonly KindField[], values: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    questions.flatMap(({ code }) => {
      const value = values[code]?.trim()
      return value ? [[code, value]] : []
    }),
  )
}

/** `spokenWords` stand for what was only recorded. */
export function placeBody(draft: Draft, placing: Placing, kind: KindView | undefined, spokenWords = '', myName = ''): OrderPlaceBody {
  const body: OrderPlaceBody = draftOf({ ...newOrderOf(draft, placing), text: draft.text.trim() || spokenWords }, kind)
  if (placing.forAnother && placing.proxy.by === 'ME' && !body.requesterName && myName) body.requesterName = myName
  return placing.joins ? { ...body, joins: placing.joins.id } : body
}

/** Who asks: whoever stands there, or the one who holds the phone and files for somebody. */
export function proxyNameOf(placing: Placing, myName: string): string {
  return placing.proxy.by === 'ME' ? myName : placing.requesterName.trim()
}

/**
 * What goes along with the order: on whose authority it is filed, which papers were handed over. With one that goes on with another
 * goes neither: nothing is filed for it.
 */
export function besides(placing: Placing, myName: string, newId: () => Uuid) {
  const { orderId, joins } = placing
  const papers = joins ? [] : takenRows(placing.papers)
  return {
    authority: placing.forAnother && !joins
      ? authorityBody({ authorityId: newId(), orderId }, placing.proxy, {
          proxyName: proxyNameOf(placing, myName),
          proxyPhone: placing.proxy.by === 'ME' ? undefined : placing.requesterPhone.replace(/[\s-]/g, ''),
          principalName: placing.principalName,
          principalPhone: placing.principalPhone.replace(/[\s-]/g, ''),
        })
      : undefined,
    papers: papers.length > 0 ? { orderId, slipId: newId(), papers } : undefined,
  }
}

/**
 * A refused order as it was filled in.
 *
 * @param field what it was refused for: an order that cannot be joined any more is not joined again
 */
export function draftOfRefused(body: OrderPlaceBody, villages: readonly ChosenDivision[], field?: string): Draft & { placing: Placing } {
  const { orderId, kind, title, place, fields, requesterName, requesterPhone, urgency, principalName, principalPhone } = body
  const placing: Placing = {
    ...emptyPlacing(orderId, villages.find(({ id }) => id === body.divisionId)),
    kind,
    title: title ?? '',
    place: place ?? '',
    fields: { ...fields },
    requesterName: requesterName ?? '',
    requesterPhone: requesterPhone ?? '',
    urgency: urgency ?? 'NORMAL',
    language: body.language ?? undefined,
    languageNeeded: body.languageNeeded ?? undefined,
    forAnother: Boolean(principalName),
    principalName: principalName ?? '',
    principalPhone: principalPhone ?? '',
    joins: body.joins && field !== 'joins' ? { id: body.joins } : undefined,
  }
  return { text: body.text ?? '', attachments: [...(body.attachments ?? [])], placing }
}

/** How the entry is told to its author. */
export function placedTitle(draft: Draft, kind: KindView | undefined): string {
  const words = draft.text.trim()
  const short = [...words].length > TITLE_LETTERS ? `${[...words].slice(0, TITLE_LETTERS).join('')}…` : words
  return [kind?.name, short].filter(Boolean).join(' · ')
}

/** Adds an upload to an answer, or takes one out. */
export const withUpload = (answer: string | undefined, id: Uuid) => [...uploadsIn(answer), id].join(',')
export const withoutUpload = (answer: string | undefined, id: Uuid) => uploadsIn(answer).filter((each) => each !== id).join(',')
export const uploadsIn = (answer: string | undefined): Uuid[] => idsOf(answer).filter((id) => idPattern.test(id))

/** All a draft names. */
export function uploadsOfDraft({ attachments, placing }: Draft): Uuid[] {
  return [...attachments, ...(placing?.proxy?.photos ?? []), ...Object.values(placing?.fields ?? {}).flatMap(uploadsIn)]
}

/** What a draft names and nothing of what was handed in does, such as the authority for an order that goes on with another. */
export function leftBehind(draft: Draft, handedIn: readonly Pick<Intent, 'body'>[]): Uuid[] {
  const named = new Set(handedIn.flatMap(uploadsOf))
  return uploadsOfDraft(draft).filter((id) => !named.has(id))
}

/** Of the villages this phone knows, those whose names hold every word typed. */
export function villagesLike<T extends ChosenDivision>(villages: readonly T[], typed: string, most: number): T[] {
  const parts = typed.trim().split(/\s+/)
  return villages.filter(({ name }) => parts.every((part) => name.includes(part))).slice(0, most)
}

export function kindsLike(kinds: readonly KindView[], typed: string): KindView[] {
  const text = typed.trim().toLowerCase()
  return kinds.filter(({ name, summary }) => `${name} ${summary}`.toLowerCase().includes(text))
}

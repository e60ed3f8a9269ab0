import { idPattern, idsOf, isUpload } from './answers'
import type { KindView, OrderDraftBody, OrderSource, Urgency, Uuid } from './types'

export interface ChosenDivision {
  id: number
  name: string
}

/** How an order reaches a desk; the other ways need no desk. */
export const deskSources: readonly OrderSource[] = ['CALL', 'WINDOW', 'PAPER', 'VISIT']

export const urgencies: readonly Urgency[] = ['NORMAL', 'URGENT', 'DANGER']

export interface NewOrder {
  /** Made with the form and kept until it is placed: however often it is sent, it is this one order. */
  orderId: Uuid
  source: OrderSource
  kind: string | undefined
  title: string
  text: string
  fields: Record<string, string>
  requesterName: string
  requesterPhone: string
  /** For whom, where that is somebody else, and where they are told. */
  principalName: string
  principalPhone: string
  division: ChosenDivision | undefined
  place: string
  urgency: Urgency
  photos: Uuid[]
  /** Absent: the everyday track. */
  campaign?: Uuid
  /** What the one asked for speaks, by code; absent: nobody said. */
  language?: string
  /** Whether somebody has to go who speaks it. */
  languageNeeded?: boolean
}

export function emptyOrder(orderId: Uuid): NewOrder {
  return {
    orderId,
    source: 'CALL',
    kind: undefined,
    title: '',
    text: '',
    fields: {},
    requesterName: '',
    requesterPhone: '',
    principalName: '',
    principalPhone: '',
    division: undefined,
    place: '',
    urgency: 'NORMAL',
    photos: [],
  }
}

/** One more of the same person: who they are, where and what they speak stay, the matter does not. */
export function anotherOf(order: NewOrder, orderId: Uuid): NewOrder {
  const { source, requesterName, requesterPhone, division, language, languageNeeded } = order
  return { ...emptyOrder(orderId), source, requesterName, requesterPhone, division, language, languageNeeded }
}

export function isEmpty(order: NewOrder): boolean {
  return !order.text.trim() && !order.title.trim() && !order.requesterName.trim() && !order.requesterPhone.trim() && !order.principalName.trim() && !order.principalPhone.trim() && !order.place.trim() && !order.photos.length
}

export type Missing = { field: string; why: 'Kind' | 'Text' | 'Division' | 'Field'; label?: string }

/** What is needed before it can be placed; a draft needs only its kind. */
export function missingIn(order: NewOrder, kind: KindView | undefined, asDraft: boolean): Missing[] {
  if (!order.kind) return [{ field: 'kind', why: 'Kind' }]
  if (asDraft) return []
  const missing: Missing[] = []
  if (!order.text.trim()) missing.push({ field: 'text', why: 'Text' })
  if (!order.division) missing.push({ field: 'divisionId', why: 'Division' })
  for (const field of kind?.fields ?? []) {
    if (field.required && !order.fields[field.code]?.trim()) {
      missing.push({ field: `fields.${field.code}`, why: 'Field', label: field.label })
    }
  }
  return missing
}

/** The uploads that answer one of the kind's questions. */
export function answeredUploads(order: NewOrder, kind: KindView | undefined): Uuid[] {
  const asked = kind?.fields.filter((field) => isUpload(field.type)) ?? []
  return asked.flatMap((field) => idsOf(order.fields[field.code])).filter((id) => idPattern.test(id))
}

/** Only what was filled in, and only the fields this kind asks for. */
export function draftOf(order: NewOrder, kind: KindView | undefined): OrderDraftBody {
  const filled = (text: string) => text.trim() || undefined
  const asked = new Set(kind?.fields.map((field) => field.code))
  const fields = Object.fromEntries(Object.entries(order.fields).flatMap(([code, value]) => (asked.has(code) && value.trim() ? [[code, value.trim()]] : [])))
  const body: OrderDraftBody = {
    orderId: order.orderId,
    kind: order.kind ?? '',
    title: filled(order.title),
    text: filled(order.text),
    divisionId: order.division?.id,
    place: filled(order.place),
    fields: Object.keys(fields).length ? fields : undefined,
    requesterName: filled(order.requesterName),
    requesterPhone: filled(order.requesterPhone)?.replace(/[\s-]/g, ''),
    principalName: filled(order.principalName),
    principalPhone: filled(order.principalPhone)?.replace(/[\s-]/g, ''),
    urgency: order.urgency,
    source: order.source,
    attachments: order.photos.length ? order.photos : undefined,
    campaignId: order.campaign || undefined,
    language: order.language || undefined,
    languageNeeded: (order.language && order.languageNeeded) || undefined,
  }
  return JSON.parse(JSON.stringify(body)) as OrderDraftBody
}

/** Eleven digits of a mobile, or a landline with its area code, or a local number. A doubt, never a bar. */
export function looksLikePhone(phone: string): boolean {
  return /^(\+?86)?(1\d{10}|0\d{9,11}|[2-9]\d{6,7})$/.test(phone.replace(/[\s-]/g, ''))
}

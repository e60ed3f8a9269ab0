import type { CommandBodies, Uuid } from '@yanzhen/shared/api'

type Recorded = CommandBodies['hall.record-authority']
export type Shown = Recorded['shown']
export type Relation = NonNullable<Recorded['relation']>

export const shownHow: readonly Shown[] = ['SPOKEN', 'PAPER_SEEN', 'POWER_OF_ATTORNEY']
export const relations: readonly Relation[] = ['SPOUSE', 'CHILD', 'PARENT', 'RELATIVE', 'NEIGHBOUR', 'CADRE', 'OTHER']
export const MOST_PHOTOS = 3

/** Who speaks for somebody else, and on whose authority. */
export interface Proxy {
  /** Whoever stands there, or the one who holds this phone. */
  by: 'SPEAKER' | 'ME'
  relation?: Relation
  shown?: Shown
  /** The last day; until the matter ends when empty. */
  until: string
  /** The number of the power of attorney. */
  document: string
  photos: Uuid[]
}

export const emptyProxy = (): Proxy => ({ by: 'SPEAKER', until: '', document: '', photos: [] })

/** The part of the form it is about, and the words that say what it lacks. */
export interface ProxyWrong {
  field: string
  why: 'Relation' | 'Shown' | 'Document' | 'ProxyName'
}

export function wrongProxy(proxy: Proxy, proxyName: string): ProxyWrong[] {
  const wrong: ProxyWrong[] = []
  if (proxy.by === 'SPEAKER' && !proxyName.trim()) wrong.push({ field: 'proxyName', why: 'ProxyName' })
  if (!proxy.relation) wrong.push({ field: 'relation', why: 'Relation' })
  if (!proxy.shown) wrong.push({ field: 'shown', why: 'Shown' })
  // Its number, or its picture.
  if (proxy.shown === 'POWER_OF_ATTORNEY' && !proxy.document.trim() && proxy.photos.length === 0) wrong.push({ field: 'document', why: 'Document' })
  return wrong
}

export interface Persons {
  proxyName: string
  proxyPhone?: string
  principalName: string
  principalPhone?: string
}

export function authorityBody(ids: { authorityId: Uuid; orderId: Uuid }, proxy: Proxy, persons: Persons): Recorded {
  const filled = (text: string | undefined) => text?.trim() || undefined
  const body: Recorded = {
    ...ids,
    shown: proxy.shown ?? 'SPOKEN',
    relation: proxy.relation,
    until: filled(proxy.until),
    proxyName: persons.proxyName.trim(),
    proxyPhone: filled(persons.proxyPhone),
    principalName: persons.principalName.trim(),
    principalPhone: filled(persons.principalPhone),
    document: proxy.shown === 'POWER_OF_ATTORNEY' ? filled(proxy.document) : undefined,
    attachments: proxy.photos.length > 0 ? [...proxy.photos] : undefined,
  }
  return JSON.parse(JSON.stringify(body)) as Recorded
}

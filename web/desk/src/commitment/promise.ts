import type { CommitmentCard, PromiseWords } from '@yanzhen/shared/api'

export type Standing = CommitmentCard['standing']

export interface MilestoneDraft {
  n: number
  title: { zh: string; en: string }
  due: string
}

export interface FigureDraft {
  n: number
  name: { zh: string; en: string }
  unit: { zh: string; en: string }
  promised: string
}

/** A promise while it is written: nothing is absent, an empty field is empty. */
export interface PromiseDraft {
  title: { zh: string; en: string }
  brings: { zh: string; en: string }
  body: string
  owner: { zh: string; en: string }
  milestones: MilestoneDraft[]
  figures: FigureDraft[]
}

const pair = (words?: { zh: string; en?: string | null }) => ({ zh: words?.zh ?? '', en: words?.en ?? '' })

export function draftOf(promise: PromiseWords | undefined, year: number): PromiseDraft {
  return {
    title: pair(promise?.title),
    brings: pair(promise?.brings),
    body: promise?.body ?? '',
    owner: pair(promise?.owner),
    milestones: promise?.milestones.map((one) => ({ n: one.n, title: pair(one.title), due: one.due })) ?? [
      { n: 1, title: pair(), due: `${year}-12-31` },
    ],
    figures:
      promise?.figures?.map((one) => ({ n: one.n, name: pair(one.name), unit: pair(one.unit), promised: String(one.promised) })) ?? [],
  }
}

/** Numbers stay with what they were given to, also when something before it is taken out. */
export function nextNumber(rows: readonly { n: number }[]): number {
  return Math.max(0, ...rows.map((row) => row.n)) + 1
}

const sent = (words: { zh: string; en: string }) => {
  const en = words.en.trim()
  return en ? { zh: words.zh.trim(), en } : { zh: words.zh.trim() }
}

/** As it is sent; `undefined` while an amount is no number. */
export function promiseOf(draft: PromiseDraft): PromiseWords | undefined {
  const amounts = draft.figures.map((figure) => amountOf(figure.promised))
  if (amounts.some((amount) => amount === undefined)) return undefined
  return {
    title: sent(draft.title),
    brings: sent(draft.brings),
    body: draft.body,
    owner: sent(draft.owner),
    milestones: draft.milestones.map((one) => ({ n: one.n, title: sent(one.title), due: one.due })),
    figures: draft.figures.map((one, i) => ({ n: one.n, name: sent(one.name), unit: sent(one.unit), promised: amounts[i]! })),
  } as PromiseWords
}

/** As people type it, full-width or with commas; undefined when it is no amount. */
export function amountOf(text: string): number | undefined {
  const plain = text.normalize('NFKC').replaceAll(',', '').trim()
  return /^\d+(\.\d{1,2})?$/.test(plain) ? Number(plain) : undefined
}

/** Which field of the form a problem is about: `milestones.0.due` of `body.promise.milestones.0.due`. */
export function fieldOf(field: string | null | undefined): string {
  return (field ?? '').replace(/^body\./, '').replace(/^promise\./, '')
}

export const looks: Record<Standing, { icon: string; tone: string }> = {
  DRAFT: { icon: 'pencil', tone: 'soft' },
  PLANNED: { icon: 'clock', tone: 'soft' },
  ON_THE_WAY: { icon: 'refresh-cw', tone: 'sky' },
  LATE: { icon: 'triangle-alert', tone: 'alarm' },
  DONE: { icon: 'circle-check', tone: 'field' },
  GIVEN_UP: { icon: 'circle-x', tone: 'soft' },
}

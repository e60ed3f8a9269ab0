import type { KindView } from './types'

/** Types whose answer is the id of one or more uploads. */
export type FieldType = KindView['fields'][number]['type']

export const idsOf = (value: string | undefined): string[] => (value ? value.split(',').filter(Boolean) : [])

export const idPattern = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function isUpload(type: FieldType): boolean {
  return ['PHOTO', 'AUDIO', 'FILE', 'SIGNATURE'].includes(type)
}

/** How many uploads one answer may name. */
export function mostOf(type: FieldType): number {
  return type === 'PHOTO' || type === 'FILE' ? 3 : 1
}

/** A name with its number behind it, as the server reads it. */
export function personOf(value: string | undefined): { name: string; phone: string } {
  const found = /^(\D.*?)[\s,，:：]+(\+?\d[\d -]{0,18})$/.exec(value ?? '')
  return found ? { name: found[1]!, phone: found[2]! } : { name: value ?? '', phone: '' }
}

export function personText({ name, phone }: { name: string; phone: string }): string {
  return phone.trim() ? `${name.trim()} ${phone.trim()}` : name.trimStart()
}

export type Paper = KindView['papers'][number]

/** The papers these answers ask for; while a question is open, all its cases. */
export function papersFor(kind: Pick<KindView, 'papers'>, answers: Record<string, string | undefined>): Paper[] {
  return kind.papers.filter(
    ({ situations }) =>
      situations.length === 0 ||
      situations.some((situation) => {
        const at = situation.indexOf('=')
        const given = answers[situation.slice(0, at)]
        return !given || given === situation.slice(at + 1)
      }),
  )
}

/** Whether it is the time of year for it; a kind without months always is. */
export function isInSeason(kind: Pick<KindView, 'season'>, month: number): boolean {
  const { months } = kind.season
  return months.length === 0 || months.some(({ from, to }) => (from <= to ? from <= month && month <= to : month >= from || month <= to))
}

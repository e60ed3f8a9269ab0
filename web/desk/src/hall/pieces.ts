import type { Passage } from '@yanzhen/shared/api'

/** A stretch of a text, marked or not. */
export interface Piece {
  text: string
  marked: boolean
}

export function piecesOf(text: string, passages: readonly Passage[]): Piece[] {
  const pieces: Piece[] = []
  let at = 0
  for (const { from, to } of passages) {
    if (from < at || to > text.length || from >= to) continue
    if (from > at) pieces.push({ text: text.slice(at, from), marked: false })
    pieces.push({ text: text.slice(from, to), marked: true })
    at = to
  }
  if (at < text.length) pieces.push({ text: text.slice(at), marked: false })
  return pieces
}

/** Every place where one of the words stands; the longest word wins where two begin. */
export function piecesWith(text: string, words: readonly string[]): Piece[] {
  const longest = [...words].filter(Boolean).sort((a, b) => b.length - a.length)
  const passages: Passage[] = []
  for (let at = 0; at < text.length; ) {
    const word = longest.find((one) => text.startsWith(one, at))
    if (word) passages.push({ from: at, to: at + word.length })
    at += word?.length ?? 1
  }
  return piecesOf(text, passages)
}

const ONE_DAY = 24 * 60

export function tookWords(t: (key: string, values: Record<string, unknown>) => string, workMinutes?: number | null, minutes?: number | null): string | undefined {
  if (minutes === undefined || minutes === null) return undefined
  return t('triage.took', { days: tenths(minutes / ONE_DAY), hours: tenths((workMinutes ?? 0) / 60) })
}

export function tenths(figure: number): string {
  return (Math.round(figure * 10) / 10).toString()
}

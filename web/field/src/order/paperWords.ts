import { slipCode } from '@yanzhen/shared/api'
import { dayIn, hourWords, timeWords } from '@yanzhen/shared/ui'
import { about, account } from '../access/useSession'
import { serverNow } from '../app/useNow'
import type { EntryView } from '../command/log'
import { locale, m, say } from '../i18n'
import { is, slipIdOf, slipLines, type LocalPaper, type SlipLine } from './folder'

/** "户口簿（原件）× 1" */
export const lineWords = ({ label, original, count }: SlipLine) =>
  say(m.value.papers.line, { label, kind: original ? m.value.papers.original : m.value.papers.copy, n: count })

export const linesWords = (lines: readonly SlipLine[]) => lines.map(lineWords).join(m.value.papers.and)

/** Where a paper is, in one breath. */
export function whereWords({ hand }: LocalPaper): string {
  const { papers } = m.value
  if (!hand) return ''
  if (hand.mine) return papers.withMe
  const time = hand.since ? timeWords(hand.since, serverNow.value, locale.value, account.value?.zone) : ''
  if (hand.place === 'FIELD') return say(papers.withSomebody, { name: hand.by ?? '', time })
  return hand.by ? say(papers.atDeskBy, { name: hand.by, time }) : papers.atDesk
}

/** A slip in words that fit on a screen, a photo and a text message. */
export function slipText(view: EntryView, papers: readonly LocalPaper[], number: string | undefined): string {
  const words = m.value.papers
  const lines = slipLines(view, papers).map(lineWords)
  // "Today" is another day tomorrow, and a slip is kept.
  const at = Date.parse(view.recordedAt)
  const time = `${dayIn(at, account.value?.zone)} ${hourWords(at, locale.value, account.value?.zone)}`
  return [
    say(is(view, 'hall.take-papers') ? words.slipTook : words.slipGave, { name: account.value?.name ?? '', time }),
    ...lines,
    number ? say(words.slipNumber, { number }) : words.slipNumberLater,
    say(words.slipCode, { code: slipCode(slipIdOf(view)) }),
    ...(about.value?.servicePhone ? [say(words.slipPhone, { phone: about.value.servicePhone })] : []),
  ].join('\n')
}

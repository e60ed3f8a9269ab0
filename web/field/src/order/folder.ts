import type { CommandBodies, FolderAuthority, FolderPaper, OrderFolder, Uuid } from '@yanzhen/shared/api'
import type { EntryView } from '../command/log'
import type { PendingCommand } from '../command/optimistic'
import { isOfFolder } from '../command/refusals'

/** A paper somebody puts on the table. */
export type PaperRow = CommandBodies['hall.take-papers']['papers'][number]
export type Receiver = CommandBodies['hall.give-papers']['toWhom']

export const receivers: readonly Receiver[] = ['REQUESTER', 'PRINCIPAL', 'PROXY', 'FAMILY']
export const MOST_PAPERS = 40
export const MOST_OF_ONE = 99

export interface LocalPaper extends FolderPaper {
  /** Something about it is on this phone only. */
  keptHere: boolean
}

export interface LocalAuthority {
  id: Uuid
  shown: FolderAuthority['shown']
  relation?: FolderAuthority['relation']
  until?: FolderAuthority['until']
  expired: boolean
  state: FolderAuthority['state']
  proxyName?: string | null
  principalName?: string | null
  keptHere: boolean
}

/** What lies with an order, as this phone knows it. */
export interface LocalFolder {
  papers: LocalPaper[]
  /** The one in force, else the last. */
  authority?: LocalAuthority
  notesAuthority: boolean
  /** Whether whoever holds the phone takes papers they do not have yet; else what they carry only goes back. */
  takes: boolean
  /** What was handed over in one go and is noted on this phone; the newest first. */
  slips: EntryView[]
}

export interface KnownFolder {
  folder: OrderFolder
  asOf: string
}

/** Commands on this phone that the folder does not know yet; of one order, in their order. */
function unknownTo(known: KnownFolder | undefined, pending: readonly PendingCommand[]): PendingCommand[] {
  return pending
    .filter(({ view }) => isOfFolder(view.type))
    .filter(({ sent, answeredAt }) => !sent || !known || (answeredAt != null && Date.parse(answeredAt) > Date.parse(known.asOf)))
    .sort((a, b) => a.view.seq - b.view.seq)
}

/**
 * The folder as it will be once everything on this phone has arrived; the server's word decides.
 *
 * @param pending of this order
 * @param mayNote whether whoever holds the phone notes authorities, where the server has not said
 */
export function folderWith(known: KnownFolder | undefined, pending: readonly PendingCommand[], mayNote: boolean): LocalFolder {
  const papers = new Map<Uuid, LocalPaper>(known?.folder.papers.map((paper) => [paper.id, { ...paper, keptHere: false }]))
  const last = known?.folder.authorities.find(({ state }) => state === 'ACTIVE') ?? known?.folder.authorities[0]
  let authority: LocalAuthority | undefined = last && { ...last, keptHere: false }
  for (const { view, sent } of unknownTo(known, pending)) {
    if (is(view, 'hall.take-papers')) {
      for (const { paperId, label, original, count } of view.body.papers) {
        papers.set(paperId, { id: paperId, label, original, withUs: count, hand: mine(view), keptHere: !sent })
      }
    } else if (is(view, 'hall.give-papers')) {
      for (const { paperId, count } of view.body.papers) change(papers, paperId, (paper) => ({ ...paper, withUs: Math.max(0, paper.withUs - count), keptHere: !sent }))
    } else if (is(view, 'hall.hold-papers')) {
      for (const id of view.body.papers) change(papers, id, (paper) => ({ ...paper, hand: mine(view), keptHere: !sent }))
    } else if (is(view, 'hall.record-authority')) {
      const { authorityId, shown, relation, until, proxyName, principalName } = view.body
      authority = { id: authorityId, shown, relation, until, expired: false, state: 'ACTIVE', proxyName, principalName, keptHere: !sent }
    } else if (is(view, 'hall.hand-over-authority') && authority?.id === view.body.authorityId) {
      authority = { ...authority, state: 'HANDED_OVER', keptHere: !sent }
    }
  }
  return {
    papers: [...papers.values()],
    authority,
    notesAuthority: known?.folder.notesAuthority ?? mayNote,
    // What an older phone kept does not say; then the server will.
    takes: known?.folder.takes ?? true,
    slips: pending.map(({ view }) => view).filter((view) => is(view, 'hall.take-papers') || is(view, 'hall.give-papers')).sort((a, b) => b.seq - a.seq),
  }
}

export function is<T extends keyof CommandBodies>(view: EntryView, type: T): view is EntryView<T> {
  return (view.type as string) === type
}

function change(papers: Map<Uuid, LocalPaper>, id: Uuid, by: (paper: LocalPaper) => LocalPaper) {
  const paper = papers.get(id)
  if (paper) papers.set(id, by(paper))
}

function mine(view: EntryView): FolderPaper['hand'] {
  return { place: 'FIELD', since: view.recordedAt, mine: true }
}

/** Those I can give back at somebody's door. */
export const inMyHands = ({ papers }: LocalFolder) => papers.filter(({ withUs, hand }) => withUs > 0 && hand?.mine)
export const elsewhere = ({ papers }: LocalFolder) => papers.filter(({ withUs, hand }) => withUs > 0 && !hand?.mine)

/** Rows that say what they are; of an empty one nobody has taken anything. */
export function takenRows(rows: readonly PaperRow[]): PaperRow[] {
  return rows.filter(({ label }) => label.trim() !== '').map((row) => ({ ...row, label: row.label.trim() }))
}

/** The lines of a slip: what, original or copy, how many. */
export interface SlipLine {
  label: string
  original: boolean
  count: number
}

export function slipLines(view: EntryView, papers: readonly Pick<FolderPaper, 'id' | 'label' | 'original'>[]): SlipLine[] {
  if (is(view, 'hall.take-papers')) return view.body.papers
  if (!is(view, 'hall.give-papers')) return []
  return view.body.papers.flatMap(({ paperId, count }) => {
    const paper = papers.find(({ id }) => id === paperId)
    return paper ? [{ label: paper.label, original: paper.original, count }] : []
  })
}

export const slipIdOf = (view: EntryView): Uuid => (view.body as { slipId: Uuid }).slipId

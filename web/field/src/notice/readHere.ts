import type { InboxItem, Uuid } from '@yanzhen/shared/api'
import type { PendingCommand } from '../command/optimistic'
import type { KnownInbox } from './inboxCache'

/** The server counts no further. */
export const COUNTED = 100

/** What this phone has marked as read and the server may not know yet. */
export function readHere(pending: readonly PendingCommand[]): Map<Uuid, string> {
  const read = new Map<Uuid, string>()
  for (const { view } of pending) {
    if (view.type !== 'notice.read') continue
    for (const id of (view.body as { messageIds: Uuid[] }).messageIds) read.set(id, view.recordedAt)
  }
  return read
}

/** The inbox as it will be once everything on this phone has arrived. */
export function asRead(inbox: KnownInbox, pending: readonly PendingCommand[]): { items: InboxItem[]; unread: number } {
  const read = readHere(pending)
  let fewer = 0
  const items = inbox.items.map((item) => {
    const at = item.readAt ? undefined : read.get(item.id)
    if (!at) return item
    fewer += 1
    return { ...item, readAt: at }
  })
  return { items, unread: Math.max(0, inbox.unread - fewer) }
}

import { describe, expect, it } from 'vitest'
import type { InboxItem } from '@yanzhen/shared/api'
import type { EntryView } from '../src/command/log'
import type { PendingCommand } from '../src/command/optimistic'
import { asRead } from '../src/notice/readHere'

const AT = '2026-11-21T01:00:00Z'

function item(id: string, readAt?: string): InboxItem {
  return { id, orderId: 'o', text: '派给您一单', urgency: 'NORMAL', at: AT, readAt }
}

function read(...messageIds: string[]): PendingCommand {
  const view = { type: 'notice.read', body: { messageIds }, recordedAt: AT } as unknown as EntryView
  return { view, sent: false }
}

describe('the inbox on a phone without signal', () => {
  it('shows what was marked here as read and counts it no more', () => {
    const shown = asRead({ items: [item('a'), item('b')], unread: 5 }, [read('a')])
    expect(shown.items.map((each) => each.readAt)).toEqual([AT, undefined])
    expect(shown.unread).toBe(4)
  })

  it('counts nothing twice: what the server knows as read, and what is marked again', () => {
    const shown = asRead({ items: [item('a', AT), item('b')], unread: 1 }, [read('a', 'b'), read('b')])
    expect(shown.unread).toBe(0)
  })

  it('never counts below nothing', () => {
    expect(asRead({ items: [item('a')], unread: 0 }, [read('a')]).unread).toBe(0)
  })
})

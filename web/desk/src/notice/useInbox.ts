import type { InboxItem, Problem } from '@yanzhen/shared/api'
import { computed, ref, shallowRef } from 'vue'
import { onLeave, useSession } from '../access/useSession'
import { useCommand } from '../command/useCommand'
import { api, heard } from '../shell/api'

const LOOK_AGAIN = 60_000
/** As many as one command may mark as read. */
const MARKED = 100

const items = shallowRef<readonly InboxItem[]>([])
const unread = ref(0)
const next = ref<string>()
const problem = shallowRef<Problem>()
let following = false

onLeave(() => {
  items.value = []
  unread.value = 0
  next.value = undefined
})

async function load() {
  problem.value = undefined
  try {
    const inbox = await api.inbox()
    items.value = inbox.items
    unread.value = inbox.unread
    next.value = inbox.next ?? undefined
  } catch (error) {
    problem.value = heard(error)
  }
}

async function older() {
  if (!next.value) return
  try {
    const inbox = await api.inbox({ after: next.value })
    items.value = [...items.value, ...inbox.items]
    next.value = inbox.next ?? undefined
  } catch (error) {
    problem.value = heard(error)
  }
}

/** One's own messages. Looking at them writes nothing; saying that they were read does, once. */
export function useInbox() {
  const { session } = useSession()
  const command = useCommand()

  async function readAll() {
    const ids = items.value.filter((item) => !item.readAt).map((item) => item.id)
    if (!ids.length) return
    const done = await command.send({ type: 'notice.read', body: { messageIds: ids.slice(0, MARKED) } })
    if (done) await load()
  }

  if (!following) {
    following = true
    setInterval(() => {
      if (session.value && !document.hidden) void load()
    }, LOOK_AGAIN)
  }

  return { items, unread, hasOlder: computed(() => next.value !== undefined), problem, busy: command.busy, load, older, readAll }
}

import type { MessageState, MessageView, Problem, Uuid } from '@yanzhen/shared/api'
import { computed, ref, shallowRef } from 'vue'
import { onLeave } from '../access/useSession'
import { api, heard, isAborted } from '../shell/api'

const PAGE = 30

export const outboxStates: readonly MessageState[] = ['HELD', 'FAILED', 'WAITING', 'SHOWN', 'SENT', 'CANCELLED']

export function outboxStateOf(query: unknown): MessageState {
  return outboxStates.find((known) => known === query) ?? 'HELD'
}

const items = shallowRef<readonly MessageView[]>([])
const state = ref<MessageState>('HELD')
const next = ref<string>()
const loading = ref(false)
const loaded = ref(false)
const problem = shallowRef<Problem>()
let underWay: AbortController | undefined

function forget() {
  underWay?.abort()
  items.value = []
  next.value = undefined
  loaded.value = false
}

onLeave(forget)

async function load(more = false) {
  if (more && (!next.value || loading.value)) return
  if (!more) underWay?.abort()
  const mine = (underWay = new AbortController())
  loading.value = true
  problem.value = undefined
  try {
    const page = await api.outbox.page({ state: state.value, after: more ? next.value : undefined, limit: PAGE }, mine.signal)
    items.value = more ? [...items.value, ...page.items] : page.items
    next.value = page.next ?? undefined
    loaded.value = true
  } catch (error) {
    if (!isAborted(error)) problem.value = heard(error)
  } finally {
    if (underWay === mine) loading.value = false
  }
}

async function select(wanted: MessageState) {
  if (state.value !== wanted) forget()
  state.value = wanted
  await load()
}

/** What was dealt with leaves the list at once; nothing else moves under the hand. */
function settle(id: Uuid) {
  items.value = items.value.filter((message) => message.id !== id)
}

export function useOutbox() {
  return {
    items,
    state,
    hasMore: computed(() => next.value !== undefined),
    loading,
    loaded,
    problem,
    select,
    reload: () => load(),
    loadMore: () => load(true),
    settle,
  }
}

import type { IntakeItem, IntakeState, Problem, Uuid } from '@yanzhen/shared/api'
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { onLeave } from '../access/useSession'
import { api, heard, isAborted } from '../shell/api'

const PAGE = 30

export const intakeStates: readonly IntakeState[] = ['NEW', 'CONFIRMED', 'DISMISSED', 'HISTORICAL']

/** How the unread stand: as they came, by their promise, or only those whose promise is over. */
export const intakeViews = ['newest', 'promise', 'late'] as const
export type IntakeView = (typeof intakeViews)[number]

export interface IntakeSelection {
  state: IntakeState
  text: string
  view: IntakeView
}

export function intakeSelectionOf(query: Record<string, unknown>): IntakeSelection {
  const state = intakeStates.find((known) => known === query.state) ?? 'NEW'
  return {
    state,
    text: typeof query.text === 'string' ? query.text.trim() : '',
    view: (state === 'NEW' && intakeViews.find((known) => known === query.view)) || 'newest',
  }
}

export function intakeQueryOf({ state, text, view }: IntakeSelection): Record<string, string> {
  return { ...(state === 'NEW' ? {} : { state }), ...(text ? { text } : {}), ...(state === 'NEW' && view !== 'newest' ? { view } : {}) }
}

/** The item to open when this one has left the list: the one below it, else the one above. */
export function itemAfter(items: readonly IntakeItem[], itemId: Uuid): IntakeItem | undefined {
  const at = items.findIndex((item) => item.id === itemId)
  return at < 0 ? items[0] : (items[at + 1] ?? items[at - 1])
}

const items = shallowRef<readonly IntakeItem[]>([])
const FIRST: IntakeSelection = { state: 'NEW', text: '', view: 'newest' }
const selection = shallowRef<IntakeSelection>(FIRST)
const next = ref<string>()
const loaded = ref(false)
const loading = ref(false)
const loadingMore = ref(false)
const problem = shallowRef<Problem>()
let underWay: AbortController | undefined

onLeave(() => {
  underWay?.abort()
  items.value = []
  selection.value = FIRST
  next.value = undefined
  loaded.value = false
})

function asked() {
  const { state, text, view } = selection.value
  return { state, text: text || undefined, limit: PAGE, ...(view === 'late' ? { late: true } : view === 'promise' ? { order: view } : {}) }
}

async function load() {
  underWay?.abort()
  const mine = (underWay = new AbortController())
  loading.value = true
  loadingMore.value = false
  problem.value = undefined
  try {
    const page = await api.intake.page(asked(), mine.signal)
    items.value = page.items
    next.value = page.next ?? undefined
    loaded.value = true
  } catch (error) {
    if (!isAborted(error)) problem.value = heard(error)
  } finally {
    if (underWay === mine) loading.value = false
  }
}

async function loadMore() {
  if (!next.value || loading.value || loadingMore.value) return
  const mine = underWay
  loadingMore.value = true
  try {
    const page = await api.intake.page({ ...asked(), after: next.value }, mine?.signal)
    if (underWay !== mine) return
    const known = new Set(items.value.map((item) => item.id))
    items.value = [...items.value, ...page.items.filter((item) => !known.has(item.id))]
    next.value = page.next ?? undefined
  } catch (error) {
    if (!isAborted(error)) problem.value = heard(error)
  } finally {
    if (underWay === mine) loadingMore.value = false
  }
}

async function select(wanted: IntakeSelection) {
  const current = selection.value
  if (loaded.value && current.state === wanted.state && current.text === wanted.text && current.view === wanted.view) return
  selection.value = wanted
  items.value = []
  next.value = undefined
  await load()
}

/** An item that was dealt with leaves the list of new ones; the list stays as it is otherwise. */
function settle(itemId: Uuid) {
  const after = itemAfter(items.value, itemId)
  items.value = items.value.filter((item) => item.id !== itemId)
  if (items.value.length < PAGE / 3) void loadMore()
  return after
}

export function useIntake() {
  return {
    items,
    selection,
    hasMore: computed(() => next.value !== undefined),
    loaded,
    loading,
    loadingMore,
    problem,
    select,
    reload: load,
    loadMore,
    settle,
  }
}

export function useIntakeItem(itemId: Ref<Uuid | undefined>) {
  const item = shallowRef<IntakeItem>()
  const itemProblem = shallowRef<Problem>()
  let itemUnderWay: AbortController | undefined

  async function loadItem() {
    itemUnderWay?.abort()
    itemProblem.value = undefined
    const id = itemId.value
    if (!id) {
      item.value = undefined
      return
    }
    const mine = (itemUnderWay = new AbortController())
    // What the list already knows is shown at once; the reply comes with the full item.
    item.value = items.value.find((known) => known.id === id)
    try {
      item.value = await api.intake.get(id, mine.signal)
    } catch (error) {
      if (!isAborted(error)) itemProblem.value = heard(error)
    }
  }

  watch(itemId, loadItem, { immediate: true })
  return { item, problem: itemProblem, reload: loadItem }
}

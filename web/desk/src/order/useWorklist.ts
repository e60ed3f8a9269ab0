import type { OrderCard, OrderChange, Problem, Uuid } from '@yanzhen/shared/api'
import { computed, onScopeDispose, ref, shallowRef } from 'vue'
import { onLeave } from '../access/useSession'
import { api, heard, isAborted } from '../shell/api'
import { everything, filterHolds, isSame, type Selection } from './filters'
import { appendPage, compareFirstPage, placeCard } from './rows'
import { useOrderChanges } from './orderChanges'

const PAGE = 30
const COUNTS_AFTER = 1_200
const CARDS_AFTER = 150
/** More changed rows than this at once are cheaper to read as a page. */
const MANY = 12

// Kept outside of the component: coming back from another page finds the list as it was left.
const selection = shallowRef<Selection>(everything)
const rows = shallowRef<readonly OrderCard[]>([])
const next = ref<string>()
const counts = shallowRef<Record<string, number>>({})
const arrived = shallowRef<ReadonlySet<Uuid>>(new Set())
const loaded = ref(false)
const loading = ref(false)
const loadingMore = ref(false)
const problem = shallowRef<Problem>()
let underWay: AbortController | undefined

function forget() {
  underWay?.abort()
  selection.value = everything
  rows.value = []
  next.value = undefined
  counts.value = {}
  arrived.value = new Set()
  loaded.value = false
  problem.value = undefined
}
onLeave(forget)

async function load() {
  underWay?.abort()
  const mine = (underWay = new AbortController())
  loading.value = true
  loadingMore.value = false
  problem.value = undefined
  try {
    const page = await api.orders.page({ ...queryOf(selection.value), limit: PAGE }, mine.signal)
    rows.value = page.items
    next.value = page.next ?? undefined
    arrived.value = new Set()
    loaded.value = true
  } catch (error) {
    if (isAborted(error)) return
    problem.value = heard(error)
  } finally {
    if (underWay === mine) loading.value = false
  }
}

async function loadMore() {
  if (!next.value || loading.value || loadingMore.value) return
  const mine = underWay
  loadingMore.value = true
  try {
    const page = await api.orders.page({ ...queryOf(selection.value), after: next.value, limit: PAGE }, mine?.signal)
    if (underWay !== mine) return
    rows.value = appendPage(rows.value, page.items)
    next.value = page.next ?? undefined
  } catch (error) {
    if (!isAborted(error)) problem.value = heard(error)
  } finally {
    if (underWay === mine) loadingMore.value = false
  }
}

async function loadCounts() {
  try {
    counts.value = (await api.orders.counts()).counts
  } catch (error) {
    heard(error)
  }
}

async function catchUp() {
  const mine = underWay
  try {
    const page = await api.orders.page({ ...queryOf(selection.value), limit: PAGE }, mine?.signal)
    if (underWay !== mine) return
    const compared = compareFirstPage(rows.value, page.items)
    rows.value = compared.rows
    arrived.value = new Set([...arrived.value, ...compared.arrived])
  } catch (error) {
    if (!isAborted(error)) heard(error)
  }
}

function queryOf({ filter, text, track, year }: Selection) {
  return { filter, text: text || undefined, track, year }
}

function place(card: OrderCard) {
  rows.value = placeCard(rows.value, card)
}

/** The list the desk works from; mount once per page that shows it. */
export function useWorklist() {
  const changed = new Map<Uuid, number>()
  let cardsTimer: ReturnType<typeof setTimeout> | undefined
  let countsTimer: ReturnType<typeof setTimeout> | undefined

  function countSoon() {
    countsTimer ??= setTimeout(() => {
      countsTimer = undefined
      void loadCounts()
    }, COUNTS_AFTER)
  }

  async function renewChanged() {
    cardsTimer = undefined
    const ids = [...changed.keys()]
    changed.clear()
    if (ids.length > MANY) return catchUp()
    await Promise.all(
      ids.map(async (id) => {
        try {
          place((await api.orders.get(id)).card)
        } catch (error) {
          heard(error)
        }
      }),
    )
  }

  function hear(change: OrderChange) {
    countSoon()
    const row = rows.value.find((known) => known.id === change.id)
    if (row) {
      if (change.version <= row.version) return
      changed.set(change.id, change.version)
      cardsTimer ??= setTimeout(() => void renewChanged(), CARDS_AFTER)
      return
    }
    // Whether it holds the searched words, or is of the track, only the server could tell.
    if (!loaded.value || selection.value.text || selection.value.track || selection.value.year) return
    // Nothing is there that could jump under the hand.
    if (!rows.value.length && filterHolds(selection.value.filter, change.state)) return void load()
    const after = new Set(arrived.value)
    if (filterHolds(selection.value.filter, change.state)) after.add(change.id)
    else after.delete(change.id)
    arrived.value = after
  }

  const { connection } = useOrderChanges({
    changed: hear,
    resumed: () => {
      countSoon()
      void (problem.value || !loaded.value ? load() : catchUp())
    },
  })

  onScopeDispose(() => {
    clearTimeout(cardsTimer)
    clearTimeout(countsTimer)
  })

  async function select(wanted: Selection) {
    if (loaded.value && isSame(wanted, selection.value)) return
    selection.value = wanted
    rows.value = []
    next.value = undefined
    await load()
  }

  return {
    selection,
    rows,
    counts,
    arrivedCount: computed(() => arrived.value.size),
    hasMore: computed(() => next.value !== undefined),
    loaded,
    loading,
    loadingMore,
    problem,
    connection,
    select,
    reload: () => Promise.all([load(), loadCounts()]),
    loadMore,
    loadCounts,
    place,
    countSoon,
  }
}

export type Worklist = ReturnType<typeof useWorklist>

import type { Problem, ProposalDetail, ProposalLine, ProposalPage, Uuid } from '@yanzhen/shared/api'
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { useCommand } from '../command/useCommand'
import { api, heard, isAborted } from '../shell/api'
import { byPerson, isRunning, parts } from './proposal'

const LINES = 100
/** So many orders go in one command; the server takes no more. */
export const AT_ONCE = 100
const ASK_AGAIN = 1_000

/** The list of proposals, the one that is open, and its answer: all, some or none. */
export function useProposal(opened: Ref<Uuid | undefined>) {
  const list = shallowRef<ProposalPage>()
  const detail = shallowRef<ProposalDetail>()
  const lines = shallowRef<readonly ProposalLine[]>([])
  const next = ref<number>()
  const left = shallowRef<ReadonlySet<Uuid>>(new Set())
  const loadProblem = shallowRef<Problem>()
  const sentSoFar = ref<number>()
  const { busy, problem, send } = useCommand()
  let underWay: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  const current = computed(() => opened.value ?? list.value?.items[0]?.id)
  const proposal = computed(() => (detail.value?.proposal.id === current.value ? detail.value?.proposal : undefined))
  const running = computed(() => isRunning(proposal.value))
  const people = computed(() => byPerson(lines.value))
  const nobody = computed(() => lines.value.filter((line) => !line.to))
  /** Lines beyond those shown count as ticked. */
  const ticked = computed(() => (detail.value?.open ?? 0) - lines.value.filter((line) => line.state === 'OPEN' && left.value.has(line.orderId)).length)

  async function loadList() {
    try {
      list.value = await api.dispatch.proposals({})
      loadProblem.value = undefined
    } catch (error) {
      loadProblem.value = heard(error)
    }
  }

  async function loadMoreList() {
    const after = list.value?.next
    if (!after) return
    try {
      const page = await api.dispatch.proposals({ after })
      list.value = { ...page, items: [...(list.value?.items ?? []), ...page.items] }
    } catch (error) {
      loadProblem.value = heard(error)
    }
  }

  async function load() {
    underWay?.abort()
    clearTimeout(timer)
    const id = current.value
    if (!id) {
      detail.value = undefined
      lines.value = []
      return
    }
    const mine = (underWay = new AbortController())
    try {
      const found = await api.dispatch.proposal(id, { limit: Math.max(LINES, Math.min(lines.value.length, 200)) }, mine.signal)
      if (underWay !== mine) return
      const before = detail.value?.proposal
      detail.value = found
      lines.value = found.lines
      next.value = found.next ?? undefined
      loadProblem.value = undefined
      if (isRunning(found.proposal)) timer = setTimeout(() => void load(), ASK_AGAIN)
      else if (before?.id === id && isRunning(before)) void loadList()
    } catch (error) {
      if (!isAborted(error)) loadProblem.value = heard(error)
    }
  }

  async function loadMore() {
    const id = current.value
    if (!id || next.value === undefined) return
    try {
      const found = await api.dispatch.proposal(id, { after: next.value, limit: LINES })
      if (current.value !== id) return
      lines.value = [...lines.value, ...found.lines]
      next.value = found.next ?? undefined
    } catch (error) {
      loadProblem.value = heard(error)
    }
  }

  watch(
    current,
    () => {
      left.value = new Set()
      lines.value = []
      void load()
    },
    { immediate: true },
  )

  function tick(orders: readonly Uuid[], on: boolean) {
    const now = new Set(left.value)
    for (const order of orders) {
      if (on) now.delete(order)
      else now.add(order)
    }
    left.value = now
  }

  async function ask(priceMinutes?: number): Promise<Uuid | undefined> {
    const outcome = await send({ type: 'dispatch.propose', body: priceMinutes === undefined ? {} : { priceMinutes } })
    await loadList()
    return (outcome?.result as { proposalId?: Uuid } | undefined)?.proposalId
  }

  async function end(type: 'dispatch.cancel-proposal' | 'dispatch.drop-proposal' | 'dispatch.leave-lines') {
    const proposalId = current.value
    if (!proposalId) return false
    const outcome = await send({ type, body: { proposalId } })
    await Promise.all([load(), loadList()])
    return outcome !== undefined
  }

  /** All that are ticked, part by part; stops at the first part that is refused as a whole. */
  async function take(): Promise<{ sent: number; refused: number } | undefined> {
    const proposalId = current.value
    if (!proposalId) return undefined
    const sum = { sent: 0, refused: 0 }
    sentSoFar.value = 0
    let open = 0
    const one = async (orderIds?: Uuid[]) => {
      const outcome = await send({ type: 'dispatch.take-proposal', body: { proposalId, ...(orderIds ? { orderIds } : {}) } })
      const taken = outcome?.result as { sent: number; refused: number; open: number } | undefined
      if (!taken) return false
      sum.sent += taken.sent
      sum.refused += taken.refused
      sentSoFar.value = sum.sent
      open = taken.open
      return true
    }
    let goesOn = true
    if (left.value.size === 0) {
      do goesOn = await one()
      while (goesOn && open > 0)
    } else {
      while (next.value !== undefined && !loadProblem.value) await loadMore()
      const ids = lines.value.filter((line) => line.state === 'OPEN' && !left.value.has(line.orderId)).map((line) => line.orderId)
      for (const part of parts(ids, AT_ONCE)) if (goesOn) goesOn = await one(part)
    }
    sentSoFar.value = undefined
    const refusedWhole = problem.value
    await Promise.all([load(), loadList()])
    problem.value = refusedWhole
    return goesOn ? sum : undefined
  }

  onScopeDispose(() => {
    underWay?.abort()
    clearTimeout(timer)
  })

  return { list, current, proposal, open: computed(() => detail.value?.open ?? 0), lines, people, nobody, next, left, ticked, running, busy, problem, loadProblem, sentSoFar, loadList, loadMoreList, load, loadMore, tick, ask, end, take }
}

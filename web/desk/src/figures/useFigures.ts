import type { FigureLines, Figures, IntakeItem, Needs, OrderCard, Problem, ResultFigures, ReturnRow, Returns, Routed, RoutedRow } from '@yanzhen/shared/api'
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { api, heard, isAborted } from '../shell/api'
import { locale } from '../shell/i18n'

/** What is looked at; all of it stands in the address. */
export interface FigureChoice {
  period: string
  by: FigureLines
  division: number | undefined
}

function useRead<C, T>(choice: Ref<C>, read: (choice: C, signal: AbortSignal) => Promise<T>) {
  const found = shallowRef<T>()
  const problem = shallowRef<Problem>()
  const loading = ref(false)
  let underWay: AbortController | undefined

  async function load() {
    underWay?.abort()
    const mine = (underWay = new AbortController())
    loading.value = true
    problem.value = undefined
    try {
      const answer = await read(choice.value, mine.signal)
      if (underWay === mine) found.value = answer
    } catch (error) {
      if (!isAborted(error)) problem.value = heard(error)
    } finally {
      if (underWay === mine) loading.value = false
    }
  }

  watch(() => JSON.stringify([choice.value, locale.value]), load, { immediate: true })
  onScopeDispose(() => underWay?.abort())
  return { found, problem, loading, reload: load }
}

export const useFigures = (choice: Ref<FigureChoice>) => useRead<FigureChoice, Figures>(choice, (c, signal) => api.figures.get(c, signal))

export const useReturns = (choice: Ref<FigureChoice>) =>
  useRead<FigureChoice, Returns>(choice, ({ period, division }, signal) => api.figures.returns({ period, division }, signal))

export const useResults = (choice: Ref<FigureChoice>) =>
  useRead<FigureChoice, ResultFigures>(choice, ({ period, division }, signal) => api.figures.results({ period, division }, signal))

export const useNeeds = (choice: Ref<FigureChoice>) =>
  useRead<FigureChoice, Needs>(choice, (c, signal) => api.figures.needs({ ...c, by: c.by === 'kind' ? 'body' : c.by }, signal))

const PAGE = 20

/** What is behind one number, page by page. */
function usePages<C, T>(choice: Ref<C>, read: (choice: C, after: string | undefined, signal?: AbortSignal) => Promise<{ items: readonly T[]; next?: string | null }>) {
  const items = shallowRef<readonly T[]>([])
  const next = ref<string>()
  const first = useRead(choice, (asked, signal) => read(asked, undefined, signal))
  watch(first.found, (page) => {
    items.value = page?.items ?? []
    next.value = page?.next ?? undefined
  })

  async function more() {
    if (!next.value) return
    try {
      const page = await read(choice.value, next.value)
      items.value = [...items.value, ...page.items]
      next.value = page.next ?? undefined
    } catch (error) {
      first.problem.value = heard(error)
    }
  }

  return { items, hasMore: computed(() => next.value !== undefined), loading: first.loading, problem: first.problem, more, reload: first.reload }
}

type Line = { part: string; line: string | undefined; kind?: string | undefined }

export const useBehind = (choice: Ref<FigureChoice & Line>) =>
  usePages<FigureChoice & Line, OrderCard>(choice, ({ line, ...rest }, after, signal) => api.figures.orders({ ...rest, key: line, after, limit: PAGE }, signal))

/** A line of the returns, as it is given back to open it. */
export type ReturnChoice = { period: string; division: number | undefined; row: ReturnRow }

export const useRouted = (choice: Ref<{ period: string; division: number | undefined }>) =>
  useRead<{ period: string; division: number | undefined }, Routed>(choice, (c, signal) => api.figures.routed(c, signal))

export type RoutedChoice = { period: string; division: number | undefined; routed: RoutedRow }

type Opened = ReturnChoice | RoutedChoice

/** The orders behind a line, whichever of the two tables it stands in. */
export const useBehindLine = (choice: Ref<Opened>) =>
  usePages<Opened, OrderCard>(choice, (opened, after, signal) => {
    const { period, division } = opened
    const page = { period, division, after, limit: PAGE }
    if ('routed' in opened) {
      const { kind, division: place, body, acceptedBy } = opened.routed
      return api.figures.routedOrders({ ...page, kind, place, body: body ?? undefined, acceptedBy }, signal)
    }
    const { kind, body, action, reason, toBody } = opened.row
    return api.figures.returned({ ...page, kind, body: body ?? undefined, action, reason, toBody: toBody ?? undefined }, signal)
  })

type PostChoice = { from: string; to: string; by: FigureLines; division: number } & Line

export const useBehindPost = (choice: Ref<PostChoice>) =>
  usePages<PostChoice, IntakeItem>(choice, ({ line, ...rest }, after, signal) => api.intake.counted({ ...rest, key: line, after, limit: PAGE }, signal))

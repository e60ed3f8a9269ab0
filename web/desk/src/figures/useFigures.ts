import type { FigureLines, Figures, IntakeItem, Needs, OrderCard, ResultFigures, ReturnRow, Returns, Routed, RoutedRow } from '@yanzhen/shared/api'
import { watch, type Ref } from 'vue'
import { useLoaded } from '../people/useLoaded'
import { api } from '../shell/api'
import { locale } from '../shell/i18n'
import { usePages } from '../shell/usePages'

/** What is looked at; all of it stands in the address. */
export interface FigureChoice {
  period: string
  by: FigureLines
  division: number | undefined
}

function useRead<C, T>(choice: Ref<C>, read: (choice: C, signal: AbortSignal) => Promise<T>) {
  const { found, problem, loading, load } = useLoaded((signal) => read(choice.value, signal))
  watch(() => JSON.stringify([choice.value, locale.value]), load, { immediate: true })
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
function useBehindNumber<C, T>(choice: Ref<C>, read: (choice: C, after: string | undefined, signal?: AbortSignal) => Promise<{ items: readonly T[]; next?: string | null }>) {
  return usePages<T>([() => JSON.stringify(choice.value)], (after, signal) => read(choice.value, after, signal))
}

type Line = { part: string; line: string | undefined; kind?: string | undefined }

export const useBehind = (choice: Ref<FigureChoice & Line>) =>
  useBehindNumber<FigureChoice & Line, OrderCard>(choice, ({ line, ...rest }, after, signal) => api.figures.orders({ ...rest, key: line, after, limit: PAGE }, signal))

/** A line of the returns, as it is given back to open it. */
export type ReturnChoice = { period: string; division: number | undefined; row: ReturnRow }

export const useRouted = (choice: Ref<{ period: string; division: number | undefined }>) =>
  useRead<{ period: string; division: number | undefined }, Routed>(choice, (c, signal) => api.figures.routed(c, signal))

export type RoutedChoice = { period: string; division: number | undefined; routed: RoutedRow }

type Opened = ReturnChoice | RoutedChoice

/** The orders behind a line, whichever of the two tables it stands in. */
export const useBehindLine = (choice: Ref<Opened>) =>
  useBehindNumber<Opened, OrderCard>(choice, (opened, after, signal) => {
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
  useBehindNumber<PostChoice, IntakeItem>(choice, ({ line, ...rest }, after, signal) => api.intake.counted({ ...rest, key: line, after, limit: PAGE }, signal))

import type { ChosenDivision, DivisionView } from '@yanzhen/shared/api'
import { onScopeDispose } from 'vue'
import { useSession } from '../access/useSession'
import { api, heard, isAborted } from '../shell/api'

export type { ChosenDivision }

const MOST = 12

export function useDivisions() {
  const { session } = useSession()
  let underWay: AbortController | undefined

  /** Undefined when a newer question has overtaken this one. */
  async function asked(question: (signal: AbortSignal) => Promise<DivisionView[]>): Promise<DivisionView[] | undefined> {
    underWay?.abort()
    underWay = new AbortController()
    try {
      return await question(underWay.signal)
    } catch (error) {
      if (isAborted(error)) return undefined
      heard(error)
      return []
    }
  }

  onScopeDispose(() => underWay?.abort())

  return {
    suggest: (text: string) => asked((signal) => api.divisions.search({ text, limit: MOST }, signal)),
    /** The places right below the one this account works for. */
    nearby: () =>
      asked(async (signal) => {
        const own = session.value?.divisionId
        return own === undefined ? [] : (await api.divisions.children(own, signal)).slice(0, 60)
      }),
    own: (): ChosenDivision | undefined =>
      session.value ? { id: session.value.divisionId, name: session.value.divisionName } : undefined,
  }
}

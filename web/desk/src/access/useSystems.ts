import type { ConnectedSystem } from '@yanzhen/shared/api'
import { uuid7 } from '../command/uuid7'
import { api } from '../shell/api'
import { useAsk } from '../shell/useAsk'
import { usePages } from '../shell/usePages'

const PAGE = 50

/** The systems that are let in, the newest first. */
export function useSystems() {
  return usePages<ConnectedSystem>([], async (after, signal) => {
    const page = await api.systems.page({ after, limit: PAGE }, signal)
    return { items: page.systems, next: page.next }
  })
}

export interface NewSystem {
  name: string
  divisionId: number
  anHour: number
  mayRing: boolean
}

/** A token is made by the server and answered once: no command and no page keeps it. */
export function useTokens() {
  const { busy, problem, ask } = useAsk()
  return {
    busy,
    problem,
    connect: (system: NewSystem) => ask(() => api.systems.connect({ commandId: uuid7(), accountId: uuid7(), ...system })),
    renew: (id: string) => ask(() => api.systems.renew(id, { commandId: uuid7() })),
  }
}

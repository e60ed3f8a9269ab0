import type { AccountView, Granted } from '@yanzhen/shared/api'
import type { Ref } from 'vue'
import { uuid7 } from '../command/uuid7'
import { api } from '../shell/api'
import { useAsk } from '../shell/useAsk'
import { usePages } from '../shell/usePages'

const PAGE = 50

/** The accounts one keeps, by log-in. */
export function useAccounts(text: Ref<string>) {
  return usePages<AccountView>([text], async (after, signal) => {
    const page = await api.accounts.page({ text: text.value, after, limit: PAGE }, signal)
    return { items: page.accounts, next: page.next }
  })
}

export interface AccountToAdd {
  login: string
  name: string
  personId?: string
  grants: Granted[]
}

/** A password for somebody else is drawn by the server and answered once: no command and no page keeps it. */
export function usePasswords() {
  const { busy, problem, ask } = useAsk()
  return {
    busy,
    problem,
    add: (account: AccountToAdd) => ask(() => api.accounts.add({ commandId: uuid7(), accountId: uuid7(), ...account })),
    renew: (id: string) => ask(() => api.accounts.renewPassword(id, { commandId: uuid7() })),
  }
}

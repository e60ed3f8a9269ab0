import type { About, SessionView } from '@yanzhen/shared/api'
import { computed, ref, shallowRef } from 'vue'
import { api, heard, onSignedOut } from '../shell/api'

const about = shallowRef<About>()
const session = shallowRef<SessionView>()
const restored = ref(false)
const leaving: (() => void)[] = []
let lastAccount: string | undefined

onSignedOut(() => {
  session.value = undefined
})

const DESK_ROLES: readonly string[] = ['CLERK', 'DISPATCHER', 'ADMINISTRATOR']

export function isDeskRole(role: string): boolean {
  return DESK_ROLES.includes(role)
}

export function useSession() {
  async function loadAbout() {
    about.value ??= await api.about()
    return about.value
  }

  /** Asks once who we are; a page that reloads keeps its session. */
  async function restore() {
    if (restored.value) return
    await loadAbout()
    try {
      session.value = await api.session.get()
      lastAccount = session.value.accountId
    } catch (error) {
      const problem = heard(error)
      if (problem.code !== 'access.not-signed-in') throw error
    }
    restored.value = true
  }

  async function signIn(login: string, password: string) {
    const signedIn = await api.session.signIn({ login, password })
    if (lastAccount && lastAccount !== signedIn.accountId) leaving.forEach((forget) => forget())
    lastAccount = signedIn.accountId
    session.value = signedIn
  }

  async function signOut() {
    await api.session.signOut()
    leaving.forEach((forget) => forget())
    session.value = undefined
  }

  return {
    about,
    session,
    restored,
    demo: computed(() => session.value?.demo ?? about.value?.demo ?? false),
    servesAtDesk: computed(() => session.value?.roles.some(isDeskRole) ?? false),
    loadAbout,
    restore,
    signIn,
    signOut,
  }
}

/** What one person typed or loaded must not meet the next person at this desk. */
export function onLeave(forget: () => void) {
  leaving.push(forget)
}

import { ApiProblem, createApi, Unreachable, type Problem } from '@yanzhen/shared/api'
import { ref, watch } from 'vue'
import { i18n, locale } from './i18n'
import { setServerTime } from './now'

/** True from a request that got no answer until the next one that does. */
export const lost = ref(false)

type SignedOut = () => void
let whenSignedOut: SignedOut = () => {}

export function onSignedOut(listener: SignedOut) {
  whenSignedOut = listener
}

const PROBE_AGAIN = 5_000

// Says for the audit through which face a change came.
const asDesk: typeof fetch = (input, init) => {
  const headers = new Headers(init?.headers)
  headers.set('X-Yanzhen-Face', 'desk')
  return fetch(input, { ...init, headers })
}

export const api = createApi({
  language: () => locale.value,
  fetch: asDesk,
  onServerDate: (serverTime) => {
    lost.value = false
    setServerTime(serverTime)
  },
})

export function isAborted(error: unknown): boolean {
  return error instanceof DOMException && error.name === 'AbortError'
}

/** Every failed call passes here once: what it means for the whole desk is settled in this place. */
export function heard(error: unknown): Problem {
  if (error instanceof ApiProblem) {
    if (error.code === 'access.not-signed-in') whenSignedOut()
    return { ...error.problem, detail: error.problem.detail ?? error.problem.title ?? wordsFor(error.code) }
  }
  if (error instanceof Unreachable) {
    lost.value = true
    return { status: 0, code: 'unreachable', detail: i18n.global.t('error.unreachable') }
  }
  console.error(error)
  return { status: 0, code: 'unexpected', detail: i18n.global.t('error.unexpected') }
}

function wordsFor(code: string): string {
  return i18n.global.t('error.refused', { code })
}

// Somebody who waits in front of a dead page should not have to click to learn that it lives again.
watch(lost, (now) => {
  if (now) setTimeout(probe, PROBE_AGAIN)
})

async function probe() {
  if (!lost.value) return
  await api.about().catch(() => undefined)
  if (lost.value) setTimeout(probe, PROBE_AGAIN)
}

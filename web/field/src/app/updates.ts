import { ref } from 'vue'

const SCOPE = '/field/'

export const updateReady = ref(false)
let waiting: ServiceWorker | undefined

export async function registerServiceWorker() {
  if (!('serviceWorker' in navigator) || !import.meta.env.PROD) return
  // The first worker takes over a page that is already running its own files: no reload for that.
  let reloadOnTakeover = navigator.serviceWorker.controller !== null
  navigator.serviceWorker.addEventListener('controllerchange', () => {
    if (reloadOnTakeover) location.reload()
    reloadOnTakeover = true
  })
  const registration = await navigator.serviceWorker.register(`${SCOPE}sw.js`, { scope: SCOPE })
  const offer = (worker: ServiceWorker | null) => {
    if (worker && navigator.serviceWorker.controller) {
      waiting = worker
      updateReady.value = true
    }
  }
  offer(registration.waiting)
  registration.addEventListener('updatefound', () => {
    const installing = registration.installing
    installing?.addEventListener('statechange', () => {
      if (installing.state === 'installed') offer(registration.waiting)
    })
  })
  document.addEventListener('visibilitychange', () => {
    if (!document.hidden) void registration.update().catch(() => undefined)
  })
}

/** Only when the person says so: a reload in the middle of a sentence would be rude. */
export function takeNewVersion() {
  waiting?.postMessage('take-over')
}

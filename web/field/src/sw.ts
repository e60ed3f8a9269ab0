/// <reference lib="webworker" />

// The field app's own service worker: keeps the shell, so that the app opens without network. It never touches
// what the server says; data is kept by the app itself, under the PIN.

interface ShellFile {
  url: string
  revision: string | null
}

declare const self: ServiceWorkerGlobalScope & { __WB_MANIFEST: ShellFile[] }

const SHELL: ShellFile[] = self.__WB_MANIFEST
const SCOPE = '/field/'
const START = `${SCOPE}index.html`
const CACHE_PREFIX = 'yanzhen-field-shell-'

/** Files with a hash in their name never change; the others carry their revision in the cache's name. */
const CACHE = CACHE_PREFIX + fingerprint(SHELL.map((file) => `${file.url}@${file.revision ?? ''}`).join('|'))

function fingerprint(text: string): string {
  let hash = 5381
  for (let i = 0; i < text.length; i++) hash = ((hash * 33) ^ text.charCodeAt(i)) >>> 0
  return hash.toString(36)
}

function urlOf(file: ShellFile): string {
  return new URL(file.url, self.location.origin + SCOPE).href
}

async function install() {
  const cache = await caches.open(CACHE)
  await Promise.all(
    SHELL.map(async (file) => {
      const url = urlOf(file)
      if (file.revision === null) {
        const before = await caches.match(url)
        if (before) return cache.put(url, before)
      }
      const response = await fetch(url, { cache: 'reload' })
      if (!response.ok) throw new Error(`${response.status} ${url}`)
      // A redirected answer may not be given to a navigation.
      await cache.put(url, response.redirected ? new Response(response.body, response) : response)
    }),
  )
}

async function removeOldShells() {
  const names = await caches.keys()
  const old = names.filter((name) => name.startsWith(CACHE_PREFIX) && name !== CACHE)
  await Promise.all(old.map((name) => caches.delete(name)))
}

async function fromShell(request: Request | string): Promise<Response> {
  const cache = await caches.open(CACHE)
  return (await cache.match(request, { ignoreSearch: true })) ?? fetch(request)
}

self.addEventListener('install', (event) => event.waitUntil(install()))

self.addEventListener('activate', (event) => event.waitUntil(removeOldShells().then(() => self.clients.claim())))

self.addEventListener('message', (event) => {
  if (event.data === 'take-over') void self.skipWaiting()
})

self.addEventListener('fetch', (event) => {
  const { request } = event
  const url = new URL(request.url)
  if (request.method !== 'GET' || url.origin !== self.location.origin || !url.pathname.startsWith(SCOPE)) return
  event.respondWith(fromShell(request.mode === 'navigate' ? self.location.origin + START : request))
})

export {}

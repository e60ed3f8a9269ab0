import { computed, ref, shallowRef } from 'vue'
import type { About } from '@yanzhen/shared/api'
import { announce } from '../app/announce'
import { api, clock, db, log, people, sender, vault } from '../app/runtime'
import { m } from '../i18n'
import type { Account } from '../store/db'
import type { Unlocked } from './vault'

const ABOUT = 'about'
const LOCK_AFTER_MS = 10 * 60_000

export const account = shallowRef<Account>()
/** In memory only: gone with the page and with the lock. */
export const dataKey = shallowRef<CryptoKey>()
export const about = shallowRef<About>()
export const accounts = shallowRef<Account[]>([])
export const online = ref(navigator.onLine)
/** The server does not know us, or knows somebody else: it has to be asked with the password again. */
export const sessionTrouble = ref<'signed-out' | 'other-person'>()
/** The vault of the current account exists. */
export const hasPin = ref(false)
/** This sign-in came from "forgot the PIN": the old vault is to be replaced. */
export const replacingPin = ref(false)

export const me = computed(() =>
  account.value ? { id: account.value.personId ?? account.value.id, name: account.value.name } : undefined,
)
export const locked = computed(() => account.value !== undefined && dataKey.value === undefined)

async function readAccounts() {
  accounts.value = await people.list()
  account.value = await people.current()
  hasPin.value = account.value ? await vault.hasPin(account.value.id) : false
}

async function readAbout() {
  about.value = await db.read<About>(ABOUT)
  try {
    about.value = await api.about()
    await db.write(ABOUT, { ...about.value, demoAccounts: about.value.demo ? about.value.demoAccounts : [] })
  } catch {
    // Without network the last known one serves.
  }
}

export async function startSession() {
  await readAccounts()
  void readAbout()
  void people.paySignOut()
  let hiddenAt = 0
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) hiddenAt = clock.now()
    else if (hiddenAt > 0 && clock.now() - hiddenAt > LOCK_AFTER_MS) lock()
    if (!document.hidden) sender.kick()
  })
  window.addEventListener('online', () => {
    online.value = true
    void readAbout()
    void people.paySignOut().then(() => sender.kick())
  })
  window.addEventListener('offline', () => (online.value = false))
  sender.kick()
}

export async function signIn(login: string, password: string, forgotten: boolean) {
  const before = account.value?.id
  const signedIn = await people.signIn(login, password, deviceName())
  if (signedIn.id !== before) dataKey.value = undefined
  await readAccounts()
  sessionTrouble.value = undefined
  replacingPin.value = forgotten
  if (forgotten) dataKey.value = undefined
  // Asked once there is something to keep; browsers answer by their own lights.
  void navigator.storage?.persist?.()
  sender.kick()
}

function deviceName(): string {
  const platform = /\(([^)]+)\)/.exec(navigator.userAgent)?.[1] ?? navigator.userAgent
  return platform.slice(0, 60)
}

export async function setPin(pin: string) {
  const current = account.value!
  dataKey.value = await vault.create(current.id, pin)
  hasPin.value = true
  replacingPin.value = false
  announce(m.value.pin.set)
}

export async function unlock(pin: string): Promise<Unlocked> {
  const result = await vault.unlock(account.value!.id, pin)
  if (result.kind === 'open') dataKey.value = result.dataKey
  return result
}

export async function changePin(oldPin: string, newPin: string): Promise<Unlocked> {
  return vault.change(account.value!.id, oldPin, newPin)
}

export function lock() {
  dataKey.value = undefined
}

export async function switchTo(next: Account) {
  dataKey.value = undefined
  sessionTrouble.value = undefined
  await people.use(next.id)
  await readAccounts()
  sender.kick()
}

export async function signOut() {
  dataKey.value = undefined
  await people.signOut()
  await readAccounts()
}

export async function forgetMe(): Promise<{ open: number }> {
  const result = await people.forget(account.value!.id)
  if (result.open === 0) {
    dataKey.value = undefined
    await people.signOut()
    await readAccounts()
  }
  return result
}

export function unsentOf(person: Account): Promise<number> {
  return log.unsentCount(person.id)
}

import { createApi } from '@yanzhen/shared/api'
import { People } from '../access/people'
import { PinVault } from '../access/vault'
import { CLOCK_OFFSET, CommandLog } from '../command/log'
import { PhotoStore } from '../command/photos'
import { Sender } from '../command/sender'
import { locale } from '../i18n'
import { InboxCache } from '../notice/inboxCache'
import { Drafts } from '../order/drafts'
import { FolderCache } from '../order/folderCache'
import { PlacingCache } from '../order/placingCache'
import { WorkCache } from '../order/workCache'
import { DayCache } from '../plan/dayCache'
import { browserLocks } from '../platform/locks'
import { systemClock, systemTimers } from '../platform/time'
import { FieldDb } from '../store/db'

// The one place where the parts are put together.

export const clock = systemClock
export const db = new FieldDb()
export const locks = browserLocks()

let lastOffsetMs: number | undefined

/** `Date` has whole seconds; small wobbles are not worth a write. */
function noteServerDate(serverTime: Date) {
  const offsetMs = serverTime.getTime() - clock.now()
  if (lastOffsetMs !== undefined && Math.abs(offsetMs - lastOffsetMs) < 2_000) return
  lastOffsetMs = offsetMs
  void db.write(CLOCK_OFFSET, offsetMs).catch(() => undefined)
}

export const api = createApi({ language: () => locale.value, onServerDate: noteServerDate })
export const log = new CommandLog(db, clock)
export const photos = new PhotoStore(db, clock)
export const drafts = new Drafts(db, clock)
export const workCache = new WorkCache(db, clock)
export const inboxCache = new InboxCache(db, clock)
export const dayCache = new DayCache(db, clock)
export const placingCache = new PlacingCache(db, clock)
export const folderCache = new FolderCache(db, clock)
export const vault = new PinVault(db, clock)
export const people = new People(db, api, log, locks, clock)

export const sender = new Sender({
  db,
  log,
  api,
  clock,
  timers: systemTimers,
  locks,
  random: Math.random,
  currentAccount: () => people.current(),
  onSession: (session) => people.renew(session),
})

import type { ApiClient, SessionView, Uuid } from '@yanzhen/shared/api'
import type { CommandLog } from '../command/log'
import { SENDER_LOCK } from '../command/sender'
import type { Locks } from '../platform/locks'
import type { Clock } from '../platform/time'
import { uuidV7 } from '../platform/uuid'
import type { Account, FieldDb } from '../store/db'

const CURRENT = 'current'
const SIGN_OUT_OWED = 'signOutOwed'

/** Signed in well, but this person serves nobody: their work is at the desk. */
export class NotServing extends Error {
  constructor(readonly person: string) {
    super('this account does not serve')
    this.name = 'NotServing'
  }
}

/** The people of this phone: who may use it, who is using it now. */
export class People {
  constructor(
    private readonly db: FieldDb,
    private readonly api: Pick<ApiClient, 'session'>,
    private readonly log: CommandLog,
    private readonly locks: Locks,
    private readonly clock: Clock,
  ) {}

  /** Last used first. */
  async list(): Promise<Account[]> {
    return (await this.db.accounts.toArray()).sort((a, b) => b.lastUsedAt - a.lastUsedAt)
  }

  async current(): Promise<Account | undefined> {
    const id = await this.db.read<Uuid>(CURRENT)
    return id ? this.db.accounts.get(id) : undefined
  }

  /** Holds the sender's lock: nothing is on its way under another name while the session changes. */
  async signIn(login: string, password: string, deviceName: string): Promise<Account> {
    return this.locks.hold(SENDER_LOCK, async () => {
      const known = await this.db.accounts.where({ login }).first()
      const deviceId = known?.device ?? uuidV7(this.clock.now())
      const session = await this.api.session.signIn({ login, password, deviceId, deviceName })
      if (!session.personId || !session.roles.includes('WORKER')) {
        await this.api.session.signOut()
        throw new NotServing(session.name)
      }
      const account = await this.remember(session, deviceId)
      await this.use(account.id)
      return account
    })
  }

  private async remember(session: SessionView, device: Uuid): Promise<Account> {
    return this.db.transaction('rw', this.db.accounts, async () => {
      const known = await this.db.accounts.get(session.accountId)
      const account: Account = {
        id: session.accountId,
        login: session.login,
        name: session.name,
        personId: session.personId,
        realm: session.realm,
        realmName: session.realmName,
        divisionName: session.divisionName,
        demo: session.demo,
        zone: session.zone,
        sealingKey: session.sealingKey,
        device: known?.device ?? device,
        nextSeq: known?.nextSeq ?? 1,
        lastUsedAt: this.clock.now(),
      }
      await this.db.accounts.put(account)
      return account
    })
  }

  /** Names and the sealing key as the server has them now; the log's own counters stay. */
  async renew(session: SessionView): Promise<void> {
    await this.db.accounts.update(session.accountId, {
      name: session.name,
      personId: session.personId,
      realmName: session.realmName,
      divisionName: session.divisionName,
      sealingKey: session.sealingKey,
    })
  }

  /** Takes up the work of somebody this phone knows; needs no network. */
  async use(account: Uuid): Promise<void> {
    await this.db.transaction('rw', this.db.meta, this.db.accounts, async () => {
      await this.db.write(CURRENT, account)
      await this.db.meta.delete(SIGN_OUT_OWED)
      await this.db.accounts.update(account, { lastUsedAt: this.clock.now() })
    })
  }

  /** The log stays. Without network the server is told at the next chance. */
  async signOut(): Promise<void> {
    await this.db.transaction('rw', this.db.meta, async () => {
      await this.db.meta.delete(CURRENT)
      await this.db.write(SIGN_OUT_OWED, true)
    })
    await this.paySignOut()
  }

  async paySignOut(): Promise<void> {
    await this.locks.hold(SENDER_LOCK, async () => {
      if (!(await this.db.read<boolean>(SIGN_OUT_OWED))) return
      try {
        await this.api.session.signOut()
        await this.db.meta.delete(SIGN_OUT_OWED)
      } catch {
        // Stays owed.
      }
    })
  }

  /** Refuses while anything of theirs is on this phone only; answers how much. */
  async forget(account: Uuid): Promise<{ open: number }> {
    const open = await this.log.openCount(account)
    if (open > 0) return { open }
    const { db } = this
    const everything = [db.accounts, db.vaults, db.entries, db.uploads, db.blobs, db.readable, db.meta]
    await db.transaction('rw', everything, async () => {
      await db.entries.where('[account+seq]').between([account, 0], [account, Infinity]).delete()
      const photos = db.uploads.where('[account+status]').between([account, ''], [account, '\uffff'])
      await db.removeUploads(await photos.primaryKeys())
      await db.readable.where('[account+key]').between([account, ''], [account, '\uffff']).delete()
      await db.vaults.delete(account)
      await db.accounts.delete(account)
      if ((await db.read<Uuid>(CURRENT)) === account) await db.meta.delete(CURRENT)
    })
    return { open: 0 }
  }
}

/** Runs the work while no other tab of this phone does the same. */
export interface Locks {
  /** Calls the work with false, at once, when another tab holds the lock. */
  tryHold<T>(name: string, work: (held: boolean) => Promise<T>): Promise<T>
  /** Waits for the lock. */
  hold<T>(name: string, work: () => Promise<T>): Promise<T>
}

/** Without Web Locks (old phones) two tabs may both send; the server answers the second the same as the first. */
const withoutLocks: Locks = {
  tryHold: (_name, work) => work(true),
  hold: (_name, work) => work(),
}

export function browserLocks(): Locks {
  const locks = navigator.locks as LockManager | undefined
  if (!locks) return withoutLocks
  return {
    tryHold: async (name, work) => await locks.request(name, { ifAvailable: true }, (lock) => work(lock !== null)),
    hold: async (name, work) => await locks.request(name, () => work()),
  }
}

/** For one process: tests. */
export function memoryLocks(): Locks {
  const held = new Map<string, Promise<unknown>>()
  const locks: Locks = {
    async tryHold(name, work) {
      if (held.has(name)) return work(false)
      return locks.hold(name, () => work(true))
    },
    async hold(name, work) {
      while (held.has(name)) await held.get(name)!.catch(() => undefined)
      const running = work()
      held.set(name, running)
      try {
        return await running
      } finally {
        held.delete(name)
      }
    },
  }
  return locks
}

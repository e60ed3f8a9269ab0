import type { Envelope } from '@yanzhen/shared/api'

/** The gate takes a hundred commands at once, and no request of more than 2 MB. */
export const AT_ONCE = 100
const MOST_CHARACTERS = 500_000
export const MOST_BYTES = 2 * 1024 * 1024 - 1024

/** As many commands a request as the gate takes, in their order. */
export function batches(commands: readonly Envelope[]): Envelope[][] {
  const all: Envelope[][] = []
  let length = 0
  for (const command of commands) {
    const more = JSON.stringify(command).length
    const last = all.at(-1)
    if (!last || last.length === AT_ONCE || length + more > MOST_CHARACTERS) {
      all.push([command])
      length = more
    } else {
      last.push(command)
      length += more
    }
  }
  return all
}

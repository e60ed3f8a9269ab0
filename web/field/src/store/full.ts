/** The phone has no room left. What was kept before is untouched; the new thing is not kept. */
export class PhoneFull extends Error {
  constructor(cause?: unknown) {
    super('phone full', { cause })
    this.name = 'PhoneFull'
  }
}

interface MaybeNested {
  name?: string
  inner?: unknown
}

/** Browsers say it directly, or as the reason of an aborted transaction. */
export function isQuotaExceeded(error: unknown): boolean {
  for (let at = error as MaybeNested | undefined, depth = 0; at && depth < 4; depth++) {
    if (at.name === 'QuotaExceededError') return true
    at = at.inner as MaybeNested | undefined
  }
  return false
}

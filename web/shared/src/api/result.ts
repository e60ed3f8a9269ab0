import type { OrderState, Outcome, Uuid } from './types'

/** What a command that concerns an order answers with. */
export interface OrderResult {
  orderId?: Uuid
  number?: string
  version?: number
  state?: OrderState
  /** The requester's key to the receipt page, for a new order. */
  token?: string
}

/** The outcome's result is any JSON to the schema; this takes from it what has the type it should have. */
export function orderResultOf(outcome: Outcome | undefined): OrderResult {
  const json = (outcome?.result ?? {}) as Record<string, unknown>
  const text = (name: string) => (typeof json[name] === 'string' ? json[name] : undefined)
  return {
    orderId: text('orderId'),
    number: text('number'),
    version: typeof json.version === 'number' ? json.version : undefined,
    state: text('state') as OrderState | undefined,
    token: text('token'),
  }
}

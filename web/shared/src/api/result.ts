import type { OrderState, Outcome, Problem, Uuid } from './types'

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

/** The field of the command's body a problem is about, as the form calls it: `body.fields.crop` is `fields.crop`. */
export function fieldOf(problem: Problem | undefined): string | undefined {
  return problem?.field?.replace(/^body\./, '') || undefined
}

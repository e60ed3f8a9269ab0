import type { Uuid } from './types'

/** Whether somebody typed the number of a slip. */
export const isSlipCode = (typed: string) => /^[0-9A-F]{4}-[0-9A-F]{4}$/i.test(typed.trim())

/** What is written by hand on a paper and read out on the telephone: the end of the slip's id, which is drawn at random. */
export function slipCode(slipId: Uuid): string {
  const end = slipId.replaceAll('-', '').slice(-8).toUpperCase()
  return `${end.slice(0, 4)}-${end.slice(4)}`
}

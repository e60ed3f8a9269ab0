import type { RouteLocationNormalized } from 'vue-router'

/** Ways in: never what somebody asked for. */
const DOORS = ['/pin', '/sign-in']

/** What stands in an address as the page to go on to; only pages of this app, whoever wrote the address. */
export function askedFor(to: unknown): string | undefined {
  if (typeof to !== 'string' || !/^\/[a-z]/.test(to)) return undefined
  const path = to.split(/[?#]/)[0]!
  return DOORS.includes(path) ? undefined : to
}

/** The page that was meant: the bare address of the app means none. */
export function meant(to: Pick<RouteLocationNormalized, 'fullPath' | 'redirectedFrom'>): string | undefined {
  return to.redirectedFrom ? undefined : askedFor(to.fullPath)
}

/** A way in that remembers what was asked for. */
export const wayIn = (path: '/pin' | '/sign-in', to: unknown) => ({ path, query: askedFor(to) ? { to: askedFor(to) } : {} })

/** Where somebody lands: on what was asked for, else in the day that is planned, else with the work in hand. */
export function landing(to: unknown, dayIsPlanned: boolean): string {
  return askedFor(to) ?? (dayIsPlanned ? '/day' : '/work')
}

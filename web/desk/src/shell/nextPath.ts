/** Only a path of this app: the query must not send anybody elsewhere. */
export function nextPath(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/orders'
}

import type { How, WishSaid, WishView } from './types'

// What somebody says about being told, out of what a form shows of it.

export const hows: readonly How[] = ['TEXT', 'CALL', 'TEXT_ONLY', 'NOT_AT_ALL']

export interface WishForm {
  how?: How
  language: WishSaid['language']
  email: string
  /** Own quiet hours as 13:00; empty for none. */
  from: string
  to: string
}

export function wishFormOf(wish: WishView | undefined): WishForm {
  return {
    ...(wish?.how ? { how: wish.how } : {}),
    language: wish?.language ?? 'ZH',
    email: wish?.email ?? '',
    from: wish?.ownFrom ?? '',
    to: wish?.ownTo ?? '',
  }
}

/** What is wrong with the hours: one of them is missing, or they end when they begin. */
export function wrongHours({ from, to }: Pick<WishForm, 'from' | 'to'>): 'ONE' | 'SAME' | undefined {
  if (!from !== !to) return 'ONE'
  return from && from === to ? 'SAME' : undefined
}

/** Whether neither of two words says anything the other does not. */
export function sameWish(one: WishForm, other: WishForm): boolean {
  return (['how', 'language', 'email', 'from', 'to'] as const).every((each) => (one[each] ?? '') === (other[each] ?? ''))
}

export function saidOf(form: WishForm & { how: How }, before?: WishView): WishSaid {
  const { how, language, email, from, to } = form
  const hours = from && to ? { quietFrom: from, quietTo: to } : {}
  const address = email.trim() ? { email: email.trim() } : {}
  // Finer than this form shows it, and not what they change now.
  if (before?.consent && before.how === how) {
    return { language, consent: before.consent, ...(before.preferred ? { preferred: before.preferred } : {}), ...address, ...hours }
  }
  switch (how) {
    case 'TEXT':
      return { language, consent: 'ANY', preferred: 'SMS', ...address, ...hours }
    case 'CALL':
      return { language, consent: 'CALL_ONLY', preferred: 'CALL', ...address, ...hours }
    case 'TEXT_ONLY':
      return { language, consent: 'TEXT_ONLY', preferred: 'SMS', ...address, ...hours }
    case 'NOT_AT_ALL':
      return { language, consent: 'NOTHING', ...address, ...hours }
  }
}

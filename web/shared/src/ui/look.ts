import type { OrderState, Urgency } from '../api/types'

export type Tone = 'quiet' | 'attention' | 'info' | 'good' | 'alarm'

export interface StateLook {
  tone: Tone
  /** Name in the icon family of both apps (Lucide). */
  icon: string
}

export const stateLooks: Record<OrderState, StateLook> = {
  DRAFT: { tone: 'quiet', icon: 'pencil' },
  WAITING: { tone: 'attention', icon: 'inbox' },
  OFFERED: { tone: 'info', icon: 'send' },
  OPEN: { tone: 'info', icon: 'megaphone' },
  ACCEPTED: { tone: 'info', icon: 'user-check' },
  WORKING: { tone: 'info', icon: 'wrench' },
  REPORTED: { tone: 'attention', icon: 'message-circle-question-mark' },
  SOLVED: { tone: 'good', icon: 'circle-check' },
  CANCELLED: { tone: 'quiet', icon: 'circle-x' },
  MERGED: { tone: 'quiet', icon: 'merge' },
  SUSPENDED: { tone: 'quiet', icon: 'circle-pause' },
}

export function stateLook(state: OrderState): StateLook {
  return stateLooks[state] ?? { tone: 'quiet', icon: 'circle-question-mark' }
}

export const urgencyTones: Record<Urgency, Tone> = { NORMAL: 'quiet', URGENT: 'attention', DANGER: 'alarm' }

import { orderResultOf, type IntakeItem, type Urgency, type Uuid } from '@yanzhen/shared/api'
import { useI18n } from 'vue-i18n'
import { onLeave } from '../access/useSession'
import { useCommand } from '../command/useCommand'
import { uuid7 } from '../command/uuid7'
import type { ChosenDivision } from '../place/useDivisions'
import { useNotice } from '../shell/useNotice'

/** Long enough to notice a slip; until then nothing has been sent. */
const TIME_TO_UNDO = 6_000

// An item keeps the id of the order it may become: confirmed twice, it is one order.
const orderIds = new Map<Uuid, Uuid>()
let pending: { timer: ReturnType<typeof setTimeout>; send: () => void } | undefined

function flush() {
  if (!pending) return
  clearTimeout(pending.timer)
  const { send } = pending
  pending = undefined
  send()
}

window.addEventListener('pagehide', flush)
onLeave(() => {
  flush()
  orderIds.clear()
})

function orderIdFor(itemId: Uuid): Uuid {
  const id = orderIds.get(itemId) ?? uuid7()
  orderIds.set(itemId, id)
  return id
}

interface Listener {
  settled: (item: IntakeItem) => void
  undone: () => void
}

export interface Confirmation {
  kind: string
  division: ChosenDivision
  place: string
  urgency: Urgency
  /** The open order it goes on with. */
  joins?: Uuid
  /** Who answers for it. */
  body?: string
  /** What the message says of the kind's questions. */
  fields: Record<string, string>
}

export function useIntakeDecision(listener: Listener) {
  const { t } = useI18n()
  const { say } = useNotice()
  const { busy, problem, send } = useCommand()
  const dismissal = useCommand()

  /** `taken`: somebody else was quicker with this item. */
  async function confirm(item: IntakeItem, { kind, division, place, urgency, joins, body, fields }: Confirmation): Promise<'done' | 'taken' | 'refused'> {
    const orderId = orderIdFor(item.id)
    const outcome = await send({
      type: 'hall.confirm',
      body: { itemId: item.id, orderId, kind, divisionId: division.id, urgency, ...(place ? { place } : {}), ...(joins ? { joins } : {}), ...(body ? { body } : {}), ...(Object.keys(fields).length ? { fields } : {}) },
    })
    if (!outcome) {
      if (problem.value?.code !== 'hall.item-done') return 'refused'
      say(problem.value.detail ?? '')
      return 'taken'
    }
    const { number } = orderResultOf(outcome)
    say(
      {
        text: number ? t('intake.confirmed', { number }) : t('intake.confirmedNoNumber'),
        link: { to: `/orders/${orderId}`, text: t('intake.openOrder') },
      },
      15_000,
    )
    listener.settled(item)
    return 'done'
  }

  function dismiss(item: IntakeItem, reason: string) {
    flush()
    const sendNow = async () => {
      const outcome = await dismissal.send({ type: 'hall.dismiss', body: { itemId: item.id, reason } })
      if (!outcome) {
        say(dismissal.problem.value?.detail ?? t('error.unexpected'), 15_000)
        listener.undone()
      }
    }
    const mine = {
      send: () => void sendNow(),
      timer: setTimeout(() => {
        if (pending === mine) pending = undefined
        void sendNow()
      }, TIME_TO_UNDO),
    }
    pending = mine
    say(
      {
        text: t('intake.dismissed', { subject: item.subject }),
        undo: () => {
          if (pending !== mine) return
          clearTimeout(mine.timer)
          pending = undefined
          listener.undone()
        },
      },
      TIME_TO_UNDO,
    )
    listener.settled(item)
  }

  return { busy, problem, confirm, dismiss }
}

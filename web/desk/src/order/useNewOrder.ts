import { ref } from 'vue'
import { onLeave } from '../access/useSession'
import { useCommand } from '../command/useCommand'
import { acceptedOf, arrived } from '../command/usePhotos'
import { uuid7 } from '../command/uuid7'
import { api } from '../shell/api'
import { answeredUploads, draftOf, emptyOrder, isEmpty, orderResultOf, type Alike, type KindView, type NewOrder } from '@yanzhen/shared/api'

// Outside of the page: looking something up in the list must not cost the half-written order.
const form = ref<NewOrder>(emptyOrder(uuid7()))
/** The open order they have the same trouble as. */
const joins = ref<Alike>()

function reset() {
  form.value = { ...emptyOrder(uuid7()), source: form.value.source }
  joins.value = undefined
}
onLeave(() => {
  form.value = emptyOrder(uuid7())
  joins.value = undefined
})

window.addEventListener('beforeunload', (event) => {
  if (!isEmpty(form.value)) event.preventDefault()
})

export interface Placed {
  orderId: string
  number: string
  already: boolean
}

export function useNewOrder() {
  const { busy, problem, send } = useCommand()

  async function submit(kind: KindView | undefined, asDraft: boolean): Promise<Placed | undefined> {
    // A question is answered only by what has arrived.
    await arrived(answeredUploads(form.value, kind))
    const draft = draftOf({ ...form.value, photos: acceptedOf(form.value.photos) }, kind)
    // A draft goes on with nothing: the other order may be done before it is placed.
    const body = joins.value && !asDraft ? { ...draft, joins: joins.value.id } : draft
    const outcome = await send({ type: asDraft ? 'order.draft' : 'order.place', body })
    if (outcome) {
      reset()
      return { orderId: body.orderId, number: orderResultOf(outcome).number ?? '', already: false }
    }
    return alreadyPlaced(body.orderId)
  }

  /** An answer lost on the way, then a changed word: the order may be there although this try was refused. */
  async function alreadyPlaced(orderId: string): Promise<Placed | undefined> {
    if (problem.value?.code !== 'order.exists') return undefined
    try {
      const { card } = await api.orders.get(orderId)
      problem.value = undefined
      reset()
      return { orderId, number: card.number, already: true }
    } catch {
      return undefined
    }
  }

  return { form, joins, busy, problem, submit, reset }
}

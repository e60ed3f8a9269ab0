import type { Uuid } from '@yanzhen/shared/api'
import { onScopeDispose, ref, shallowRef } from 'vue'
import type { Target } from './drops'
import type { Move } from './useMove'

/** A hand that only presses does not drag; a finger that moves at once scrolls the page. */
const FROM_PIXELS = 5
const FINGER_RESTS = 350
const EDGE = 36
const SCROLL = 14

export interface Grip {
  orderId: Uuid
  x: number
  y: number
}

/** Taking hold of a block with mouse, pen or finger. Where it may be let go is for `targetAt` to say. */
export function useDrag(move: Move, targetAt: (x: number, y: number, orderId: Uuid) => Target | undefined, scroller: () => HTMLElement | null | undefined) {
  const grip = shallowRef<Grip>()
  /** The click that ends a drag chooses nothing. */
  const dragged = ref(false)
  let pressed: { id: number; orderId: Uuid; x: number; y: number; touch: boolean } | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  function press(event: PointerEvent, orderId: Uuid) {
    if (event.button !== 0 || move.busy.value || pressed) return
    dragged.value = false
    pressed = { id: event.pointerId, orderId, x: event.clientX, y: event.clientY, touch: event.pointerType === 'touch' }
    window.addEventListener('pointermove', moved)
    window.addEventListener('pointerup', released)
    window.addEventListener('pointercancel', ended)
    window.addEventListener('touchmove', hold, { passive: false })
    window.addEventListener('keydown', key, true)
    if (pressed.touch) timer = setTimeout(() => begin(pressed!.x, pressed!.y), FINGER_RESTS)
  }

  function begin(x: number, y: number) {
    if (!pressed) return
    move.take(pressed.orderId)
    dragged.value = true
    grip.value = { orderId: pressed.orderId, x, y }
  }

  function moved(event: PointerEvent) {
    if (!pressed || event.pointerId !== pressed.id) return
    if (!grip.value) {
      if (Math.hypot(event.clientX - pressed.x, event.clientY - pressed.y) < FROM_PIXELS) return
      if (pressed.touch) return ended()
      begin(event.clientX, event.clientY)
    }
    grip.value = { orderId: pressed.orderId, x: event.clientX, y: event.clientY }
    nearEdge(event)
    move.aim(targetAt(event.clientX, event.clientY, pressed.orderId))
  }

  function nearEdge(event: PointerEvent) {
    const element = scroller()
    if (!element) return
    const box = element.getBoundingClientRect()
    if (event.clientY < box.top + EDGE) element.scrollTop -= SCROLL
    else if (event.clientY > box.bottom - EDGE) element.scrollTop += SCROLL
    if (event.clientX > box.right - EDGE) element.scrollLeft += SCROLL
  }

  function hold(event: TouchEvent) {
    if (grip.value) event.preventDefault()
  }

  function key(event: KeyboardEvent) {
    if (event.key !== 'Escape' || !grip.value) return
    event.preventDefault()
    event.stopPropagation()
    move.cancel()
    ended()
  }

  function released(event: PointerEvent) {
    if (!pressed || event.pointerId !== pressed.id) return
    const dropping = grip.value !== undefined
    stop()
    if (!dropping) return
    if (move.target.value) void move.drop()
    else move.cancel()
  }

  function ended() {
    if (grip.value) move.cancel()
    stop()
  }

  function stop() {
    clearTimeout(timer)
    pressed = undefined
    grip.value = undefined
    window.removeEventListener('pointermove', moved)
    window.removeEventListener('pointerup', released)
    window.removeEventListener('pointercancel', ended)
    window.removeEventListener('touchmove', hold)
    window.removeEventListener('keydown', key, true)
    // The click that follows the release comes before this.
    setTimeout(() => (dragged.value = false))
  }

  onScopeDispose(stop)

  return { grip, dragged, press }
}

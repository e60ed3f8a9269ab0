import { nextTick, onBeforeUnmount, onMounted, ref, watch, type Ref, type WatchSource } from 'vue'
import { fitting } from './fitting'

/** A phone pushes the pages sideways with a finger; there everything stays in one row. */
const NARROW = '(max-width: 767px)'

/**
 * How many links of a bar are shown side by side. For the moment of measuring all of them are shown with "more" beside
 * them; so what there is for them is their own place, however wide the rest of the bar is.
 *
 * @param bar whose width decides
 * @param row holds the links, and cuts off what does not fit
 * @param more the button beside them
 * @param on what else changes the widths
 */
export function useFitting(
  bar: Readonly<Ref<HTMLElement | null>>,
  row: Readonly<Ref<HTMLElement | null>>,
  more: Readonly<Ref<HTMLElement | null>>,
  on: readonly WatchSource[],
) {
  const shown = ref(Infinity)
  const measuring = ref(false)
  let watcher: ResizeObserver | undefined
  let turn = 0

  async function measure() {
    const mine = ++turn
    measuring.value = true
    shown.value = Infinity
    await nextTick()
    if (mine !== turn) return
    if (row.value && more.value && !window.matchMedia(NARROW).matches) {
      const widths = [...row.value.children].map((link) => link.getBoundingClientRect().width)
      // Half a pixel more or less is not seen.
      shown.value = fitting(widths, row.value.getBoundingClientRect().width + 0.5, more.value.getBoundingClientRect().width)
    }
    measuring.value = false
  }

  watch(on, () => void measure(), { flush: 'post' })
  onMounted(() => {
    watcher = new ResizeObserver(() => void measure())
    if (bar.value) watcher.observe(bar.value)
    // Letters that come late are wider or narrower than those they replace.
    void document.fonts?.ready.then(measure)
  })
  onBeforeUnmount(() => watcher?.disconnect())
  return { shown, measuring }
}

import { nextTick, shallowRef, useTemplateRef, watch, type WatchSource } from 'vue'

/** The row of a table that is open below it, at the element `list`, until other figures are shown. */
export function useOpenedRow<T>(figures: WatchSource) {
  const opened = shallowRef<T>()
  const list = useTemplateRef<HTMLElement>('list')
  watch(figures, () => (opened.value = undefined))

  async function open(row: T | undefined) {
    opened.value = row
    await nextTick()
    list.value?.scrollIntoView({ block: 'nearest' })
  }

  return { opened, open }
}

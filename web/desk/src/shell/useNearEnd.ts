import { onBeforeUnmount, onMounted, type Ref } from 'vue'

/** Says when the end of what scrolls comes into reach, so that more is there before it is missed. */
export function useNearEnd(scroller: Readonly<Ref<HTMLElement | null>>, foot: Readonly<Ref<HTMLElement | null>>, reached: () => void) {
  let watcher: IntersectionObserver | undefined
  onMounted(() => {
    watcher = new IntersectionObserver(
      ([seen]) => {
        if (seen?.isIntersecting) reached()
      },
      { root: scroller.value, rootMargin: '240px' },
    )
    if (foot.value) watcher.observe(foot.value)
  })
  onBeforeUnmount(() => watcher?.disconnect())
}

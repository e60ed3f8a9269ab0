import { computed, ref, shallowRef, watch, type WatchSource } from 'vue'
import { useLoaded } from '../people/useLoaded'
import { heard } from './api'
import { locale } from './i18n'

type Read<T> = (after: string | undefined, signal?: AbortSignal) => Promise<{ items: readonly T[]; next?: string | null }>

/** A list page by page, read anew from its beginning when what it hangs on changes. */
export function usePages<T>(on: readonly WatchSource[], read: Read<T>) {
  const items = shallowRef<readonly T[]>([])
  const next = ref<string>()
  const { found, problem, loading, load } = useLoaded((signal) => read(undefined, signal))
  watch(found, (page) => {
    items.value = page?.items ?? []
    next.value = page?.next ?? undefined
  })

  async function more() {
    if (!next.value) return
    try {
      const page = await read(next.value)
      items.value = [...items.value, ...page.items]
      next.value = page.next ?? undefined
    } catch (error) {
      problem.value = heard(error)
    }
  }

  watch([...on, locale], load, { immediate: true })
  return {
    items,
    loaded: computed(() => found.value !== undefined),
    loading,
    problem,
    hasMore: computed(() => next.value !== undefined),
    more,
    reload: load,
  }
}

export type Pages<T> = ReturnType<typeof usePages<T>>

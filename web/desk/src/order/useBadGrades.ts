import type { BadGradeView, Problem } from '@yanzhen/shared/api'
import { computed, onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import { api, heard, isAborted } from '../shell/api'
import { locale } from '../shell/i18n'

const PAGE = 30

export type BadGradeState = BadGradeView['state']

/** Bad grades that stand so, the most pressing first. */
export function useBadGrades(state: Ref<BadGradeState>) {
  const items = shallowRef<readonly BadGradeView[]>([])
  const next = ref<string>()
  const loaded = ref(false)
  const problem = shallowRef<Problem>()
  let underWay: AbortController | undefined

  async function load() {
    underWay?.abort()
    const mine = (underWay = new AbortController())
    problem.value = undefined
    try {
      const page = await api.badGrades.page({ state: state.value, limit: PAGE }, mine.signal)
      items.value = page.items
      next.value = page.next ?? undefined
      loaded.value = true
    } catch (error) {
      if (isAborted(error)) return
      items.value = []
      problem.value = heard(error)
    }
  }

  async function more() {
    if (!next.value) return
    try {
      const page = await api.badGrades.page({ state: state.value, after: next.value, limit: PAGE })
      items.value = [...items.value, ...page.items]
      next.value = page.next ?? undefined
    } catch (error) {
      problem.value = heard(error)
    }
  }

  watch([state, locale], load, { immediate: true })
  onScopeDispose(() => underWay?.abort())
  return { items, loaded, problem, hasMore: computed(() => next.value !== undefined), more, reload: load }
}

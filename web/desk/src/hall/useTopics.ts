import type { Problem, Topics } from '@yanzhen/shared/api'
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { api, heard, isAborted } from '../shell/api'

/** What is said more often than usual in the week that ends with the day. */
export function useTopics(day: Ref<string | undefined>, division: Ref<number | undefined>) {
  const topics = shallowRef<Topics>()
  const problem = shallowRef<Problem>()
  let underWay: AbortController | undefined

  async function load() {
    underWay?.abort()
    const mine = (underWay = new AbortController())
    problem.value = undefined
    try {
      const answer = await api.intake.topics({ day: day.value, division: division.value }, mine.signal)
      if (underWay === mine) topics.value = answer
    } catch (error) {
      if (!isAborted(error)) problem.value = heard(error)
    }
  }

  watch([day, division], load, { immediate: true })
  onScopeDispose(() => underWay?.abort())
  return { topics, problem, reload: load }
}

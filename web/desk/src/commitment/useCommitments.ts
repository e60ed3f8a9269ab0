import type { CommitmentList, CommitmentSheet, Problem, Uuid } from '@yanzhen/shared/api'
import { shallowRef, watch, type Ref } from 'vue'
import { api, heard, isAborted } from '../shell/api'
import { locale } from '../shell/i18n'

/** Reads anew whenever what it hangs on changes; a newer question overtakes an older one. */
function followed<T>(on: readonly Ref<unknown>[], read: (signal: AbortSignal) => Promise<T> | undefined) {
  const found = shallowRef<T>()
  const problem = shallowRef<Problem>()
  let underWay: AbortController | undefined

  async function load() {
    underWay?.abort()
    const mine = (underWay = new AbortController())
    problem.value = undefined
    const reading = read(mine.signal)
    if (!reading) {
      found.value = undefined
      return
    }
    try {
      const answer = await reading
      if (underWay === mine) found.value = answer
    } catch (error) {
      if (isAborted(error)) return
      found.value = undefined
      problem.value = heard(error)
    }
  }

  watch([...on, locale], load, { immediate: true })
  return { found, problem, load }
}

/** A place's list of a year. */
export function useCommitments(year: Ref<number | undefined>, division: Ref<number | undefined>) {
  return followed<CommitmentList>([year, division], (signal) => api.commitments.list({ year: year.value, division: division.value }, signal))
}

export function useCommitment(commitmentId: Ref<Uuid | undefined>) {
  return followed<CommitmentSheet>([commitmentId], (signal) => (commitmentId.value ? api.commitments.sheet(commitmentId.value, signal) : undefined))
}

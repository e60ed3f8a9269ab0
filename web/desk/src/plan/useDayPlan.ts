import type { DayView, Uuid } from '@yanzhen/shared/api'
import { lookOf, type Look } from '@yanzhen/shared/plan'
import { onScopeDispose, ref, watch, type Ref } from 'vue'
import { useLoaded } from '../people/useLoaded'
import { api, heard, isAborted } from '../shell/api'
import { locale } from '../shell/i18n'

export interface AskedDay {
  day: string
  division?: number
  team?: Uuid
  name?: string
  /** Whoever this proposal changes is there too, and this person. */
  draft?: Uuid
  person?: Uuid
}

/** So many rows at first, and at a time; the server gives no more at once than {@link MOST}. */
export const ROWS = 40
const MOST = 500

/** Others plan too; while something is held the day under it does not change. */
const LOOK_AGAIN = 30_000

export function useDayPlan(asked: Ref<AskedDay>, quiet: Ref<boolean>) {
  // What is shown already is read again as long as it is.
  const rows = ref(ROWS)
  const { found, problem, loading, load } = useLoaded((signal) => api.plans.day({ ...asked.value, limit: Math.min(rows.value, MOST) }, signal))
  const adding = ref(false)
  const looks = new Map<Uuid, Look>()

  watch(
    () => `${asked.value.day} ${asked.value.division ?? ''} ${locale.value}`,
    (_, before) => {
      if (before) looks.clear()
      found.value = undefined
      rows.value = ROWS
      void load()
    },
    { immediate: true },
  )
  // Another choice of people of the same day: what is there stays until the answer is.
  watch(
    () => `${asked.value.team ?? ''} ${asked.value.name ?? ''} ${asked.value.draft ?? ''} ${asked.value.person ?? ''}`,
    () => {
      rows.value = ROWS
      void load()
    },
  )

  /** Further rows behind those that are shown. */
  async function more() {
    const before = found.value
    if (!before?.next || adding.value) return
    adding.value = true
    try {
      const page = await api.plans.day({ ...asked.value, after: before.next, limit: ROWS })
      if (found.value !== before) return
      const known = new Set(before.people.map((person) => person.personId))
      found.value = { ...before, people: [...before.people, ...page.people.filter((person) => !known.has(person.personId))], next: page.next }
      rows.value += ROWS
    } catch (error) {
      if (!isAborted(error)) problem.value = heard(error)
    } finally {
      adding.value = false
    }
  }

  const timer = setInterval(() => {
    if (!document.hidden && !quiet.value && found.value && !loading.value) void load()
  }, LOOK_AGAIN)
  onScopeDispose(() => clearInterval(timer))

  /** Kept while the page shows this day, so that nobody changes colour when the rows change places. */
  function lookFor(personId: Uuid): Look {
    let look = looks.get(personId)
    if (!look) looks.set(personId, (look = lookOf(looks.size)))
    return look
  }

  return { found: found as Ref<DayView | undefined>, problem, loading, load, more, adding, lookFor }
}

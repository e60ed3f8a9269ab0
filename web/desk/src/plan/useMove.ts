import type { DayView, Problem, TryView, Uuid } from '@yanzhen/shared/api'
import { computed, onScopeDispose, ref, shallowRef, type Ref } from 'vue'
import { useCommand } from '../command/useCommand'
import { api, heard, isAborted } from '../shell/api'
import { clamped, held, sameTarget, verdict, type Held, type Target } from './drops'

/** Long enough for a hand to pass over a place without asking about it. */
const REST = 140

export interface Dropped {
  what: Held
  to: Target
  tried: TryView
}

/** held: looking for a place · asking: let go, and a person must say yes · refused: let go where it cannot be. */
export type Phase = 'held' | 'asking' | 'refused'

/** One order in the hand: where it would go, what that costs, and what happens when it is let go. */
export function useMove(day: Ref<DayView | undefined>, reload: () => Promise<void>, done: (dropped: Dropped) => void) {
  const what = shallowRef<Held>()
  const target = shallowRef<Target>()
  const tried = shallowRef<TryView>()
  const trying = ref(false)
  const phase = ref<Phase>('held')
  const tryProblem = shallowRef<Problem>()
  const { busy, problem: refused, send } = useCommand()
  let rest: ReturnType<typeof setTimeout> | undefined
  let underWay: AbortController | undefined
  let asked: Promise<void> | undefined
  let answers = new Map<string, TryView>()

  const keyOf = (to: Target) => `${what.value?.orderId} ${to.personId} ${to.index}`

  function take(orderId: Uuid) {
    cancel()
    answers = new Map()
    what.value = held(day.value?.people ?? [], orderId)
    target.value = what.value.from
  }

  function stopAsking() {
    clearTimeout(rest)
    underWay?.abort()
    asked = undefined
    trying.value = false
  }

  function aim(to: Target | undefined) {
    if (!what.value || sameTarget(to, target.value)) return
    stopAsking()
    phase.value = 'held'
    target.value = to
    tried.value = undefined
    tryProblem.value = undefined
    refused.value = undefined
    if (!to || sameTarget(to, what.value.from)) return
    const known = answers.get(keyOf(to))
    if (known) {
      tried.value = known
      return
    }
    trying.value = true
    asked = new Promise((resolve) => (rest = setTimeout(() => void ask(to).then(resolve), REST)))
  }

  async function ask(to: Target) {
    const mine = (underWay = new AbortController())
    const key = keyOf(to)
    try {
      const answer = await api.plans.tryMove({ day: day.value!.day, orderId: what.value!.orderId, toPersonId: to.personId, index: to.index }, mine.signal)
      answers.set(key, answer)
      if (underWay === mine) tried.value = answer
    } catch (error) {
      if (!isAborted(error) && underWay === mine) tryProblem.value = heard(error)
    } finally {
      if (underWay === mine) trying.value = false
    }
  }

  /** Lets go here. What the server has not yet said is waited for. */
  async function drop() {
    const to = target.value
    const mine = what.value
    if (!mine || !to || sameTarget(to, mine.from)) return cancel()
    await asked
    if (what.value !== mine || !sameTarget(target.value, to) || !tried.value) return
    const now = verdict(mine, to, tried.value)
    if (now === 'refused') phase.value = 'refused'
    else if (now === 'asks') phase.value = 'asking'
    else await confirm('')
  }

  async function confirm(reason: string) {
    const { value: mine } = what
    const { value: to } = target
    const { value: answer } = tried
    if (!mine || !to || !answer || busy.value) return
    const said = reason.trim()
    const outcome = await send({
      type: 'plan.move',
      body: {
        day: day.value!.day,
        orderId: mine.orderId,
        toPersonId: to.personId,
        index: to.index,
        expectedVersion: answer.expectedVersion,
        ...(answer.expectedFromVersion == null ? {} : { expectedFromVersion: answer.expectedFromVersion }),
        ...(answer.expectedWithVersion == null ? {} : { expectedWithVersion: answer.expectedWithVersion }),
        ...(said ? { reason: said } : {}),
      },
    })
    if (!outcome) {
      phase.value = 'asking'
      if (refused.value?.code === 'command.base-stale') await lookAgain(mine.orderId, to)
      return
    }
    cancel()
    done({ what: mine, to, tried: answer })
  }

  /** Somebody changed this day meanwhile: the same place again on the day as it now is, with its cost anew. */
  async function lookAgain(orderId: Uuid, to: Target) {
    const why = refused.value
    await reload()
    const person = day.value?.people.find((one) => one.personId === to.personId)
    take(orderId)
    if (person) aim({ personId: to.personId, index: clamped(person, orderId, to.index) })
    refused.value = why
  }

  function cancel() {
    stopAsking()
    what.value = undefined
    target.value = undefined
    tried.value = undefined
    tryProblem.value = undefined
    refused.value = undefined
    phase.value = 'held'
  }

  onScopeDispose(stopAsking)

  return {
    what,
    target,
    tried,
    trying,
    phase,
    busy,
    problem: computed(() => refused.value ?? tryProblem.value),
    take,
    aim,
    drop,
    confirm,
    cancel,
  }
}

export type Move = ReturnType<typeof useMove>

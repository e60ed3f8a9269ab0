import type { Beside, BesideTyped, Uuid } from '@yanzhen/shared/api'
import { onScopeDispose, ref, shallowRef, watch, type Ref } from 'vue'
import type { ChosenDivision } from '../place/useDivisions'
import { api, isAborted } from '../shell/api'
import { locale } from '../shell/i18n'

/** Long enough that not every key asks, short enough to be there when the sentence ends. */
const PAUSE = 500
const FEWEST_LETTERS = 6

/** What is offered beside a message. Without it the message is still confirmed: a failure says nothing. */
export function useBeside(itemId: Ref<Uuid | undefined>) {
  const beside = shallowRef<Beside>()
  const division = ref<ChosenDivision>()
  let underWay: AbortController | undefined
  let shownFor: Uuid | undefined

  async function load() {
    underWay?.abort()
    const id = itemId.value
    if (id !== shownFor) beside.value = undefined
    shownFor = id
    if (!id) return
    const mine = (underWay = new AbortController())
    try {
      const answer = await api.intake.beside(id, { division: division.value?.id }, mine.signal)
      if (underWay === mine) beside.value = answer
    } catch (error) {
      if (!isAborted(error)) console.warn('nothing is offered beside the message', error)
    }
  }

  watch([itemId, () => division.value?.id, locale], load, { immediate: true })
  onScopeDispose(() => underWay?.abort())
  return { beside, division, reload: load }
}

/** The same for words that are only just being typed. */
export function useTyped(text: Ref<string>, divisionId: Ref<number | undefined>) {
  const beside = shallowRef<BesideTyped>()
  let underWay: AbortController | undefined
  let timer: ReturnType<typeof setTimeout> | undefined

  async function load() {
    underWay?.abort()
    const typed = text.value.trim()
    if (typed.length < FEWEST_LETTERS) {
      beside.value = undefined
      return
    }
    const mine = (underWay = new AbortController())
    try {
      const answer = await api.intake.besideTyped({ text: typed, divisionId: divisionId.value }, mine.signal)
      if (underWay === mine) beside.value = answer
    } catch (error) {
      if (!isAborted(error)) console.warn('nothing is suggested', error)
    }
  }

  watch(
    [text, divisionId, locale],
    () => {
      clearTimeout(timer)
      timer = setTimeout(load, PAUSE)
    },
    { immediate: true },
  )
  onScopeDispose(() => {
    clearTimeout(timer)
    underWay?.abort()
  })
  return { beside }
}

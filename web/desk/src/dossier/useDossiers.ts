import type { DossierCard, DossierDetail, DossierStage, Problem, Uuid } from '@yanzhen/shared/api'
import { computed, ref, shallowRef, watch, type Ref } from 'vue'
import { api, heard, isAborted } from '../shell/api'
import { locale } from '../shell/i18n'

const PAGE = 30

export function useDossiers(stage: Ref<DossierStage | undefined>) {
  const items = shallowRef<readonly DossierCard[]>([])
  const next = ref<string>()
  const loaded = ref(false)
  const problem = shallowRef<Problem>()
  let underWay: AbortController | undefined

  async function load() {
    underWay?.abort()
    const mine = (underWay = new AbortController())
    problem.value = undefined
    try {
      const page = await api.dossiers.page({ stage: stage.value, limit: PAGE }, mine.signal)
      items.value = page.items
      next.value = page.next ?? undefined
      loaded.value = true
    } catch (error) {
      if (!isAborted(error)) problem.value = heard(error)
    }
  }

  async function more() {
    if (!next.value) return
    try {
      const page = await api.dossiers.page({ stage: stage.value, after: next.value, limit: PAGE })
      items.value = [...items.value, ...page.items]
      next.value = page.next ?? undefined
    } catch (error) {
      problem.value = heard(error)
    }
  }

  watch([stage, locale], load, { immediate: true })
  return { items, loaded, problem, hasMore: computed(() => next.value !== undefined), more, reload: load }
}

export function useDossier(dossierId: Ref<Uuid | undefined>) {
  const dossier = shallowRef<DossierDetail>()
  const problem = shallowRef<Problem>()
  let underWay: AbortController | undefined

  async function load() {
    underWay?.abort()
    problem.value = undefined
    const id = dossierId.value
    if (dossier.value?.card.id !== id) dossier.value = undefined
    if (!id) return
    const mine = (underWay = new AbortController())
    try {
      dossier.value = await api.dossiers.get(id, mine.signal)
    } catch (error) {
      if (!isAborted(error)) problem.value = heard(error)
    }
  }

  watch([dossierId, locale], load, { immediate: true })
  return { dossier, problem, reload: load }
}

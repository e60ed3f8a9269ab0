import type { DossierCard, DossierDetail, DossierStage, Problem, Uuid } from '@yanzhen/shared/api'
import { shallowRef, watch, type Ref } from 'vue'
import { api, heard, isAborted } from '../shell/api'
import { locale } from '../shell/i18n'
import { usePages } from '../shell/usePages'

const PAGE = 30

export function useDossiers(stage: Ref<DossierStage | undefined>) {
  return usePages<DossierCard>([stage], (after, signal) => api.dossiers.page({ stage: stage.value, after, limit: PAGE }, signal))
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

import type { CampaignCard, CampaignRef } from '@yanzhen/shared/api'
import { onScopeDispose, shallowRef, watch, type Ref } from 'vue'
import { onLeave } from '../access/useSession'
import { api, heard, isAborted } from '../shell/api'
import { locale } from '../shell/i18n'
import { usePages } from '../shell/usePages'

const PAGE = 30

/** Page by page, the newest first. */
export function useCampaigns() {
  return usePages<CampaignCard>([], (after, signal) => api.campaigns.page({ after, limit: PAGE }, signal))
}

// Read once and kept: every list of orders offers them.
const running = shallowRef<readonly CampaignRef[]>([])
let asked = false

async function loadRunning() {
  try {
    const page = await api.campaigns.page({ limit: 100 })
    running.value = page.items.filter((one) => one.state === 'RUNNING').map(({ id, name }) => ({ id, name }))
  } catch (error) {
    asked = false
    heard(error)
  }
}

watch(locale, () => asked && void loadRunning())
onLeave(() => {
  running.value = []
  asked = false
})

export function useRunningCampaigns() {
  if (!asked) {
    asked = true
    void loadRunning()
  }
  return { campaigns: running, reload: loadRunning }
}

/** Those an order of that kind may go into there today; none while one of the two is not known. */
export function useFittingCampaigns(about: Ref<{ kind: string | undefined; division: number | undefined }>) {
  const campaigns = shallowRef<readonly CampaignRef[]>([])
  let underWay: AbortController | undefined

  watch(
    () => [about.value.kind, about.value.division, locale.value] as const,
    async ([kind, division]) => {
      underWay?.abort()
      campaigns.value = []
      if (!kind || !division) return
      const mine = (underWay = new AbortController())
      try {
        campaigns.value = (await api.campaigns.fitting({ kind, division }, mine.signal)).campaigns
      } catch (error) {
        if (!isAborted(error)) heard(error)
      }
    },
    { immediate: true },
  )
  onScopeDispose(() => underWay?.abort())
  return campaigns
}

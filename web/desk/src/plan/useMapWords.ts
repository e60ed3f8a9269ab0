import type { MapWords } from '@yanzhen/shared/plan/SketchMap.vue'
import { computed } from 'vue'
import { useI18n } from 'vue-i18n'

/** The map takes its words from whoever shows it; {n} and {name} it fills in itself. */
export function useMapWords() {
  const { t } = useI18n()
  return computed<MapWords>(() => ({
    label: t('plans.map.label'),
    keys: t('plans.map.keys'),
    airLine: t('plans.map.airLine'),
    north: t('plans.map.north'),
    closer: t('plans.map.closer'),
    further: t('plans.map.further'),
    whole: t('plans.map.whole'),
    metres: t('plans.map.metres', { n: '{n}' }),
    kilometres: t('plans.map.kilometres', { n: '{n}' }),
    home: t('plans.map.home', { name: '{name}' }),
    empty: t('plans.map.empty'),
  }))
}

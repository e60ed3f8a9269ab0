import type { LanguageName } from '@yanzhen/shared/api'
import { shallowRef, watch } from 'vue'
import { useI18n } from 'vue-i18n'
import { api, heard } from '../shell/api'

const known = shallowRef<{ locale: string; languages: LanguageName[] }>()

/** What is spoken here, in the reader's language; read once. */
export function useLanguages() {
  const { locale } = useI18n()
  const languages = shallowRef<LanguageName[]>([])
  watch(
    locale,
    async (now) => {
      if (known.value?.locale !== now) {
        try {
          known.value = { locale: now, languages: (await api.people.languages()).languages }
        } catch (error) {
          heard(error)
        }
      }
      languages.value = known.value?.languages ?? []
    },
    { immediate: true },
  )
  return { languages }
}

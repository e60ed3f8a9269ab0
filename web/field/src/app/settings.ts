import { ref } from 'vue'
import { locale, setLocale } from '../i18n'
import { preference } from '../platform/preferences'

const savedElder = preference('elder')

export const elder = ref(savedElder.get() === 'true')

export function setElder(on: boolean) {
  elder.value = on
  savedElder.set(String(on))
  applyElder()
}

function applyElder() {
  document.documentElement.dataset.elder = String(elder.value)
}

export function applySettings() {
  setLocale(locale.value)
  applyElder()
}

import { isLocale, wordsOf, type Locale } from '@yanzhen/shared/ui'
import { computed } from 'vue'
import { createI18n } from 'vue-i18n'
import en from '../messages/en'
import zhCN from '../messages/zh-CN'

const STORED = 'yanzhen.desk.locale'

function stored(): Locale {
  const value = localStorage.getItem(STORED)
  return isLocale(value) ? value : 'zh-CN'
}

export const i18n = createI18n({
  legacy: false,
  locale: stored(),
  fallbackLocale: 'zh-CN',
  messages: {
    'zh-CN': { ...zhCN, ...wordsOf('zh-CN') },
    en: { ...en, ...wordsOf('en') },
  },
})

export const locale = computed<Locale>({
  get: () => i18n.global.locale.value as Locale,
  set: (value) => {
    i18n.global.locale.value = value
    localStorage.setItem(STORED, value)
    document.documentElement.lang = value
  },
})

document.documentElement.lang = locale.value

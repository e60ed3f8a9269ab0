import { ref, watchEffect } from 'vue'

export type Theme = 'system' | 'light' | 'dark'

const STORED = 'yanzhen.desk.theme'

function stored(): Theme {
  const value = localStorage.getItem(STORED)
  return value === 'light' || value === 'dark' ? value : 'system'
}

const theme = ref<Theme>(stored())

watchEffect(() => {
  localStorage.setItem(STORED, theme.value)
  if (theme.value === 'system') delete document.documentElement.dataset.theme
  else document.documentElement.dataset.theme = theme.value
})

export function useTheme() {
  return { theme }
}

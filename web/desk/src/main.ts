import { createApp } from 'vue'
import App from './App.vue'
import { i18n } from './shell/i18n'
import { router } from './shell/router'
import './shell/elementStyles'
import '@yanzhen/shared/ui/tokens.css'
import './shell/styles.css'

createApp(App).use(i18n).use(router).mount('#app')

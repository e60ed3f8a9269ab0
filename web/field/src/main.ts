import { createApp } from 'vue'
// File by file: the components' own style entries would bring Vant's icon font along, a fifth of the whole budget.
import 'vant/es/style/base.css'
import 'vant/es/loading/index.css'
import 'vant/es/button/index.css'
import 'vant/es/pull-refresh/index.css'
import 'vant/es/switch/index.css'
import '@yanzhen/shared/ui/tokens.css'
import './app/base.css'
import App from './App.vue'
import { startSession } from './access/useSession'
import { router } from './app/router'
import { applySettings } from './app/settings'
import { registerServiceWorker } from './app/updates'
import { startNow } from './app/useNow'
import { followOutbox } from './command/useOutbox'
import { followInbox } from './notice/useInbox'
import { followFolders } from './order/useFolders'
import { followPlacing } from './order/usePlacing'
import { followWork } from './order/useWork'
import { followDay } from './plan/useDay'
import InsecurePage from './pages/InsecurePage.vue'

async function start() {
  applySettings()
  if (!window.isSecureContext) {
    createApp(InsecurePage, { reason: 'insecure' }).mount('#app')
    return
  }
  try {
    await startSession()
  } catch (error) {
    console.error(error)
    createApp(InsecurePage, { reason: 'no-storage' }).mount('#app')
    return
  }
  startNow()
  followOutbox()
  followWork()
  followPlacing()
  followFolders()
  followInbox()
  followDay()
  createApp(App).use(router).mount('#app')
  await registerServiceWorker().catch((error) => console.error(error))
}

void start()

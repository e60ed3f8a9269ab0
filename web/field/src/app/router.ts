import { createRouter, createWebHistory } from 'vue-router'
import { account, dataKey, hasPin, replacingPin } from '../access/useSession'
import { landing, meant, wayIn } from './landing'
import { clock } from './runtime'
import { uuidV7 } from '../platform/uuid'
import InboxPage from '../pages/InboxPage.vue'
import OrderPage from '../pages/OrderPage.vue'
import OutboxPage from '../pages/OutboxPage.vue'
import PlacedPage from '../pages/PlacedPage.vue'
import PlacePage from '../pages/PlacePage.vue'
import PinPage from '../pages/PinPage.vue'
import SignInPage from '../pages/SignInPage.vue'
import DayPage from '../pages/DayPage.vue'
import WorkPage from '../pages/WorkPage.vue'
import CarriedPage from '../pages/CarriedPage.vue'
import MePage from '../pages/MePage.vue'
import ChangePinPage from '../pages/ChangePinPage.vue'
import LeavePage from '../pages/LeavePage.vue'
import ToldPage from '../pages/ToldPage.vue'

declare module 'vue-router' {
  interface RouteMeta {
    /** Reachable without the PIN. */
    open?: boolean
    /** The tab bar belongs to it. */
    tab?: boolean
  }
}

export const router = createRouter({
  history: createWebHistory('/field/'),
  scrollBehavior: (_to, _from, saved) => saved ?? { top: 0 },
  routes: [
    { path: '/', redirect: '/work' },
    { path: '/sign-in', component: SignInPage, meta: { open: true } },
    { path: '/pin', component: PinPage, meta: { open: true } },
    { path: '/work', component: WorkPage, meta: { tab: true } },
    { path: '/day', component: DayPage, meta: { tab: true } },
    { path: '/inbox', component: InboxPage, meta: { tab: true } },
    { path: '/outbox', component: OutboxPage, meta: { tab: true } },
    { path: '/me', component: MePage, meta: { tab: true } },
    { path: '/me/pin', component: ChangePinPage },
    { path: '/me/leave', component: LeavePage },
    { path: '/me/told', component: ToldPage },
    { path: '/order/:id', component: OrderPage },
    // A draft of its own each time, in the address: whoever opens the camera comes back to it.
    { path: '/place', component: PlacePage, beforeEnter: () => `/place/draft/${uuidV7(clock.now())}` },
    { path: '/place/draft/:draft([0-9a-f-]{36})', component: PlacePage },
    { path: '/place/:seq(\\d+)', component: PlacePage },
    { path: '/placed/:id', component: PlacedPage },
    { path: '/papers', component: CarriedPage },
    { path: '/:rest(.*)*', redirect: '/work' },
  ],
})

router.beforeEach((to) => {
  if (to.path === '/sign-in') return true
  if (!account.value) return wayIn('/sign-in', meant(to))
  const needsPin = dataKey.value === undefined || !hasPin.value || replacingPin.value
  if (to.path === '/pin') return needsPin ? true : landing(to.query.to, false)
  if (needsPin) return wayIn('/pin', meant(to))
  return true
})

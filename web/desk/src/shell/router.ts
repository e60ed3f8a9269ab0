import { createRouter, createWebHistory } from 'vue-router'
import { useSession } from '../access/useSession'

export const router = createRouter({
  history: createWebHistory('/desk/'),
  routes: [
    { path: '/', redirect: '/orders' },
    { path: '/sign-in', name: 'sign-in', component: () => import('../access/SignInPage.vue'), meta: { open: true } },
    { path: '/orders/:orderId?', name: 'orders', component: () => import('../order/OrdersPage.vue') },
    { path: '/orders/:orderId/receipt', name: 'receipt', component: () => import('../order/ReceiptPage.vue'), meta: { bare: true } },
    { path: '/new', name: 'new-order', component: () => import('../order/NewOrderPage.vue') },
    { path: '/intake/:itemId?', name: 'intake', component: () => import('../hall/IntakePage.vue') },
    { path: '/:rest(.*)*', redirect: '/orders' },
  ],
})

router.beforeEach(async (to) => {
  const { session, servesAtDesk, restored, restore } = useSession()
  if (!restored.value) {
    try {
      await restore()
    } catch {
      // Without an answer the sign-in page says so and tries again.
      return to.meta.open ? true : { name: 'sign-in', query: { next: to.fullPath } }
    }
  }
  const welcome = session.value !== undefined && servesAtDesk.value
  if (!welcome && !to.meta.open) return { name: 'sign-in', query: { next: to.fullPath } }
  if (welcome && to.name === 'sign-in') return nextPath(to.query.next)
  return true
})

/** Only a path of this app: the query must not send anybody elsewhere. */
export function nextPath(next: unknown): string {
  return typeof next === 'string' && /^\/(?![/\\])/.test(next) && !next.startsWith('/sign-in') ? next : '/orders'
}

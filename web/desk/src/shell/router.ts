import { createRouter, createWebHistory } from 'vue-router'
import SignInPage from '../access/SignInPage.vue'
import SystemsPage from '../access/SystemsPage.vue'
import { useSession } from '../access/useSession'
import CommitmentsPage from '../commitment/CommitmentsPage.vue'
import CampaignsPage from '../campaign/CampaignsPage.vue'
import DossiersPage from '../dossier/DossiersPage.vue'
import FiguresPage from '../figures/FiguresPage.vue'
import FairnessPage from '../dispatch/FairnessPage.vue'
import ProposalPage from '../dispatch/ProposalPage.vue'
import AnnouncePage from '../catalogue/AnnouncePage.vue'
import ServiceCardsPage from '../catalogue/ServiceCardsPage.vue'
import ServiceListPage from '../catalogue/ServiceListPage.vue'
import CallBacksPage from '../hall/CallBacksPage.vue'
import CallPage from '../hall/CallPage.vue'
import IntakeFilePage from '../hall/IntakeFilePage.vue'
import IntakePage from '../hall/IntakePage.vue'
import SlipPage from '../hall/SlipPage.vue'
import WindowsPage from '../hall/WindowsPage.vue'
import TrendsPage from '../hall/TrendsPage.vue'
import NightPage from '../notice/NightPage.vue'
import OwnWishPage from '../notice/OwnWishPage.vue'
import OutboxPage from '../notice/OutboxPage.vue'
import NewOrderPage from '../order/NewOrderPage.vue'
import BadGradesPage from '../order/BadGradesPage.vue'
import OrdersPage from '../order/OrdersPage.vue'
import PersonalPage from '../order/PersonalPage.vue'
import ReceiptPage from '../order/ReceiptPage.vue'
import DayPrintPage from '../plan/DayPrintPage.vue'
import PlansPage from '../plan/PlansPage.vue'
import AbsencePage from '../people/AbsencePage.vue'
import StaffPage from '../people/StaffPage.vue'
import TeamsPage from '../people/TeamsPage.vue'
import { nextPath } from './nextPath'

// All pages come at once: a page fetched on demand could not be opened when the network is down.
export const router = createRouter({
  history: createWebHistory('/desk/'),
  routes: [
    { path: '/', redirect: '/orders' },
    { path: '/sign-in', name: 'sign-in', component: SignInPage, meta: { open: true } },
    { path: '/orders/:orderId?', name: 'orders', component: OrdersPage },
    { path: '/orders/:orderId/receipt', name: 'receipt', component: ReceiptPage, meta: { bare: true } },
    { path: '/proposal/:proposalId?', name: 'proposal', component: ProposalPage, meta: { planners: true } },
    { path: '/new', name: 'new-order', component: NewOrderPage },
    { path: '/plans', name: 'plans', component: PlansPage },
    { path: '/plans/print/:personId', name: 'day-print', component: DayPrintPage, meta: { bare: true } },
    { path: '/intake/:itemId?', name: 'intake', component: IntakePage },
    { path: '/calls/:callId?', name: 'calls', component: CallPage },
    { path: '/call-backs', name: 'call-backs', component: CallBacksPage },
    { path: '/windows/:siteId?', name: 'windows', component: WindowsPage },
    { path: '/orders/:orderId/slips/:slipId', name: 'slip', component: SlipPage, meta: { bare: true } },
    { path: '/intake-trends', name: 'intake-trends', component: TrendsPage },
    { path: '/intake-file', name: 'intake-file', component: IntakeFilePage },
    { path: '/bad-grades', name: 'bad-grades', component: BadGradesPage, meta: { planners: true } },
    { path: '/dossiers/:dossierId?', name: 'dossiers', component: DossiersPage },
    { path: '/commitments/:commitmentId?', name: 'commitments', component: CommitmentsPage },
    { path: '/campaigns', name: 'campaigns', component: CampaignsPage },
    { path: '/figures', name: 'figures', component: FiguresPage },
    { path: '/teams', name: 'teams', component: TeamsPage, meta: { planners: true } },
    { path: '/absence', name: 'absence', component: AbsencePage, meta: { planners: true } },
    { path: '/fairness', name: 'fairness', component: FairnessPage, meta: { planners: true } },
    { path: '/services/:code?', name: 'services', component: ServiceListPage },
    { path: '/cards', name: 'cards', component: ServiceCardsPage, meta: { bare: true } },
    { path: '/systems', name: 'systems', component: SystemsPage },
    { path: '/staff/:tab(people|accounts|bodies)?/:id?', name: 'staff', component: StaffPage },
    { path: '/personal', name: 'personal', component: PersonalPage },
    { path: '/my-wish', name: 'own-wish', component: OwnWishPage },
    { path: '/announce', name: 'announce', component: AnnouncePage, meta: { bare: true } },
    { path: '/night', name: 'night', component: NightPage },
    { path: '/outbox', name: 'outbox', component: OutboxPage },
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

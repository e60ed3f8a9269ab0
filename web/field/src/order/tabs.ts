import { ref } from 'vue'

export type TabName = 'offers' | 'board' | 'active'

/** Stays while one looks into an order and comes back. */
export const currentTab = ref<TabName>('offers')

import { effectScope, ref } from 'vue'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'

type Page = { items: readonly number[]; next?: string | null }

let usePages: typeof import('./usePages').usePages

beforeAll(async () => {
  vi.stubGlobal('localStorage', { getItem: () => null, setItem: () => undefined })
  vi.stubGlobal('document', { documentElement: {} })
  ;({ usePages } = await import('./usePages'))
})

afterAll(() => {
  vi.unstubAllGlobals()
  vi.restoreAllMocks()
})

test('more goes on behind the last page, until there is none', async () => {
  const asked: (string | undefined)[] = []
  const read = async (after?: string): Promise<Page> => {
    asked.push(after)
    return after ? { items: [3], next: null } : { items: [1, 2], next: 'two' }
  }
  const pages = effectScope().run(() => usePages([], read))!
  expect(pages.loaded.value).toBe(false)
  await vi.waitUntil(() => pages.items.value.length === 2)
  expect(pages.hasMore.value).toBe(true)
  await pages.more()
  await pages.more()
  expect(pages.items.value).toEqual([1, 2, 3])
  expect(pages.hasMore.value).toBe(false)
  expect(asked).toEqual([undefined, 'two'])
})

test('it begins anew when what it hangs on changes, and the older answer no longer counts', async () => {
  const stage = ref(1)
  const answers = new Map<number, (page: Page) => void>()
  const read = () => new Promise<Page>((resolve) => answers.set(stage.value, resolve))
  const pages = effectScope().run(() => usePages([stage], read))!
  stage.value = 2
  await vi.waitUntil(() => answers.has(2))
  answers.get(2)!({ items: [20] })
  answers.get(1)!({ items: [10] })
  await vi.waitUntil(() => !pages.loading.value)
  expect(pages.items.value).toEqual([20])
})

test('a page that does not come leaves what is there and says why', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined)
  const read = async (after?: string): Promise<Page> => {
    if (after) throw new Error('no line')
    return { items: [1], next: 'two' }
  }
  const pages = effectScope().run(() => usePages([], read))!
  await vi.waitUntil(() => pages.hasMore.value)
  await pages.more()
  expect(pages.items.value).toEqual([1])
  expect(pages.problem.value).toBeDefined()
  expect(pages.hasMore.value).toBe(true)
})

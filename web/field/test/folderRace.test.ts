import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { OrderFolder } from '@yanzhen/shared/api'
import { fetchFolder, findFolder, renewFolders } from '../src/order/useFolders'

type Answer = (answer: unknown) => void
const server = vi.hoisted(() => ({ lists: [] as Answer[], folders: [] as Answer[] }))

vi.mock('../src/app/runtime', () => ({
  api: {
    hall: {
      foldersOnTheWay: () => new Promise((resolve) => server.lists.push(resolve)),
      folder: () => new Promise((resolve) => server.folders.push(resolve)),
    },
  },
  folderCache: { save: (_person: string, _key: unknown, folders: object) => Promise.resolve({ ...folders, savedAt: 0 }) },
}))
vi.mock('../src/access/useSession', async () => {
  const { ref } = await import('vue')
  return { account: ref({ id: 'a1' }), dataKey: ref({}) }
})
vi.mock('../src/command/useOutbox', async () => {
  const { ref } = await import('vue')
  return { logged: ref([]), pending: ref([]) }
})
vi.mock('../src/app/useNow', async () => {
  const { ref } = await import('vue')
  return { serverNow: ref(Date.parse('2026-12-01T02:00:00Z')) }
})

function folder(place: 'DESK' | 'CARRIED'): OrderFolder {
  const paper = { id: 'p1', label: '户口簿', original: true, withUs: 1, hand: { place, by: '向文书', mine: place === 'CARRIED' } }
  return { papers: [paper], moves: [], originalsWithUs: true, authorities: [], handOuts: [], notesAuthority: true, takes: true } as OrderFolder
}

const list = (place: 'DESK' | 'CARRIED') => ({ asOf: '2026-12-01T02:00:00Z', items: [{ orderId: 'o1', number: '261201-000001', kindName: '代办', folder: folder(place) }] })
const place = () => findFolder('o1')?.papers[0]?.hand?.place

describe('answers that overtake each other', () => {
  beforeEach(() => {
    server.lists.length = 0
    server.folders.length = 0
  })

  it('keep what was asked for later, whichever comes first', async () => {
    const all = renewFolders()
    const one = fetchFolder('o1')
    server.folders[0]!(folder('DESK'))
    await one
    server.lists[0]!(list('CARRIED'))
    await all
    expect(place()).toBe('DESK')
  })

  it('let a list asked for later say more', async () => {
    const one = fetchFolder('o1')
    const all = renewFolders()
    server.folders[0]!(folder('CARRIED'))
    await one
    server.lists[0]!(list('DESK'))
    await all
    expect(place()).toBe('DESK')
  })

  it('let it say more also when it comes first', async () => {
    const one = fetchFolder('o1')
    const all = renewFolders()
    server.lists[0]!(list('DESK'))
    await all
    server.folders[0]!(folder('CARRIED'))
    await one
    expect(place()).toBe('DESK')
  })

  it('of one order keep the later, too', async () => {
    const first = fetchFolder('o1')
    const second = fetchFolder('o1')
    server.folders[1]!(folder('DESK'))
    await second
    server.folders[0]!(folder('CARRIED'))
    await first
    expect(place()).toBe('DESK')
  })
})

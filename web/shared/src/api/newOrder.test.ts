import { describe, expect, it } from 'vitest'
import type { KindView } from './types'
import { anotherOf, answeredUploads, draftOf, emptyOrder, looksLikePhone, missingIn } from './newOrder'

const kind = {
  code: 'crop-advice',
  fields: [
    { code: 'crop', type: 'TEXT', label: '什么作物', required: true, choices: [] },
    { code: 'area', type: 'NUMBER', label: '多少亩', required: false, choices: [] },
  ],
} as unknown as KindView

const anOrder = () => ({
  ...emptyOrder('0199-o'),
  kind: 'crop-advice',
  text: ' 桔子叶子发黄 ',
  division: { id: 7, name: '安江镇李塘村' },
  fields: { crop: '柑橘', area: ' ', other: '别的种类留下的' },
})

describe('an order taken down for somebody', () => {
  it('is sent with what was filled in and what this kind asks', () => {
    expect(draftOf(anOrder(), kind)).toEqual({
      orderId: '0199-o',
      kind: 'crop-advice',
      text: '桔子叶子发黄',
      divisionId: 7,
      fields: { crop: '柑橘' },
      urgency: 'NORMAL',
      source: 'CALL',
    })
  })

  it('keeps the person and the place for another matter, and nothing of the first', () => {
    const first = { ...anOrder(), requesterName: '向小禾', requesterPhone: '13900000000', place: '村口', photos: ['p1'], urgency: 'URGENT' as const, language: 'kam', languageNeeded: true }
    expect(anotherOf(first, '0199-p')).toEqual({
      ...emptyOrder('0199-p'),
      requesterName: '向小禾',
      requesterPhone: '13900000000',
      division: { id: 7, name: '安江镇李塘村' },
      language: 'kam',
      languageNeeded: true,
    })
  })

  it('says for whom it is, where that is somebody else', () => {
    expect(draftOf({ ...anOrder(), principalName: ' 舒大娘 ', principalPhone: '137 0000-0001' }, kind)).toMatchObject({
      principalName: '舒大娘',
      principalPhone: '13700000001',
    })
  })

  it('names its photos', () => {
    expect(draftOf({ ...anOrder(), photos: ['p1', 'p2'] }, kind).attachments).toEqual(['p1', 'p2'])
  })

  it('waits for the uploads that answer its questions, and for no typed name', () => {
    const asking = { fields: [{ code: 'sheet', type: 'FILE' }, { code: 'hand', type: 'SIGNATURE' }, { code: 'crop', type: 'TEXT' }] } as unknown as KindView
    const [a, b] = ['01a20dc5-67e5-768f-aacd-146eded1d0f2', '01a20dc5-67e5-768f-aacd-146eded1d0f3']
    const fields = { sheet: `${a},${b}`, hand: '石大山', crop: a! }
    expect(answeredUploads({ ...anOrder(), fields }, asking)).toEqual([a, b])
  })

  it('needs words, a place and the required fields', () => {
    expect(missingIn({ ...anOrder(), text: '', division: undefined, fields: {} }, kind, false).map((one) => one.field)).toEqual([
      'text',
      'divisionId',
      'fields.crop',
    ])
    expect(missingIn(anOrder(), kind, false)).toEqual([])
  })

  it('needs only a kind as a draft', () => {
    expect(missingIn({ ...emptyOrder('o'), kind: 'crop-advice' }, kind, true)).toEqual([])
    expect(missingIn(emptyOrder('o'), undefined, true)[0]!.field).toBe('kind')
  })
})

describe('a phone number', () => {
  it('is doubted only when it cannot be one', () => {
    for (const good of ['13800000001', '138 0000 0001', '0745-2223344', '2223344', '+8613800000001']) expect(looksLikePhone(good)).toBe(true)
    for (const odd of ['1380000', '12345']) expect(looksLikePhone(odd)).toBe(false)
  })
})

import type { PersonDay } from '@yanzhen/shared/api'
import { describe, expect, it } from 'vitest'
import { sheetOf } from './sheet'

const visit = { orderId: 'a', hidden: false, startsAt: '09:00', endsAt: '09:30', travelMinutes: 12, number: 'A1', title: '=1+1, "灯"' }
const people = [{ name: '吴师傅', visits: [visit, { ...visit, orderId: 'b', hidden: true }] }] as unknown as PersonDay[]

describe('the sheet of a day', () => {
  it('has a line a visit, quotes what needs it, and holds no formula', () => {
    const lines = sheetOf(people, ['who', 'no'], (at) => at).split('\r\n')
    expect(lines[0]).toBe('\uFEFFwho,no')
    expect(lines[1]).toBe(`吴师傅,1,09:00,09:30,12,A1,"'=1+1, ""灯""",,,,,`)
  })

  it('leaves out what lies outside of one’s area', () => {
    expect(sheetOf(people, ['who'], (at) => at).trim().split('\r\n')).toHaveLength(2)
  })
})

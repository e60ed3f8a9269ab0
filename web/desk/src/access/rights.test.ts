import { describe, expect, it } from 'vitest'
import { granted, type RightsRow } from './rights'

const village = { id: 7, name: 'Village' }
const row = (role: RightsRow['role'], division?: { id: number; name: string }): RightsRow => ({ role, division })

describe('the rights of an account', () => {
  it('are sent once each', () => {
    expect(granted([row('CLERK', village), row('CLERK', village), row('WORKER', village)])).toEqual([
      { role: 'CLERK', divisionId: 7 },
      { role: 'WORKER', divisionId: 7 },
    ])
  })

  it('are not sent while a place is missing, and there is at least one', () => {
    expect(granted([row('CLERK', village), row('WORKER')])).toBeUndefined()
    expect(granted([])).toBeUndefined()
  })
})

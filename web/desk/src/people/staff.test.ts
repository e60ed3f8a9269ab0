import type { StaffMember } from '@yanzhen/shared/api'
import { describe, expect, it } from 'vitest'
import { endOf, formOf, isOver, newPerson, personBody } from './staff'

const village = { id: 7, name: 'Village' }
const post = {
  title: 'Water keeper',
  organisation: 'water-station',
  organisationName: 'Water station',
  divisionId: 7,
  divisionName: 'Village',
  serving: true,
  from: '2024-01-01',
  mayKeep: true,
}
const member: StaffMember = {
  id: 'p',
  name: 'A',
  divisionId: 7,
  divisionName: 'Village',
  active: true,
  synthetic: false,
  languages: [],
  posts: [{ ...post, until: '2025-01-01' }, { ...post, title: 'County adviser', mayKeep: false }, { ...post, title: 'Adviser' }],
  skills: [],
}

describe('the form of a person', () => {
  it('sends a post that is over with its end, so that it stays', () => {
    expect(personBody(formOf(member))?.posts).toEqual([
      { title: 'Water keeper', organisation: 'water-station', divisionId: 7, serving: true, from: '2024-01-01', until: '2025-01-01' },
      { title: 'Adviser', organisation: 'water-station', divisionId: 7, serving: true, from: '2024-01-01' },
    ])
  })

  it('is not sent while a name, a home or a place of a post is missing', () => {
    const form = newPerson('p', village, true, '2026-01-01')
    expect(personBody(form)).toBeUndefined()
    form.name = ' B '
    expect(personBody(form)).toBeUndefined()
    form.posts[0]!.title = 'Adviser'
    expect(personBody(form)).toMatchObject({ name: 'B', synthetic: true, posts: [{ title: 'Adviser', from: '2026-01-01' }] })
    expect(personBody({ ...form, home: undefined })).toBeUndefined()
    expect(personBody({ ...form, posts: [{ ...form.posts[0]!, division: undefined }] })).toBeUndefined()
    expect(personBody({ ...form, posts: [] })?.posts).toEqual([])
  })

  it('ends a post today, or tomorrow where it only began', () => {
    expect(endOf('2024-01-01', '2026-01-01')).toBe('2026-01-01')
    expect(endOf('2026-01-01', '2026-01-01')).toBe('2026-01-02')
    expect(isOver({ until: '2026-01-01' }, '2026-01-01')).toBe(true)
    expect(isOver({ until: '2026-01-02' }, '2026-01-01')).toBe(false)
    expect(isOver({}, '2026-01-01')).toBe(false)
  })
})

import { describe, expect, it } from 'vitest'
import { fill, plural, wordOf, wordsOf } from './words'

function keys(tree: object, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) =>
    typeof value === 'string' ? [`${prefix}${key}`] : keys(value as object, `${prefix}${key} `),
  )
}

describe('the shared words', () => {
  it('exist in both languages', () => {
    expect(keys(wordsOf('en')).sort()).toEqual(keys(wordsOf('zh-CN')).sort())
  })

  it('fall back to the code of a newer server', () => {
    expect(wordOf(wordsOf('zh-CN').state, 'WAITING')).toBe('待派单')
    expect(wordOf(wordsOf('zh-CN').state, 'UNHEARD')).toBe('UNHEARD')
  })

  it('fill and count', () => {
    expect(fill('还剩 {span}', { span: '3 小时' })).toBe('还剩 3 小时')
    expect(plural('{n} day|{n} days', 1)).toBe('1 day')
    expect(plural('{n} day|{n} days', 0)).toBe('0 days')
  })
})

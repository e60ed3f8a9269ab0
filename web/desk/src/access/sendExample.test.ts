import { describe, expect, it } from 'vitest'
import { curlOf } from './sendExample'

describe('the example beside a new token', () => {
  it('sends with the token to the one address it opens', () => {
    const example = curlOf('https://yanzhen.example.cn', '1.sABC')
    expect(example).toContain('https://yanzhen.example.cn/api/send-in')
    expect(example).toContain("'Authorization: Bearer 1.sABC'")
    expect(JSON.parse(/-d '(.*)'$/.exec(example)![1]!)).toMatchObject({ id: 'test-1', as: 'API' })
  })
})

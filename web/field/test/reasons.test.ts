import { describe, expect, it } from 'vitest'
import { wordsOf } from '@yanzhen/shared/ui'
import { declineReasons } from '../src/order/reasons'

describe('why somebody does not go', () => {
  it('lets them say that it belongs to another body', () => {
    expect(declineReasons).toContain('NOT_OURS')
    expect(declineReasons.at(-1)).toBe('OTHER')
  })

  it('has words for each in both languages', () => {
    for (const language of ['zh-CN', 'en'] as const) {
      const words: Record<string, string> = wordsOf(language).declineReason
      for (const reason of declineReasons) expect(words[reason], `${language} ${reason}`).toBeTruthy()
    }
  })
})

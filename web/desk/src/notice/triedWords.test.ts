import { expect, test } from 'vitest'
import { triedWords } from './triedWords'

const word = (group: string, code: string) => `${group}.${code}`
const aside = (said: string, beside: string) => `${said} (${beside})`

test('each way stands with its reason, in the order they were tried', () => {
  expect(triedWords(['IN_APP unread', 'SMS status 400'], word, aside)).toBe(
    'messageChannel.IN_APP (messageWhy.unread) → messageChannel.SMS (messageWhy.status 400)',
  )
  expect(triedWords([], word, aside)).toBe('')
})

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { wordsOf } from '@yanzhen/shared/ui'
import { describe, expect, it } from 'vitest'
import { actionName, orderActions } from '../order/actions'
import en from './en'
import zhCN from './zh-CN'

type Tree = { [key: string]: string | Tree }

function keys(tree: Tree, prefix = ''): string[] {
  return Object.entries(tree).flatMap(([key, value]) => (typeof value === 'string' ? [`${prefix}${key}`] : keys(value, `${prefix}${key}.`)))
}

function files(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    return statSync(path).isDirectory() ? files(path) : /\.(vue|ts)$/.test(name) && !name.endsWith('.test.ts') ? [path] : []
  })
}

const source = join(import.meta.dirname, '..')
const sources = files(source).filter((path) => !path.includes('/messages/'))
const known = new Set([...keys(zhCN), ...keys(wordsOf('zh-CN') as unknown as Tree)])

describe('the messages of the desk', () => {
  it('exist in both languages', () => {
    expect(keys(en).sort()).toEqual(keys(zhCN).sort())
  })

  it('are there for every text asked for by name', () => {
    const asked = sources.flatMap((path) => [...readFileSync(path, 'utf8').matchAll(/\$?\bt\(\s*'([\w.-]+)'/g)].map((match) => match[1]!))
    expect(asked.length).toBeGreaterThan(100)
    expect(asked.filter((key) => !known.has(key))).toEqual([])
  })

  it('name every action, say what it does and that it is done', () => {
    const done = [...orderActions, 'dispatch.offer', 'dispatch.open'] as const
    const asked = done.flatMap((action) => ['name', 'done'].map((group) => `action.${group}.${actionName(action)}`))
    const hints = orderActions.map((action) => `action.hint.${actionName(action)}`)
    expect([...asked, ...hints].filter((key) => !known.has(key))).toEqual([])
  })

  it('hold all the Chinese there is: none stands in the code', () => {
    const offenders = sources.filter((path) => {
      const code = readFileSync(path, 'utf8').replace(/\/\*[\s\S]*?\*\/|\/\/.*$|<!--[\s\S]*?-->/gm, '')
      return /[\u4e00-\u9fff]/.test(code)
    })
    expect(offenders).toEqual([])
  })

  it('do not shout', () => {
    const texts = JSON.stringify([zhCN, en, wordsOf('zh-CN'), wordsOf('en')])
    expect(texts).not.toMatch(/[!！]|请知悉|请稍候/)
  })
})

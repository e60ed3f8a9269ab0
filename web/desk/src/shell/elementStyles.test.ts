import { readdirSync, readFileSync, statSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { describe, expect, it } from 'vitest'

const source = join(import.meta.dirname, '..')
const theme = join(dirname(createRequire(import.meta.url).resolve('element-plus/package.json')), 'theme-chalk')

/** ElRadioButton → el-radio-button.css */
const sheetOf = (component: string) => `${component.replace(/\B([A-Z])/g, '-$1').toLowerCase()}.css`

const used = new Set(
  readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.vue'))
    .flatMap((name) => [...readFileSync(join(source, name), 'utf8').matchAll(/import \{([^}]*)\} from 'element-plus'/g)])
    .flatMap((match) => match[1]!.match(/\bEl[A-Z]\w*/g) ?? []),
)

describe('the styles of Element Plus', () => {
  it('are there for every component in use', () => {
    const styles = readFileSync(join(import.meta.dirname, 'elementStyles.ts'), 'utf8')
    const wanted = [...used].map(sheetOf).filter((sheet) => (statSync(join(theme, sheet), { throwIfNoEntry: false })?.size ?? 0) > 0)
    expect(wanted.length).toBeGreaterThan(10)
    // Without them a radio in a group has letters of no height.
    expect(wanted.filter((sheet) => !styles.includes(`/${sheet}'`))).toEqual([])
  })
})

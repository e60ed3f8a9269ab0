import { describe, expect, it } from 'vitest'
import { overlaps, placeLabels, spread, textWidth } from './labels'
import { COLOURS, lookOf, shapePath, shapes } from './looks'

const within = { left: 0, top: 0, right: 400, bottom: 300 }
const label = (id: string, x: number, y: number) => ({ id, at: { x, y }, width: 60, height: 16 })

describe('names on the sketch map', () => {
  it('cover neither each other nor a mark, however crowded it is', () => {
    const labels = Array.from({ length: 60 }, (_, i) => label(String(i), (i * 37) % 400, (i * 53) % 300))
    const marks = Array.from({ length: 12 }, (_, i) => ({ left: i * 30, top: i * 20, right: i * 30 + 24, bottom: i * 20 + 24 }))
    const placed = placeLabels(labels, marks, within)
    expect(placed.length).toBeGreaterThan(8)
    expect(placed.length).toBeLessThan(60)
    const boxes = [...placed.map((one) => one.box), ...marks]
    placed.forEach((one) => expect(boxes.filter((box) => box !== one.box && overlaps(one.box, box))).toEqual([]))
  })

  it('stay inside: a place at the right edge has its name on the left', () => {
    const [only] = placeLabels([label('a', 396, 150)], [], within)
    expect(only!.box.right).toBeLessThan(396)
  })

  it('stand past the marks around their place rather than not at all', () => {
    const ring = [{ left: 170, top: 120, right: 230, bottom: 180 }]
    const [only] = placeLabels([label('a', 200, 150)], ring, within)
    expect(only).toBeDefined()
    expect(overlaps(only!.box, ring[0]!)).toBe(false)
  })

  it('are left out where there is no room, the earlier first', () => {
    const wall = [{ left: 0, top: 0, right: 400, bottom: 300 }]
    expect(placeLabels([label('a', 200, 150)], wall, within)).toEqual([])
  })

  it('are measured by script: Chinese signs are square', () => {
    expect(textWidth('李塘村', 12)).toBe(36)
    expect(textWidth('Litang', 12)).toBeLessThan(60)
  })
})

describe('marks in one village', () => {
  it('do not lie on one another', () => {
    for (const n of [2, 3, 5, 9]) {
      const found = [...spread(Array.from({ length: n }, (_, i) => ({ id: String(i), at: { x: 100, y: 100 } })), 24).values()]
      found.forEach((a, i) => found.forEach((b, j) => i < j && expect(Math.hypot(a.x - b.x, a.y - b.y)).toBeGreaterThan(23.9)))
    }
  })

  it('stay where they are when they have room', () => {
    const found = spread([{ id: 'a', at: { x: 10, y: 10 } }, { id: 'b', at: { x: 90, y: 10 } }], 24)
    expect(found.get('a')).toEqual({ x: 10, y: 10 })
    expect(found.get('b')).toEqual({ x: 90, y: 10 })
  })
})

describe('how people are told apart', () => {
  it('gives 56 people different pairs of colour and shape, neighbours differ in both', () => {
    const looks = Array.from({ length: 56 }, (_, i) => lookOf(i))
    expect(new Set(looks.map((look) => `${look.shape} ${look.colour}`)).size).toBe(56)
    for (let i = 1; i < 56; i++) {
      expect(looks[i]!.shape).not.toBe(looks[i - 1]!.shape)
      expect(looks[i]!.colour).not.toBe(looks[i - 1]!.colour)
    }
    expect(Math.max(...looks.map((look) => look.colour))).toBe(COLOURS - 1)
  })

  it('draws every shape closed', () => {
    for (const shape of shapes) expect(shapePath(shape, 11)).toMatch(/^M.*Z$/)
  })
})

import { describe, expect, it } from 'vitest'
import { boundsOf, fitted, middleOf, panned, projectionAbout, scaleBar, toGround, toScreen, zoomed } from './projection'

const metresBetween = (a: { x: number; y: number }, b: { x: number; y: number }) => Math.hypot(a.x - b.x, a.y - b.y)
/** The great circle, as the other way to know a distance. */
function greatCircle(a: { latitude: number; longitude: number }, b: { latitude: number; longitude: number }) {
  const r = Math.PI / 180
  const h =
    Math.sin(((b.latitude - a.latitude) * r) / 2) ** 2 +
    Math.cos(a.latitude * r) * Math.cos(b.latitude * r) * Math.sin(((b.longitude - a.longitude) * r) / 2) ** 2
  return 2 * 6_371_009 * Math.asin(Math.sqrt(h))
}

const places = [
  { latitude: 27.6, longitude: 110.2 },
  { latitude: 27.9, longitude: 110.8 },
  { latitude: 27.72, longitude: 110.31 },
  { latitude: 28.05, longitude: 110.4 },
]
const size = { width: 600, height: 400 }

describe('the sketch map', () => {
  it('keeps distances of a county to within a hundredth, in every direction', () => {
    const project = projectionAbout(middleOf(places))
    for (const a of places)
      for (const b of places) {
        if (a === b) continue
        const ratio = metresBetween(project(a), project(b)) / greatCircle(a, b)
        expect(ratio).toBeGreaterThan(0.99)
        expect(ratio).toBeLessThan(1.01)
      }
  })

  it('has north above and east on the right', () => {
    const project = projectionAbout(middleOf(places))
    expect(project(places[3]!).y).toBeLessThan(project(places[0]!).y)
    expect(project(places[1]!).x).toBeGreaterThan(project(places[0]!).x)
  })

  it('shows everything, with room at the edges', () => {
    const all = places.map(projectionAbout(middleOf(places)))
    const view = fitted(boundsOf(all), size, 40)
    for (const xy of all.map((one) => toScreen(one, view, size))) {
      expect(xy.x).toBeGreaterThanOrEqual(39.9)
      expect(xy.x).toBeLessThanOrEqual(560.1)
      expect(xy.y).toBeGreaterThanOrEqual(39.9)
      expect(xy.y).toBeLessThanOrEqual(360.1)
    }
  })

  it('does not enlarge a single place without end, and shows nothing without complaint', () => {
    expect(fitted(boundsOf([{ x: 0, y: 0 }]), size, 40).scale).toBeLessThan(1)
    expect(Number.isFinite(fitted(boundsOf([]), size, 40).scale)).toBe(true)
    expect(middleOf([])).toEqual({ latitude: 0, longitude: 0 })
  })

  it('keeps what lies under the pointer there while it is enlarged', () => {
    const whole = fitted(boundsOf(places.map(projectionAbout(middleOf(places)))), size, 40)
    const pointer = { x: 450, y: 90 }
    const before = toGround(pointer, whole, size)
    const after = toGround(pointer, zoomed(whole, 2.5, pointer, size, whole), size)
    expect(after.x).toBeCloseTo(before.x, 6)
    expect(after.y).toBeCloseTo(before.y, 6)
  })

  it('can be neither enlarged nor shrunk out of sight', () => {
    const whole = fitted(boundsOf(places.map(projectionAbout(middleOf(places)))), size, 40)
    const middle = { x: 300, y: 200 }
    expect(zoomed(whole, 1e9, middle, size, whole).scale).toBeLessThanOrEqual(0.5)
    expect(zoomed(whole, 1e-9, middle, size, whole).scale).toBeCloseTo(whole.scale / 8, 12)
  })

  it('moves with the hand', () => {
    const whole = fitted(boundsOf([{ x: 0, y: 0 }, { x: 9_000, y: 9_000 }]), size, 40)
    const before = toScreen({ x: 1_000, y: 1_000 }, whole, size)
    const after = toScreen({ x: 1_000, y: 1_000 }, panned(whole, 30, -12), size)
    expect(after.x - before.x).toBeCloseTo(30)
    expect(after.y - before.y).toBeCloseTo(-12)
  })

  it('measures with round lengths that fit', () => {
    for (const scale of [0.001, 0.0123, 0.05, 0.5, 3]) {
      const { metres, pixels } = scaleBar(scale, 140)
      expect(pixels).toBeLessThanOrEqual(140)
      expect(pixels).toBeGreaterThan(140 / 2.6)
      expect([1, 2, 5]).toContain(Number(String(metres / 10 ** Math.floor(Math.log10(metres) + 1e-9)).slice(0, 1)))
      expect(metres * scale).toBeCloseTo(pixels)
    }
  })
})

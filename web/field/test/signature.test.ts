import { describe, expect, it } from 'vitest'
import { draw, isSigned, PAD_RATIO, pngOf, type Pen, type Stroke } from '../src/order/signature'

const name: Stroke[] = [
  [{ x: 0.1, y: 0.1 }, { x: 0.3, y: 0.2 }, { x: 0.5, y: 0.1 }],
  [{ x: 0.2, y: 0.3 }, { x: 0.4, y: 0.3 }],
]

function aPen() {
  const calls: [string, ...number[]][] = []
  const said = (what: string) => (...numbers: number[]) => void calls.push([what, ...numbers.map((each) => Math.round(each))])
  const pen = {
    fillStyle: '',
    fillRect: said('fillRect'),
    beginPath: () => undefined,
    moveTo: said('moveTo'),
    lineTo: said('lineTo'),
    quadraticCurveTo: said('curve'),
    stroke: said('stroke'),
  }
  return { pen: pen as unknown as Pen & CanvasRenderingContext2D, calls }
}

describe('a signature', () => {
  it('is more than a slip of the finger', () => {
    expect(isSigned([])).toBe(false)
    expect(isSigned([[{ x: 0.5, y: 0.5 }]])).toBe(false)
    expect(isSigned(name)).toBe(true)
  })

  it('is drawn stroke by stroke, to the pad’s size', () => {
    const { pen, calls } = aPen()
    draw(pen, name, 100)
    expect(calls).toEqual([
      ['moveTo', 10, 10], ['curve', 10, 10, 20, 15], ['curve', 30, 20, 40, 15], ['lineTo', 50, 10], ['stroke'],
      ['moveTo', 20, 30], ['curve', 20, 30, 30, 30], ['lineTo', 40, 30], ['stroke'],
    ])
  })

  it('is kept as a PNG on white, whatever the screen', async () => {
    const { pen, calls } = aPen()
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47])
    const asked: string[] = []
    const canvas = {
      width: 0,
      height: 0,
      getContext: () => pen,
      toBlob: (done: (blob: Blob) => void, type: string) => {
        asked.push(type)
        done(new Blob([png], { type }))
      },
    } as unknown as HTMLCanvasElement
    expect(await pngOf(name, canvas)).toEqual(png)
    expect(asked).toEqual(['image/png'])
    expect(canvas.height).toBe(Math.round(canvas.width * PAD_RATIO))
    expect(calls[0]).toEqual(['fillRect', 0, 0, canvas.width, canvas.height])
    expect(pen.fillStyle).toBe('#fff')
  })

  it('that the phone cannot draw is an error, never an empty file', async () => {
    const { pen } = aPen()
    const canvas = { getContext: () => pen, toBlob: (done: (blob: null) => void) => done(null) } as unknown as HTMLCanvasElement
    await expect(pngOf(name, canvas)).rejects.toThrow()
  })
})

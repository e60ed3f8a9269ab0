import type { Bytes } from '../platform/bytes'

/** In shares of the pad's width, so that turning the phone does not bend what was drawn. */
export interface Point {
  x: number
  y: number
}

export type Stroke = Point[]

/** Height of the pad for a width of one. */
export const PAD_RATIO = 0.45

const PNG_PX = 900
const PEN = 0.008
const INK = '#1d2a2f'
/** A slip of the finger is no signature. */
const SHORTEST = 0.12

export function isSigned(strokes: readonly Stroke[]): boolean {
  const length = strokes.reduce(
    (sum, stroke) => sum + stroke.slice(1).reduce((part, point, at) => part + Math.hypot(point.x - stroke[at]!.x, point.y - stroke[at]!.y), 0),
    0,
  )
  return length >= SHORTEST
}

export type Pen = Pick<
  CanvasRenderingContext2D,
  'beginPath' | 'moveTo' | 'lineTo' | 'quadraticCurveTo' | 'stroke' | 'lineWidth' | 'lineCap' | 'lineJoin' | 'strokeStyle'
>

/** Through the middles between points: a finger's corners come out round. */
export function draw(pen: Pen, strokes: readonly Stroke[], width: number, ink = INK) {
  pen.lineWidth = width * PEN
  pen.lineCap = 'round'
  pen.lineJoin = 'round'
  pen.strokeStyle = ink
  for (const stroke of strokes) {
    const points = stroke.map(({ x, y }) => ({ x: x * width, y: y * width }))
    const [first] = points
    if (!first) continue
    pen.beginPath()
    pen.moveTo(first.x, first.y)
    points.slice(1).forEach((point, at) => {
      const before = points[at]!
      pen.quadraticCurveTo(before.x, before.y, (before.x + point.x) / 2, (before.y + point.y) / 2)
    })
    const last = points[points.length - 1]!
    // A line of no length with round ends is a dot.
    pen.lineTo(last.x, last.y)
    pen.stroke()
  }
}

/** Dark on white whatever the phone's colours: it is read on paper and on other screens. */
export async function pngOf(strokes: readonly Stroke[], canvas: HTMLCanvasElement = document.createElement('canvas')): Promise<Bytes> {
  canvas.width = PNG_PX
  canvas.height = Math.round(PNG_PX * PAD_RATIO)
  const context = canvas.getContext('2d')!
  context.fillStyle = '#fff'
  context.fillRect(0, 0, canvas.width, canvas.height)
  draw(context, strokes, PNG_PX)
  const blob = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, 'image/png'))
  if (!blob) throw new Error('the canvas gave no picture')
  return new Uint8Array(await blob.arrayBuffer())
}

/** Colour and shape together: whoever sees no colours tells people apart by shape and number. */
export interface Look {
  shape: Shape
  /** 0 to 7: `--yz-who-…` of the tokens. */
  colour: number
}

export const shapes = ['circle', 'square', 'diamond', 'triangle', 'hexagon', 'pentagon', 'shield'] as const
export type Shape = (typeof shapes)[number]

export const COLOURS = 8

/** The same pair comes back only after 56 people. */
export function lookOf(index: number): Look {
  return { shape: shapes[index % shapes.length]!, colour: index % COLOURS }
}

const corners = (n: number, from: number, r: number) =>
  Array.from({ length: n }, (_, i) => {
    const angle = from + (2 * Math.PI * i) / n
    return `${(r * Math.cos(angle)).toFixed(2)} ${(r * Math.sin(angle)).toFixed(2)}`
  })

const polygon = (points: string[]) => `M${points.join('L')}Z`
const UP = -Math.PI / 2

/** As a path about 0 0; all look equally heavy and leave room for two figures. */
export function shapePath(shape: Shape, r: number): string {
  switch (shape) {
    case 'circle':
      return `M${-r} 0a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0Z`
    case 'square':
      return polygon(corners(4, Math.PI / 4, r * 1.26))
    case 'diamond':
      return polygon(corners(4, UP, r * 1.26))
    case 'triangle':
      // Lowered, so that the figure stands where it is wide.
      return `M0 ${(-1.5 * r).toFixed(2)}L${(1.4 * r).toFixed(2)} ${(0.95 * r).toFixed(2)}L${(-1.4 * r).toFixed(2)} ${(0.95 * r).toFixed(2)}Z`
    case 'hexagon':
      return polygon(corners(6, UP, r * 1.12))
    case 'pentagon':
      return polygon(corners(5, UP, r * 1.18))
    case 'shield': {
      const w = r * 0.98
      return `M${-w} ${-w}H${w}V${(0.3 * r).toFixed(2)}L0 ${(1.25 * r).toFixed(2)}L${-w} ${(0.3 * r).toFixed(2)}Z`
    }
  }
}

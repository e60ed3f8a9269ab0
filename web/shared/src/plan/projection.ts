/** Degrees, WGS 84. */
export interface Point {
  latitude: number
  longitude: number
}

/** Metres east and south of the middle of what is shown: y grows downwards, as on a screen. */
export interface Xy {
  x: number
  y: number
}

export interface Box {
  left: number
  top: number
  right: number
  bottom: number
}

/** What of the ground is seen: the ground under the middle of the picture, and pixels for each metre. */
export interface View {
  centre: Xy
  scale: number
}

export interface Size {
  width: number
  height: number
}

const EARTH_METRES = 6_371_009
const RADIAN = Math.PI / 180

export type Projection = (point: Point) => Xy

export function middleOf(points: readonly Point[]): Point {
  if (!points.length) return { latitude: 0, longitude: 0 }
  const lat = points.map((point) => point.latitude)
  const lon = points.map((point) => point.longitude)
  return { latitude: (Math.min(...lat) + Math.max(...lat)) / 2, longitude: (Math.min(...lon) + Math.max(...lon)) / 2 }
}

/**
 * Equirectangular about a middle: a degree of longitude is shortened as it is there, so that a county keeps its
 * proportions (over 100 km the error stays below a hundredth).
 */
export function projectionAbout(middle: Point): Projection {
  const east = Math.cos(middle.latitude * RADIAN)
  return (point) => ({
    x: (point.longitude - middle.longitude) * RADIAN * EARTH_METRES * east,
    y: (middle.latitude - point.latitude) * RADIAN * EARTH_METRES,
  })
}

export function boundsOf(points: readonly Xy[]): Box {
  if (!points.length) return { left: 0, top: 0, right: 0, bottom: 0 }
  const xs = points.map((point) => point.x)
  const ys = points.map((point) => point.y)
  return { left: Math.min(...xs), top: Math.min(...ys), right: Math.max(...xs), bottom: Math.max(...ys) }
}

/** One place alone is not enlarged until a yard fills the picture. */
const LEAST_METRES = 800

/** The view in which all is seen, with room at the edges for marks and names. */
export function fitted(bounds: Box, size: Size, margin: number): View {
  const wide = Math.max(bounds.right - bounds.left, LEAST_METRES)
  const high = Math.max(bounds.bottom - bounds.top, LEAST_METRES)
  const scale = Math.min(Math.max(1, size.width - 2 * margin) / wide, Math.max(1, size.height - 2 * margin) / high)
  return { centre: { x: (bounds.left + bounds.right) / 2, y: (bounds.top + bounds.bottom) / 2 }, scale }
}

export function toScreen(at: Xy, view: View, size: Size): Xy {
  return {
    x: (at.x - view.centre.x) * view.scale + size.width / 2,
    y: (at.y - view.centre.y) * view.scale + size.height / 2,
  }
}

export function toGround(at: Xy, view: View, size: Size): Xy {
  return {
    x: (at.x - size.width / 2) / view.scale + view.centre.x,
    y: (at.y - size.height / 2) / view.scale + view.centre.y,
  }
}

/** As near as two metres for a pixel's width, as far as eight times what there is to see. */
export const NEAREST = 0.5
export const FURTHEST_OUT = 8

/** What lies under the given pixel stays under it. */
export function zoomed(view: View, factor: number, about: Xy, size: Size, whole: View): View {
  const scale = Math.min(Math.max(view.scale * factor, whole.scale / FURTHEST_OUT), Math.max(NEAREST, whole.scale))
  const fixed = toGround(about, view, size)
  return {
    scale,
    centre: {
      x: fixed.x - (about.x - size.width / 2) / scale,
      y: fixed.y - (about.y - size.height / 2) / scale,
    },
  }
}

export function panned(view: View, dx: number, dy: number): View {
  return { ...view, centre: { x: view.centre.x - dx / view.scale, y: view.centre.y - dy / view.scale } }
}

/** A round length that is at most so many pixels long: 1, 2 or 5 with noughts. */
export function scaleBar(scale: number, mostPixels: number): { metres: number; pixels: number } {
  const most = mostPixels / scale
  const power = 10 ** Math.floor(Math.log10(most))
  const metres = [5, 2, 1].map((n) => n * power).find((n) => n <= most) ?? power
  return { metres, pixels: metres * scale }
}

import type { Box, Xy } from './projection'

/** How wide words become, near enough to keep them apart: a Chinese sign is square, a Latin one a good half of it. */
export function textWidth(text: string, fontSize: number): number {
  let width = 0
  for (const sign of text) width += sign.codePointAt(0)! > 0x2e7f ? 1 : 0.58
  return width * fontSize
}

export function overlaps(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom
}

export interface Label {
  id: string
  /** What it names, in pixels. */
  at: Xy
  width: number
  height: number
}

export interface PlacedLabel {
  id: string
  box: Box
}

/** Beside the place itself, else a little and a little more away, past the marks that stand around it. */
const GAPS = [6, 20, 34, 48]

function candidates({ at, width, height }: Label): Box[] {
  const box = (left: number, top: number): Box => ({ left, top, right: left + width, bottom: top + height })
  const middle = at.y - height / 2
  return GAPS.flatMap((gap) => [
    box(at.x + gap, middle),
    box(at.x - width / 2, at.y + gap),
    box(at.x - gap - width, middle),
    box(at.x - width / 2, at.y - gap - height),
    box(at.x + gap * 0.7, at.y + gap * 0.7),
    box(at.x - gap * 0.7 - width, at.y - gap * 0.7 - height),
  ])
}

/**
 * Each name beside its place where it covers neither a mark nor a name before it nor the edge; one that finds no room
 * is left out, and comes when the map is enlarged.
 */
export function placeLabels(labels: readonly Label[], taken: readonly Box[], within: Box): PlacedLabel[] {
  const full = [...taken]
  const placed: PlacedLabel[] = []
  for (const label of labels) {
    const box = candidates(label).find(
      (one) =>
        one.left >= within.left &&
        one.right <= within.right &&
        one.top >= within.top &&
        one.bottom <= within.bottom &&
        !full.some((other) => overlaps(one, other)),
    )
    if (!box) continue
    full.push(box)
    placed.push({ id: label.id, box })
  }
  return placed
}

export interface Mark {
  id: string
  /** Where it truly is, in pixels. */
  at: Xy
}

/**
 * Several visits in one village would lie on one another: those nearer than a mark is wide stand in a ring about
 * their middle, in the order given.
 */
export function spread(marks: readonly Mark[], width: number): Map<string, Xy> {
  const groups: { at: Xy; members: Mark[] }[] = []
  for (const mark of marks) {
    const group = groups.find((one) => Math.hypot(one.at.x - mark.at.x, one.at.y - mark.at.y) < width)
    if (!group) {
      groups.push({ at: mark.at, members: [mark] })
      continue
    }
    group.members.push(mark)
    group.at = {
      x: group.members.reduce((sum, one) => sum + one.at.x, 0) / group.members.length,
      y: group.members.reduce((sum, one) => sum + one.at.y, 0) / group.members.length,
    }
  }
  const found = new Map<string, Xy>()
  for (const { at, members } of groups) {
    if (members.length === 1) {
      found.set(members[0]!.id, members[0]!.at)
      continue
    }
    // A chord between neighbours on the ring is at least as long as a mark is wide.
    const radius = Math.max(width * 0.6, width / (2 * Math.sin(Math.PI / members.length)))
    members.forEach((mark, i) => {
      const angle = -Math.PI / 2 + (2 * Math.PI * i) / members.length
      found.set(mark.id, { x: at.x + radius * Math.cos(angle), y: at.y + radius * Math.sin(angle) })
    })
  }
  return found
}

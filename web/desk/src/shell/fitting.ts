/**
 * How many of these, side by side and in their order, are shown; the rest goes under "more".
 *
 * @param room what there is for them while "more" is shown as well
 * @param more what "more" takes up, and gives back when all of them fit
 */
export function fitting(widths: readonly number[], room: number, more: number): number {
  const ends = widths.map((_, i) => widths.slice(0, i + 1).reduce((sum, width) => sum + width, 0))
  if ((ends.at(-1) ?? 0) <= room + more) return widths.length
  return ends.filter((end) => end <= room).length
}

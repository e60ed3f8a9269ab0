/** Only what is not as it was; an empty answer takes away what stood there. */
export function changedAnswers(before: Record<string, string>, now: Record<string, string>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(now).flatMap(([code, value]) => {
      const given = value.trim()
      return given === (before[code] ?? '') ? [] : [[code, given]]
    }),
  )
}

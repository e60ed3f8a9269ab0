import type { Problem } from '@yanzhen/shared/api'

/** The field of the command's body a problem is about, as the form calls it: `body.fields.crop` is `fields.crop`. */
export function fieldOf(problem: Problem | undefined): string | undefined {
  return problem?.field?.replace(/^body\./, '') || undefined
}

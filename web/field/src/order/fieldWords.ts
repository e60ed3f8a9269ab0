import { fieldOf, type OrderPlaceBody, type Problem } from '@yanzhen/shared/api'
import { m } from '../i18n'
import { kindOf } from './usePlacing'

/** What in the form a refusal is about, by the name it has there; nothing when it is about the whole. */
export function fieldWords(problem: Problem | undefined, body: Pick<OrderPlaceBody, 'kind'>): string {
  const field = fieldOf(problem) ?? ''
  const own: Record<string, string> = m.value.placing.fieldNames
  const code = field.startsWith('fields.') ? field.slice('fields.'.length) : undefined
  if (code === undefined) return own[field] ?? ''
  return kindOf(body.kind)?.fields.find((each) => each.code === code)?.label ?? code
}

import type { KindApplies, KindView } from './types'

export type AskCondition = KindView['conditions'][number]
type Asked = Pick<KindView, 'fields' | 'conditions'>
type Answers = Readonly<Record<string, string | undefined>>

export interface Looked {
  verdict: KindApplies['verdict']
  /** What stands against it; none unless the verdict is no. */
  against: AskCondition[]
  /** Codes of what is still to be answered: questions of the form, then conditions. */
  unanswered: string[]
}

const NUMBER = /^[0-9]{1,9}(\.[0-9]{1,4})?$/
const DAY = /^\d{4}-\d{2}-\d{2}$/
const OLDEST = 150

const fieldOf = (situation: string) => situation.slice(0, situation.indexOf('='))
const choiceOf = (situation: string) => situation.slice(situation.indexOf('=') + 1)

/** Those that count for whoever answered the form so. */
export function conditionsFor(kind: Asked, form: Answers): AskCondition[] {
  return kind.conditions.filter(({ situations }) => situations.length === 0 || situations.some((each) => form[fieldOf(each)] === choiceOf(each)))
}

/** The form's own questions on which it depends whether conditions count. */
export function fieldsOfConditions(kind: Asked) {
  const asked = new Set(kind.conditions.flatMap(({ situations }) => situations.map(fieldOf)))
  return kind.fields.filter(({ code }) => asked.has(code))
}

/**
 * "Does it apply to me?", for where there is no server to ask: the same rule as `catalogue/Applying`, held to the same answers by
 * `cases/who-may-ask.json`. It is advice: nothing of the answers is kept, and asking stays possible.
 *
 * @param today where the age is counted, as YYYY-MM-DD
 */
export function looked(kind: Asked, form: Answers, answers: Answers, today: string): Looked {
  const unanswered = fieldsOfConditions(kind)
    .filter(({ code, choices }) => !choices.some((choice) => choice.code === form[code]))
    .map(({ code }) => code)
  const against: AskCondition[] = []
  for (const condition of conditionsFor(kind, form)) {
    const met = isMet(condition, answers[condition.code], today)
    if (met === undefined) unanswered.push(condition.code)
    else if (!met) against.push(condition)
  }
  return { verdict: against.length > 0 ? 'NO' : unanswered.length > 0 ? 'OPEN' : 'YES', against, unanswered }
}

/** Whether this answer qualifies; undefined where it is none. */
function isMet(condition: AskCondition, answer: string | undefined, today: string): boolean | undefined {
  const given = answer?.trim()
  if (!given) return undefined
  switch (condition.type) {
    case 'CHOICE':
    case 'YES_NO':
      return condition.choices.some(({ code }) => code === given) ? condition.qualifying.includes(given) : undefined
    case 'NUMBER':
      return NUMBER.test(given) ? isWithin(condition, Number(given)) : undefined
    case 'BIRTH': {
      const years = age(given, today)
      return years === undefined ? undefined : isWithin(condition, years)
    }
  }
}

function isWithin({ min, max }: AskCondition, number: number): boolean {
  return (min == null || number >= min) && (max == null || number <= max)
}

/** Full years on the day; undefined where nobody can be born then. */
function age(birth: string, today: string): number | undefined {
  if (!DAY.test(birth) || !exists(birth) || birth > today || birth < yearsBefore(today, OLDEST)) return undefined
  const notYet = today.slice(5) < birth.slice(5)
  return Number(today.slice(0, 4)) - Number(birth.slice(0, 4)) - (notYet ? 1 : 0)
}

function exists(day: string): boolean {
  const at = new Date(`${day}T00:00:00Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day)
}

/** The 29th of February of a year without one is the 28th. */
function yearsBefore(today: string, years: number): string {
  const before = `${String(Number(today.slice(0, 4)) - years).padStart(4, '0')}${today.slice(4)}`
  return exists(before) ? before : `${before.slice(0, 8)}28`
}

// By hand until the server's description is printed; deleted then.
export interface Position { latitude: number; longitude: number }
export interface PlanSpan { startsAt: string; endsAt: string }
export interface PlanGap extends PlanSpan { minutes: number }
export interface VisitView {
  orderId: string
  hidden: boolean
  number?: string | null
  title?: string | null
  kind?: string | null
  kindName?: string | null
  kindIcon?: string | null
  state?: string | null
  urgency?: string | null
  divisionId?: number | null
  placeName?: string | null
  place?: string | null
  position?: Position | null
  sequence: number
  startsAt: string
  endsAt: string
  minutes: number
  travelMinutes: number
  windowFrom?: string | null
  windowUntil?: string | null
  dueAt?: string | null
  late: boolean
  begun: boolean
  done: boolean
  missed: boolean
  version?: number | null
  firm: boolean
  changedAt?: string | null
  before?: string | null
}
export interface PersonDay {
  personId: string
  name: string
  post?: string | null
  phone?: string | null
  homeDivisionId: number
  homeName: string
  home?: Position | null
  away: boolean
  works: boolean
  note?: string | null
  shift?: PlanSpan | null
  pause?: PlanSpan | null
  version: number
  visits: VisitView[]
  travelMinutes: number
  homeMinutes: number
  returnsAt?: string | null
  gaps: PlanGap[]
}
export interface Unplanned {
  orderId: string
  number: string
  title: string
  kind: string
  kindName: string
  kindIcon: string
  state: string
  urgency: string
  divisionId: number
  placeName: string
  place?: string | null
  position?: Position | null
  dueAt?: string | null
  windowFrom?: string | null
  windowUntil?: string | null
  minutes: number
  personId?: string | null
  personName?: string | null
  reason: string
  words: string
}
export interface DraftRef {
  id: string
  state: string
  startedAt: string
  share: number
  waiting: boolean
  around?: string | null
  madeBy?: string | null
}
export interface DayView {
  day: string
  divisionId: number
  divisionName: string
  zone: string
  asOf: string
  past: boolean
  mayChange: boolean
  working: boolean
  people: PersonDay[]
  unplanned: Unplanned[]
  moreUnplanned: boolean
  drafts: DraftRef[]
  travelNote: string
}
export interface DraftLine {
  visit: VisitView
  change: string
  before?: string | null
  movedMinutes: number
}
export interface DraftPerson {
  personId: string
  name: string
  homeDivisionId: number
  homeName: string
  home?: Position | null
  version: number
  stale: boolean
  changed: boolean
  adopted: boolean
  travelBefore: number
  travelAfter: number
  returnsBefore?: string | null
  returnsAfter?: string | null
  pause?: PlanSpan | null
  lines: DraftLine[]
}
export interface DraftView {
  id: string
  day: string
  divisionId: number
  divisionName: string
  state: string
  share: number
  startedAt: string
  finishedAt?: string | null
  madeBy?: string | null
  waiting: boolean
  around?: string | null
  aroundNumber?: string | null
  problem?: string | null
  summary: string
  gainMinutes: number
  travelBefore: number
  travelAfter: number
  placed: number
  suggested: number
  moved: number
  movedMinutes: number
  movedMost: number
  peopleChanged: number
  people: DraftPerson[]
  leftOut: Unplanned[]
}
export type MyVisit = VisitView
export interface MyDay {
  day: string
  zone: string
  asOf: string
  version: number
  away: boolean
  works: boolean
  note?: string | null
  shift?: PlanSpan | null
  pause?: PlanSpan | null
  homeName: string
  home?: Position | null
  travelMinutes: number
  homeMinutes: number
  returnsAt?: string | null
  visits: MyVisit[]
  unplanned: Unplanned[]
}
export interface RuleView { rule: string; hard: boolean; words: string }
export interface WhoOption {
  personId: string
  name: string
  post?: string | null
  phone?: string | null
  day: string
  index: number
  startsAt: string
  endsAt: string
  travelMinutes: number
  extraMinutes: number
  late: boolean
  movedVisits: number
  movedMinutes: number
  holds: boolean
  rules: RuleView[]
  words: string
}
export interface WhoView {
  orderId: string
  number: string
  asOf: string
  from: string
  days: number
  travelNote: string
  options: WhoOption[]
  refused: { personId: string; name: string; rule: string; hard: boolean; words: string }[]
}
export interface TryMove { day: string; orderId: string; toPersonId: string; index: number }
export interface MovedVisit {
  orderId: string
  number?: string | null
  title?: string | null
  personId: string
  personName: string
  before: string
  after: string
  minutes: number
}
export interface TriedVisit { orderId: string; sequence: number; startsAt: string; endsAt: string; travelMinutes: number }
export interface TriedDay { personId: string; version: number; visits: TriedVisit[]; pause?: PlanSpan | null; returnsAt?: string | null }
export interface TryView {
  possible: boolean
  needsReason: boolean
  step: string
  stepWords?: string | null
  rules: RuleView[]
  startsAt?: string | null
  endsAt?: string | null
  travelBefore: number
  travelAfter: number
  extraMinutes: number
  moved: MovedVisit[]
  days: TriedDay[]
  expectedVersion: number
  expectedFromVersion?: number | null
}
export interface PlanChange {
  at: string
  what: string
  orderId: string
  words: string
  by?: string | null
  reason?: string | null
}
export interface PlanChanges { items: PlanChange[]; next?: string | null }

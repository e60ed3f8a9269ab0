// The records of the HTTP contract, under the server's names. Everything else imports types from here, so that
// they can become aliases of the generated schema without a change elsewhere.

export type Uuid = string
/** ISO-8601 instant in UTC, for example 2026-11-21T09:00:00Z. */
export type Instant = string

export interface Problem {
  type?: string
  title?: string
  status: number
  detail?: string
  code: string
  field?: string
  params?: Record<string, string>
}

// --- Session -------------------------------------------------------------------------------------------------

export type Role = 'CLERK' | 'DISPATCHER' | 'WORKER' | 'ADMINISTRATOR'

export interface DemoAccount {
  login: string
  password: string
  name: string
  role: Role
}

export interface About {
  product: string
  version: string
  realmName: string
  demo: boolean
  zone: string
  servicePhone?: string
  demoAccounts: DemoAccount[]
}

export interface SignIn {
  login: string
  password: string
  deviceId?: Uuid
  deviceName?: string
}

export interface SealingKey {
  kid: string
  suite: string
  /** Base64 of the raw uncompressed P-256 point. */
  publicKey: string
}

export interface SessionView {
  accountId: Uuid
  login: string
  name: string
  personId?: Uuid
  roles: Role[]
  divisionId: number
  divisionName: string
  realm: number
  realmName: string
  demo: boolean
  zone: string
  sealingKey: SealingKey
}

// --- Commands ------------------------------------------------------------------------------------------------

export type Urgency = 'NORMAL' | 'URGENT' | 'DANGER'
export type OrderSource = 'DOOR' | 'WINDOW' | 'CALL' | 'PAPER' | 'VISIT' | 'INTAKE' | 'FIELD'
export type ClosingChannel = 'DOOR' | 'CALL' | 'PAPER' | 'WINDOW'
export type DeclineReason = 'BUSY' | 'FAR' | 'SKILL' | 'AWAY' | 'OTHER'

export interface OrderDraft {
  orderId: Uuid
  kind: string
  title?: string
  text?: string
  divisionId?: number
  place?: string
  fields?: Record<string, string>
  requesterName?: string
  requesterPhone?: string
  urgency?: Urgency
  source: OrderSource
  attachments?: Uuid[]
}

export interface OrderPlace extends OrderDraft {
  text: string
  divisionId: number
}

/** Every command type and its body. */
export interface CommandBodies {
  'order.draft': OrderDraft
  'order.place': OrderPlace
  'order.submit': { orderId: Uuid }
  'dispatch.offer': { orderId: Uuid; personId: Uuid; reason?: string }
  'dispatch.open': { orderId: Uuid }
  'dispatch.recall': { orderId: Uuid; reason: string }
  'dispatch.claim': { orderId: Uuid }
  'order.accept': { orderId: Uuid }
  'order.decline': { orderId: Uuid; reason: DeclineReason; text?: string }
  'order.release': { orderId: Uuid; reason: string; text?: string }
  'order.start': { orderId: Uuid; text?: string }
  'order.note': { orderId: Uuid; text?: string; attachments?: Uuid[] }
  'order.report': { orderId: Uuid; text: string; attachments?: Uuid[] }
  'order.solve': { orderId: Uuid; rating?: number; text?: string; channel: ClosingChannel }
  'order.reopen': { orderId: Uuid; text: string; channel: ClosingChannel }
  'order.cancel': { orderId: Uuid; reason: string }
  'hall.receive': {
    itemId: Uuid
    source: string
    sourceId: string
    subject: string
    text: string
    placedAt: Instant
    requester?: string
    reply?: string
    repliedAt?: Instant
  }
  'hall.confirm': {
    itemId: Uuid
    orderId: Uuid
    kind: string
    divisionId: number
    place?: string
    urgency?: Urgency
  }
  'hall.dismiss': { itemId: Uuid; reason: string }
}

export type CommandType = keyof CommandBodies

export interface OnBehalf {
  name?: string
  authority?: string
}

export interface Envelope<T extends CommandType = CommandType> {
  id: Uuid
  type: T
  body: CommandBodies[T]
  /** The order version seen; left out when the change may merge. */
  base?: number
  device?: Uuid
  seq?: number
  recordedAt?: Instant
  onBehalfOf?: OnBehalf
}

export interface SealedEntry {
  device: Uuid
  seq: number
  id: Uuid
  /** Base64 of HPKE enc || ciphertext. */
  sealed: string
  kid: string
}

export interface CommandResult {
  orderId?: Uuid
  number?: string
  version?: number
  state?: OrderState
  token?: string
  [key: string]: unknown
}

export interface Outcome {
  id: Uuid
  status: 'done' | 'refused'
  /** True when this id had been answered before; the answer is the same. */
  replayed: boolean
  at: Instant
  result?: CommandResult
  problem?: Problem
}

export interface Outcomes {
  outcomes: Outcome[]
}

// --- Orders --------------------------------------------------------------------------------------------------

export type OrderState =
  | 'DRAFT'
  | 'WAITING'
  | 'OFFERED'
  | 'OPEN'
  | 'ACCEPTED'
  | 'WORKING'
  | 'REPORTED'
  | 'SOLVED'
  | 'CANCELLED'
  | 'MERGED'
  | 'SUSPENDED'

export type OrderFilter =
  | 'unassigned'
  | 'offered'
  | 'open'
  | 'working'
  | 'reported'
  | 'overdue'
  | 'closed'
  | 'draft'
  | 'all-open'

export type ClockName = 'SIGN' | 'CONTACT' | 'RESOLVE' | 'VERIFY'

export interface Clock {
  name: ClockName
  startedAt: Instant
  dueAt: Instant
  metAt?: Instant
  late: boolean
}

export interface PersonRef {
  id: Uuid
  name: string
  post?: string
  /** Only where the viewer may call. */
  phone?: string
}

export interface OrderCard {
  id: Uuid
  number: string
  kind: string
  kindName: string
  kindIcon: string
  title: string
  state: OrderState
  urgency: Urgency
  divisionId: number
  divisionName: string
  place?: string
  /** Masked, for example 龙**. */
  askedBy?: string
  source: OrderSource
  assignee?: PersonRef
  offeredTo?: PersonRef
  leaseUntil?: Instant
  nextClock?: Clock
  overdue: boolean
  hops: number
  reopened: number
  createdAt: Instant
  updatedAt: Instant
  version: number
  demo: boolean
}

export interface OrderPage {
  items: OrderCard[]
  next?: string
}

export interface OrderCounts {
  /** Capped at 1000 each: 1000 means "1000+". */
  counts: Record<string, number>
}

export interface FieldValue {
  code: string
  label: string
  value: string
}

export interface AttachmentRef {
  id: Uuid
  ready: boolean
  mediaType?: string
  bytes?: number
  width?: number
  height?: number
}

export interface ThreadEntry {
  version: number
  at: Instant
  /** A command type or timer.lapse. */
  type: string
  from?: OrderState
  to?: OrderState
  actor?: { name: string; role: string }
  text?: string
  attachments: AttachmentRef[]
  reason?: string
  onBehalfOf?: OnBehalf
  late?: boolean
  recordedAt?: Instant
}

export interface Term {
  code: 'travel' | 'skill' | 'load' | 'continuity' | 'deadline' | 'place'
  label: string
  points: number
  value: string
}

export interface DecisionView {
  personId: Uuid
  personName: string
  rank: number
  total: number
  terms: Term[]
  why: string
  reason?: string
}

export interface MessageView {
  id: Uuid
  channel: 'APP' | 'SMS' | 'CALL'
  to: string
  text: string
  state: 'WAITING' | 'SENT' | 'FAILED' | 'HELD'
  attempts: number
  dueAt?: Instant
  sentAt?: Instant
}

export interface OrderDetail {
  card: OrderCard
  text: string
  fields: FieldValue[]
  requesterName?: string
  /** Desk with scope and assignee only. */
  requesterPhone?: string
  clocks: Clock[]
  thread: ThreadEntry[]
  attachments: AttachmentRef[]
  /** Command types this viewer may send now. */
  allowed: CommandType[]
  /** Desk only, for example /o/1.abc. */
  doorPath?: string
  fromIntake?: Uuid
  decision?: DecisionView
  messages: MessageView[]
}

export interface OrderChange {
  id: Uuid
  version: number
  state: OrderState
  at: Instant
}

// --- Dispatch ------------------------------------------------------------------------------------------------

export interface Candidate {
  person: PersonRef
  rank: number
  /** The points of the terms sum exactly to this; higher is better. */
  total: number
  terms: Term[]
  why: string
}

export interface RefusedCandidate {
  person: PersonRef
  rule: string
  reason: string
}

export interface Candidates {
  ranked: Candidate[]
  refused: RefusedCandidate[]
  travelNote: string
}

// --- Field work ----------------------------------------------------------------------------------------------

export interface BoardEntry {
  order: OrderCard
  text: string
  eligible: boolean
  reason?: string
}

export interface WorkLimits {
  documents: number
  bytes: number
}

export interface FieldWork {
  asOf: Instant
  offers: OrderDetail[]
  active: OrderDetail[]
  board: BoardEntry[]
  recent: OrderCard[]
  kinds: KindView[]
  limits: WorkLimits
}

// --- Hall ----------------------------------------------------------------------------------------------------

export type IntakeState = 'NEW' | 'CONFIRMED' | 'DISMISSED'

export interface IntakeItem {
  id: Uuid
  source: string
  sourceId: string
  subject: string
  text: string
  requester?: string
  placedAt: Instant
  state: IntakeState
  orderId?: Uuid
  hasReply: boolean
  suggestedKind?: string
}

export interface IntakeDetail extends IntakeItem {
  reply?: string
  repliedAt?: Instant
}

export interface IntakePage {
  items: IntakeItem[]
  next?: string
}

// --- Catalogue and place -------------------------------------------------------------------------------------

export interface KindField {
  code: string
  type: 'TEXT' | 'NUMBER' | 'CHOICE' | 'DATE'
  label: string
  required: boolean
  choices: { code: string; label: string }[]
  hint?: string
}

export interface KindView {
  code: string
  version: number
  icon: string
  name: string
  summary: string
  responsible: string
  dispatchModes: ('OFFER' | 'BOARD')[]
  skills: { code: string; name: string; level: number }[]
  clocks: { sign: string; contact: string; resolve: string; verify: string }
  fields: KindField[]
  papers: string[]
}

export type DivisionLevel = 'PREFECTURE' | 'COUNTY' | 'TOWNSHIP' | 'VILLAGE'

export interface DivisionView {
  id: number
  code: string
  name: string
  level: DivisionLevel
  parentId: number
  fullName: string
}

// --- Attachments ---------------------------------------------------------------------------------------------

export interface UploadState {
  id: Uuid
  received: number
  total: number
  complete: boolean
}

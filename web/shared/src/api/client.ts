import type {
  About,
  AccountPage,
  AlikeOrders,
  AlikeOrdersNearby,
  TakenDown,
  BodyPage,
  FirstPassword,
  NewAccount,
  SkillNames,
  StaffMember,
  StaffPage,
  SystemPage,
  SystemToken,
  UsualTakers,
  BadGradePage,
  OrderOnFile,
  CallBackPage,
  CallView,
  Answers,
  Beside,
  BesideTyped,
  Calls,
  Absences,
  BulkPreview,
  Candidates,
  AnnouncementSheet,
  KindAnswers,
  KindApplies,
  KindOutlook,
  KindOutlooks,
  CardSheet,
  CommitmentList,
  CommitmentSheet,
  StaleCards,
  DayView,
  DecisionView,
  CampaignPage,
  DossierDetail,
  DossierPage,
  DossierStage,
  DraftView,
  FigureLines,
  FittingCampaigns,
  Figures,
  Needs,
  OrdersDossier,
  OrdersPromise,
  PersonalFile,
  PromiseOrderPage,
  Questions,
  ResultFigures,
  Returns,
  Routed,
  DivisionView,
  Envelope,
  FairnessOrders,
  FairnessReport,
  FieldWork,
  FileOfMessages,
  Inbox,
  HallSite,
  IntakeItem,
  IntakePage,
  IntakeState,
  KindCheck,
  KindChoices,
  KindDraft,
  KindLine,
  KindSheet,
  KindView,
  MessageState,
  MessageView,
  MyDay,
  NamedPeople,
  OrderCounts,
  OrderDetail,
  OrderFilter,
  FoldersOnTheWay,
  SlipFound,
  HandedOut,
  OrderFolder,
  OrderPage,
  Organisations,
  Outcome,
  Night,
  OutboxCounts,
  OutboxPage,
  Outcomes,
  OwnLeave,
  PersonSpeaks,
  PlanChanges,
  Problem,
  ProposalDetail,
  ProposalPage,
  Roster,
  SealedEntry,
  SessionView,
  SignIn,
  SpokenLanguages,
  StatementPage,
  Telephone,
  Topics,
  TryView,
  TeamList,
  UploadState,
  Uuid,
  VersionPage,
  WhoView,
  WindowHall,
  WishView,
} from './types'

/** One order in so many-th place of somebody's day, counted without it. */
export interface TryMove {
  day: string
  orderId: Uuid
  toPersonId: Uuid
  index: number
}

/** Days as 2026-01-31, both included. */
export interface FairnessQuery {
  from: string
  until: string
  division?: number
  team?: Uuid
}

/** The server answered, and the answer is no. */
export class ApiProblem extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail || problem.title || problem.code)
    this.name = 'ApiProblem'
    this.problem = problem
  }

  get code(): string {
    return this.problem.code
  }

  get status(): number {
    return this.problem.status
  }
}

/** No answer: no network, a timeout, or something between us and the server that is not the server. */
export class Unreachable extends Error {
  constructor(cause?: unknown) {
    super('unreachable', { cause })
    this.name = 'Unreachable'
  }
}

export interface ApiOptions {
  base?: string
  fetch?: typeof fetch
  /** Read for each request, so that a change of language needs no new client. */
  language?: () => string
  csrfToken?: () => string | undefined
  timeoutMs?: number
  /** Called with the server's `Date` header of every answer. */
  onServerDate?: (serverTime: Date) => void
}

type Query = Record<string, string | number | boolean | undefined>

interface RequestOptions {
  query?: Query
  json?: unknown
  bytes?: Uint8Array<ArrayBuffer> | Blob
  headers?: Record<string, string>
  signal?: AbortSignal
}

const CSRF_COOKIE = 'XSRF-TOKEN'
const CSRF_HEADER = 'X-XSRF-TOKEN'

export function csrfTokenFromCookies(cookies = typeof document === 'undefined' ? '' : document.cookie) {
  const found = cookies.split('; ').find((pair) => pair.startsWith(`${CSRF_COOKIE}=`))
  return found === undefined ? undefined : decodeURIComponent(found.slice(CSRF_COOKIE.length + 1))
}

function urlOf(base: string, path: string, query: Query = {}): string {
  const search = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') search.set(name, String(value))
  }
  const tail = search.toString()
  return `${base}${path}${tail ? `?${tail}` : ''}`
}

async function problemOf(response: Response): Promise<Problem> {
  const type = response.headers.get('content-type') ?? ''
  if (type.includes('json')) {
    const body = (await response.json().catch(() => undefined)) as Partial<Problem> | undefined
    if (body) return { ...body, status: response.status, code: body.code ?? `http.${response.status}` }
  }
  return { status: response.status, code: `http.${response.status}` }
}

export type ApiClient = ReturnType<typeof createApi>

export function createApi(options: ApiOptions = {}) {
  const base = options.base ?? ''
  const timeoutMs = options.timeoutMs ?? 30_000
  const csrfToken = options.csrfToken ?? csrfTokenFromCookies

  async function send(method: string, path: string, request: RequestOptions = {}): Promise<Response> {
    const headers: Record<string, string> = { accept: 'application/json, application/problem+json', ...request.headers }
    const language = options.language?.()
    if (language) headers['accept-language'] = language
    if (method !== 'GET') {
      const token = csrfToken()
      if (token) headers[CSRF_HEADER] = token
    }
    let body: BodyInit | undefined
    if (request.bytes) {
      headers['content-type'] = 'application/octet-stream'
      body = request.bytes
    } else if (request.json !== undefined) {
      headers['content-type'] = 'application/json'
      body = JSON.stringify(request.json)
    }
    // AbortSignal.any and .timeout are missing on the older phones this has to run on.
    const abort = new AbortController()
    const giveUp = () => abort.abort()
    const timer = setTimeout(giveUp, timeoutMs)
    request.signal?.addEventListener('abort', giveUp)
    let response: Response
    try {
      response = await (options.fetch ?? fetch)(urlOf(base, path, request.query), {
        method,
        headers,
        body,
        signal: abort.signal,
        credentials: 'same-origin',
        cache: 'no-store',
      })
    } catch (cause) {
      if (request.signal?.aborted) throw cause
      throw new Unreachable(cause)
    } finally {
      clearTimeout(timer)
      request.signal?.removeEventListener('abort', giveUp)
    }
    const date = response.headers.get('date')
    if (date && options.onServerDate) {
      const serverTime = new Date(date)
      if (!Number.isNaN(serverTime.getTime())) options.onServerDate(serverTime)
    }
    return response
  }

  async function call<T>(method: string, path: string, request: RequestOptions = {}): Promise<T> {
    const tokenBefore = csrfToken()
    let response = await send(method, path, request)
    if (response.status === 403 && method !== 'GET') {
      // The token cookie is absent before the first visit and renewed with the session. Fetch it, and try once
      // more if it changed; every unsafe request here may safely be sent twice.
      await send('GET', '/api/about')
      if (csrfToken() !== tokenBefore) response = await send(method, path, request)
    }
    if (!response.ok) {
      const problem = await problemOf(response)
      // A gateway's own error page is not the server's answer.
      if (response.status >= 502 && problem.code.startsWith('http.')) throw new Unreachable(problem)
      throw new ApiProblem(problem)
    }
    if (response.status === 204) return undefined as T
    try {
      return (await response.json()) as T
    } catch (cause) {
      throw new Unreachable(cause)
    }
  }

  const id = encodeURIComponent

  return {
    about: (signal?: AbortSignal) => call<About>('GET', '/api/about', { signal }),

    session: {
      get: (signal?: AbortSignal) => call<SessionView>('GET', '/api/session', { signal }),
      signIn: (signIn: SignIn) => call<SessionView>('POST', '/api/session', { json: signIn }),
      signOut: () => call<void>('DELETE', '/api/session'),
    },

    commands: {
      send: (envelope: Envelope) => call<Outcome>('POST', '/api/commands', { json: envelope }),
      batch: (commands: Envelope[]) => call<Outcomes>('POST', '/api/commands/batch', { json: { commands } }),
      sealed: (entries: SealedEntry[], signal?: AbortSignal) =>
        call<Outcomes>('POST', '/api/commands/sealed', { json: { entries }, signal }),
    },

    orders: {
      page: (
        query: { filter?: OrderFilter; text?: string; division?: number; year?: number; track?: string; after?: string; limit?: number },
        signal?: AbortSignal,
      ) => call<OrderPage>('GET', '/api/orders', { query, signal }),
      counts: (signal?: AbortSignal) => call<OrderCounts>('GET', '/api/orders/counts', { signal }),
      get: (orderId: Uuid, signal?: AbortSignal) =>
        call<OrderDetail>('GET', `/api/orders/${id(orderId)}`, { signal }),
      /** What its kind asks, with the answers as they were written; for those who may change them. */
      questions: (orderId: Uuid, signal?: AbortSignal) => call<Questions>('GET', `/api/orders/${id(orderId)}/questions`, { signal }),
      /** Open orders that may be the same matter, the likest first. */
      alike: (orderId: Uuid, signal?: AbortSignal) => call<AlikeOrders>('GET', `/api/orders/${id(orderId)}/alike`, { signal }),
      /** The same for what is being taken down at somebody's door. In the body: what people say stands in no address. */
      alikeNearby: (taken: TakenDown, signal?: AbortSignal) => call<AlikeOrdersNearby>('POST', '/api/orders/alike', { json: taken, signal }),
      /** Who usually took such orders after the body that has it said they were not its own. */
      usualTakers: (orderId: Uuid, signal?: AbortSignal) => call<UsualTakers>('GET', `/api/orders/${id(orderId)}/usual-takers`, { signal }),
      candidates: (orderId: Uuid, signal?: AbortSignal) =>
        call<Candidates>('GET', `/api/orders/${id(orderId)}/candidates`, { signal }),
      /** The last offer and why; undefined when it was never offered. */
      decision: (orderId: Uuid, signal?: AbortSignal) =>
        call<DecisionView | undefined>('GET', `/api/orders/${id(orderId)}/decision`, { signal }),
      messages: (orderId: Uuid, signal?: AbortSignal) =>
        call<MessageView[]>('GET', `/api/orders/${id(orderId)}/messages`, { signal }),
      wish: (orderId: Uuid, signal?: AbortSignal) => call<WishView>('GET', `/api/orders/${id(orderId)}/wish`, { signal }),
      /** What the requester said about it, newest first; on a day: what held then. */
      wishHistory: (orderId: Uuid, query: { on?: string; after?: string; limit?: number }, signal?: AbortSignal) =>
        call<StatementPage>('GET', `/api/orders/${id(orderId)}/wish/history`, { query, signal }),
      pictureUrl: (orderId: Uuid, attachmentId: Uuid) =>
        `${base}/api/orders/${id(orderId)}/attachments/${id(attachmentId)}`,
      /** The dossier it is part of, or what there is to make one of. */
      dossier: (orderId: Uuid, signal?: AbortSignal) =>
        call<OrdersDossier>('GET', `/api/orders/${id(orderId)}/dossier`, { signal }),
      /** The promise of the year it serves, or those it could. */
      promise: (orderId: Uuid, signal?: AbortSignal) =>
        call<OrdersPromise>('GET', `/api/orders/${id(orderId)}/promise`, { signal }),
      /** For an EventSource; its `order` events carry an OrderChange. */
      changesUrl: () => `${base}/api/orders/changes`,
    },

    figures: {
      get: (query: { period?: string; by?: FigureLines; division?: number }, signal?: AbortSignal) =>
        call<Figures>('GET', '/api/figures', { query, signal }),
      /** Exactly the orders a number counts. */
      orders: (
        query: { period?: string; by?: FigureLines; division?: number; part?: string; key?: string; kind?: string; after?: string; limit?: number },
        signal?: AbortSignal,
      ) => call<OrderPage>('GET', '/api/figures/orders', { query, signal }),
      returns: (query: { period?: string; division?: number }, signal?: AbortSignal) =>
        call<Returns>('GET', '/api/figures/returns', { query, signal }),
      /** The orders behind a line of the returns: give back what the line says. */
      returned: (
        query: { period?: string; division?: number; kind: string; body?: string; action: string; reason: string; toBody?: string; after?: string; limit?: number },
        signal?: AbortSignal,
      ) => call<OrderPage>('GET', '/api/figures/returns/orders', { query, signal }),
      /** Who was asked in vain and who took it: a suggestion. */
      routed: (query: { period?: string; division?: number }, signal?: AbortSignal) => call<Routed>('GET', '/api/figures/routed', { query, signal }),
      routedOrders: (
        query: { period?: string; division?: number; kind: string; place: string; body?: string; acceptedBy: string; after?: string; limit?: number },
        signal?: AbortSignal,
      ) => call<OrderPage>('GET', '/api/figures/routed/orders', { query, signal }),
      needs: (query: { period?: string; by?: Exclude<FigureLines, 'kind'>; division?: number }, signal?: AbortSignal) =>
        call<Needs>('GET', '/api/figures/needs', { query, signal }),
      results: (query: { period?: string; division?: number }, signal?: AbortSignal) =>
        call<ResultFigures>('GET', '/api/figures/results', { query, signal }),
      resultsCsvUrl: (query: { period?: string; division?: number }) => urlOf(base, '/api/figures/results/csv', query),
      csvUrl: (query: { period?: string; by?: FigureLines; division?: number; public?: boolean }) => urlOf(base, '/api/figures/csv', query),
    },

    campaigns: {
      page: (query: { after?: string; limit?: number }, signal?: AbortSignal) => call<CampaignPage>('GET', '/api/campaigns', { query, signal }),
      /** Those an order of that kind may go into today. */
      fitting: (query: { kind: string; division: number }, signal?: AbortSignal) =>
        call<FittingCampaigns>('GET', '/api/campaigns/fitting', { query, signal }),
    },

    badGrades: {
      page: (query: { state?: 'OPEN' | 'ANSWERED' | 'ENDED'; order?: Uuid; after?: string; limit?: number }, signal?: AbortSignal) =>
        call<BadGradePage>('GET', '/api/bad-grades', { query, signal }),
    },

    dossiers: {
      page: (query: { stage?: DossierStage; after?: string; limit?: number }, signal?: AbortSignal) =>
        call<DossierPage>('GET', '/api/dossiers', { query, signal }),
      get: (dossierId: Uuid, signal?: AbortSignal) => call<DossierDetail>('GET', `/api/dossiers/${id(dossierId)}`, { signal }),
    },

    dispatch: {
      bulk: (person: Uuid, orders: readonly Uuid[], signal?: AbortSignal) =>
        call<BulkPreview>('GET', '/api/dispatch/bulk', { query: { person, orders: orders.join(',') }, signal }),
      fairness: (query: FairnessQuery, signal?: AbortSignal) =>
        call<FairnessReport>('GET', '/api/dispatch/fairness', { query: { ...query }, signal }),
      fairnessOrders: (person: Uuid, query: FairnessQuery & { what: string; after?: string }, signal?: AbortSignal) =>
        call<FairnessOrders>('GET', `/api/dispatch/fairness/${id(person)}/orders`, { query: { ...query }, signal }),
      proposals: (query: { after?: string; limit?: number }, signal?: AbortSignal) =>
        call<ProposalPage>('GET', '/api/dispatch/proposals', { query, signal }),
      /** Lines from after the one numbered so. */
      proposal: (proposal: Uuid, query: { after?: number; limit?: number }, signal?: AbortSignal) =>
        call<ProposalDetail>('GET', `/api/dispatch/proposals/${id(proposal)}`, { query, signal }),
      /** A sheet for the office. */
      fairnessSheetUrl: (query: FairnessQuery) => urlOf(base, '/api/dispatch/fairness/csv', { ...query }),
    },

    people: {
      teams: (signal?: AbortSignal) => call<TeamList>('GET', '/api/people/teams', { signal }),
      organisations: (signal?: AbortSignal) => call<Organisations>('GET', '/api/people/organisations', { signal }),
      duty: (query: { from: string; until: string; after?: string }, signal?: AbortSignal) =>
        call<Roster>('GET', '/api/people/duty', { query, signal }),
      absences: (query: { from: string; until: string }, signal?: AbortSignal) =>
        call<Absences>('GET', '/api/people/absences', { query, signal }),
      named: (text: string, signal?: AbortSignal) => call<NamedPeople>('GET', '/api/people/named', { query: { text }, signal }),
      /** What is spoken here, to choose from. */
      languages: (signal?: AbortSignal) => call<SpokenLanguages>('GET', '/api/people/languages', { signal }),
      speaks: (person: Uuid, signal?: AbortSignal) => call<PersonSpeaks>('GET', `/api/people/${id(person)}/languages`, { signal }),
      ownLeave: (signal?: AbortSignal) => call<OwnLeave>('GET', '/api/people/me/leave', { signal }),
      /** Those whom an administrator keeps, with who has left. */
      staff: (query: { text?: string; active?: boolean; after?: Uuid; limit?: number }, signal?: AbortSignal) =>
        call<StaffPage>('GET', '/api/people/staff', { query, signal }),
      member: (person: Uuid, signal?: AbortSignal) => call<StaffMember>('GET', `/api/people/staff/${id(person)}`, { signal }),
      /** What people can be asked to know, to choose from. */
      skills: (signal?: AbortSignal) => call<SkillNames>('GET', '/api/people/skills', { signal }),
      bodies: (query: { text?: string; after?: Uuid; limit?: number }, signal?: AbortSignal) =>
        call<BodyPage>('GET', '/api/people/bodies', { query, signal }),
    },

    accounts: {
      page: (query: { text?: string; after?: Uuid; limit?: number }, signal?: AbortSignal) =>
        call<AccountPage>('GET', '/api/accounts', { query, signal }),
      /** The answer holds the first password: it is shown once. */
      add: (account: NewAccount) => call<FirstPassword>('POST', '/api/accounts', { json: account }),
      renewPassword: (accountId: Uuid, command: { commandId: Uuid }) =>
        call<FirstPassword>('POST', `/api/accounts/${id(accountId)}/password`, { json: command }),
    },

    plans: {
      /** Everybody's day in an area; the reader's own area when none is named. */
      day: (
        query: { day?: string; division?: number; team?: Uuid; name?: string; draft?: Uuid; person?: Uuid; after?: string; limit?: number },
        signal?: AbortSignal,
      ) => call<DayView>('GET', '/api/plans', { query, signal }),
      draft: (draftId: Uuid, signal?: AbortSignal) => call<DraftView>('GET', `/api/plans/drafts/${id(draftId)}`, { signal }),
      mine: (day: string, signal?: AbortSignal) => call<MyDay>('GET', '/api/plans/mine', { query: { day }, signal }),
      /** Who could still take an order, and when. */
      who: (orderId: Uuid, query: { day?: string } = {}, signal?: AbortSignal) =>
        call<WhoView>('GET', `/api/plans/orders/${id(orderId)}/who`, { query, signal }),
      /** What a move would cost and which rules it would break; nothing is changed. */
      tryMove: (move: TryMove, signal?: AbortSignal) => call<TryView>('POST', '/api/plans/try', { json: move, signal }),
      changes: (query: { day: string; division?: number; after?: string; limit?: number }, signal?: AbortSignal) =>
        call<PlanChanges>('GET', '/api/plans/changes', { query, signal }),
    },

    field: {
      work: (signal?: AbortSignal) => call<FieldWork>('GET', '/api/field/work', { signal }),
    },

    intake: {
      page: (
        query: { state?: IntakeState; order?: 'newest' | 'promise'; late?: boolean; text?: string; after?: string; limit?: number },
        signal?: AbortSignal,
      ) => call<IntakePage>('GET', '/api/intake', { query, signal }),
      /** Exactly the messages the rate of those read in time counts. */
      counted: (
        query: { from: string; to: string; by?: FigureLines; division?: number; part?: string; key?: string; after?: string; limit?: number },
        signal?: AbortSignal,
      ) => call<IntakePage>('GET', '/api/intake/counted', { query, signal }),
      get: (itemId: Uuid, signal?: AbortSignal) => call<IntakeItem>('GET', `/api/intake/${id(itemId)}`, { signal }),
      beside: (itemId: Uuid, query: { division?: number }, signal?: AbortSignal) =>
        call<Beside>('GET', `/api/intake/${id(itemId)}/triage`, { query, signal }),
      /** In the body: what is typed about people stands in no address. */
      besideTyped: (typed: { text: string; divisionId?: number }, signal?: AbortSignal) =>
        call<BesideTyped>('POST', '/api/intake/suggest', { json: typed, signal }),
      topics: (query: { day?: string; division?: number }, signal?: AbortSignal) =>
        call<Topics>('GET', '/api/intake/topics', { query, signal }),
      answers: (signal?: AbortSignal) => call<Answers>('GET', '/api/intake/answers', { signal }),
      /** Reads a file of messages; nothing is written until the commands it gives back are sent. */
      readFile: (file: Blob, query: { source: string; asNew?: boolean }) =>
        call<FileOfMessages>('POST', '/api/intake/file', { bytes: file, query }),
    },

    systems: {
      page: (query: { after?: string; limit?: number }, signal?: AbortSignal) => call<SystemPage>('GET', '/api/connected-systems', { query, signal }),
      /** Answered once with the token; nothing keeps it. */
      connect: (system: { commandId: Uuid; accountId: Uuid; name: string; divisionId: number; anHour: number; mayRing: boolean }) =>
        call<SystemToken>('POST', '/api/connected-systems', { json: system }),
      renew: (systemId: Uuid, request: { commandId: Uuid }) =>
        call<SystemToken>('POST', `/api/connected-systems/${id(systemId)}/token`, { json: request }),
    },

    catalogue: {
      list: (signal?: AbortSignal) => call<KindLine[]>('GET', '/api/catalogue', { signal }),
      choices: (signal?: AbortSignal) => call<KindChoices>('GET', '/api/catalogue/choices', { signal }),
      sheet: (code: string, version?: number, signal?: AbortSignal) =>
        call<KindSheet>('GET', `/api/catalogue/kinds/${id(code)}`, { query: { version }, signal }),
      versions: (code: string, before?: number, signal?: AbortSignal) =>
        call<VersionPage>('GET', `/api/catalogue/kinds/${id(code)}/versions`, { query: { before }, signal }),
      /** What a draft would change; the server keeps nothing of it. */
      check: (draft: KindDraft, signal?: AbortSignal) => call<KindCheck>('POST', '/api/catalogue/check', { json: draft, signal }),
      cards: (division: number, signal?: AbortSignal) =>
        call<CardSheet>('GET', '/api/catalogue/cards', { query: { division }, signal }),
      staleCards: (query: { division: number; after?: string }, signal?: AbortSignal) =>
        call<StaleCards>('GET', '/api/catalogue/cards/stale', { query, signal }),
      /** Words for a village's loudspeaker and LED screen; without kinds for those whose season it is. */
      announcement: (query: { division: number; kinds?: string; width?: number }, signal?: AbortSignal) =>
        call<AnnouncementSheet>('GET', '/api/catalogue/announcement', { query, signal }),
      announcementFileUrl: (query: { division: number; kinds: string; width: number; part: 'SPOKEN' | 'LED'; encoding: 'UTF8' | 'GBK'; lang: string }) =>
        urlOf(base, `/api/catalogue/announcement.txt?${new URLSearchParams(Object.entries(query).map(([name, value]) => [name, String(value)]))}`),
    },

    commitments: {
      list: (query: { year?: number; division?: number }, signal?: AbortSignal) =>
        call<CommitmentList>('GET', '/api/commitments', { query, signal }),
      sheet: (commitmentId: Uuid, signal?: AbortSignal) => call<CommitmentSheet>('GET', `/api/commitments/${id(commitmentId)}`, { signal }),
      /** The orders that serve it, in the reader's area. */
      orders: (commitmentId: Uuid, query: { after?: string; limit?: number } = {}, signal?: AbortSignal) =>
        call<PromiseOrderPage>('GET', `/api/commitments/${id(commitmentId)}/orders`, { query, signal }),
      /** Where everybody sees it. */
      publicUrl: (commitmentId: Uuid) => urlOf(base, `/commitments/${id(commitmentId)}`),
      pictureUrl: (commitmentId: Uuid, picture: Uuid) => urlOf(base, `/commitments/${id(commitmentId)}/pictures/${id(picture)}`),
    },

    outbox: {
      page: (query: { state?: MessageState; after?: string; limit?: number }, signal?: AbortSignal) =>
        call<OutboxPage>('GET', '/api/outbox', { query, signal }),
      counts: (signal?: AbortSignal) => call<OutboxCounts>('GET', '/api/outbox/counts', { signal }),
      /** When nobody is disturbed, for whoever may set another. */
      night: (signal?: AbortSignal) => call<Night>('GET', '/api/outbox/night', { signal }),
      /** Calls that are due, with what to say. */
      calls: (query: { after?: string; limit?: number }, signal?: AbortSignal) => call<Calls>('GET', '/api/calls', { query, signal }),
    },

    inbox: (query: { after?: string; limit?: number } = {}, signal?: AbortSignal) =>
      call<Inbox>('GET', '/api/inbox', { query, signal }),

    /** What is kept of a requester, by the number of one of their orders; for an hour after `personal.look`. */
    personal: {
      file: (number: string, signal?: AbortSignal) => call<PersonalFile>('GET', '/api/personal', { query: { number }, signal }),
      zipUrl: (number: string) => `${base}/api/personal/zip?number=${encodeURIComponent(number)}`,
    },

    /** How one wishes to be told oneself, and what one said about it. */
    wish: {
      own: (signal?: AbortSignal) => call<WishView>('GET', '/api/wish', { signal }),
      history: (query: { after?: string; limit?: number } = {}, signal?: AbortSignal) =>
        call<StatementPage>('GET', '/api/wish/history', { query, signal }),
    },

    hall: {
      telephone: (signal?: AbortSignal) => call<Telephone>('GET', '/api/hall/calls', { signal }),
      call: (callId: Uuid, signal?: AbortSignal) => call<CallView>('GET', `/api/hall/calls/${id(callId)}`, { signal }),
      callerWish: (callId: Uuid, signal?: AbortSignal) => call<WishView>('GET', `/api/hall/calls/${id(callId)}/wish`, { signal }),
      callerWishHistory: (callId: Uuid, query: { on?: string; after?: string; limit?: number }, signal?: AbortSignal) =>
        call<StatementPage>('GET', `/api/hall/calls/${id(callId)}/wish/history`, { query, signal }),
      callBacks: (query: { state?: 'WAITING' | 'VISIT'; after?: string; limit?: number }, signal?: AbortSignal) =>
        call<CallBackPage>('GET', '/api/hall/call-backs', { query, signal }),
      sites: (signal?: AbortSignal) => call<HallSite[]>('GET', '/api/hall/sites', { signal }),
      site: (siteId: Uuid, signal?: AbortSignal) => call<WindowHall>('GET', `/api/hall/sites/${id(siteId)}`, { signal }),
      /** What the one whose matter it is has on file. */
      onFile: (orderId: Uuid, signal?: AbortSignal) => call<OrderOnFile>('GET', `/api/hall/orders/${id(orderId)}/on-file`, { signal }),
      /** Papers, authority and receipts handed out. */
      folder: (orderId: Uuid, signal?: AbortSignal) =>
        call<OrderFolder>('GET', `/api/hall/orders/${id(orderId)}/folder`, { signal }),
      /** What somebody on the way looks after; the newest first. */
      foldersOnTheWay: (query: { before?: Uuid } = {}, signal?: AbortSignal) =>
        call<FoldersOnTheWay>('GET', '/api/hall/folders-on-the-way', { query, signal }),
      /** The order of the slip with this number. */
      slip: (code: string, signal?: AbortSignal) => call<SlipFound>('GET', `/api/hall/slips/${id(code)}`, { signal }),
      handOut: (orderId: Uuid, handOutId: Uuid) =>
        call<HandedOut>('GET', `/api/hall/orders/${id(orderId)}/hand-outs/${id(handOutId)}`),
    },

    /** Whether this week's places are taken, and how long others waited. */
    kindOutlook: (code: string, query: { division?: number }, signal?: AbortSignal) =>
      call<KindOutlook>('GET', `/api/kinds/${id(code)}/outlook`, { query, signal }),
    /** The same of all kinds, in the county, for whoever may have no signal when they are asked. */
    kindOutlooks: (signal?: AbortSignal) => call<KindOutlooks>('GET', '/api/kinds/outlooks', { signal }),
    /** Whether somebody can ask for the kind; the server keeps nothing of it. */
    checkKind: (code: string, given: KindAnswers, signal?: AbortSignal) =>
      call<KindApplies>('POST', `/api/kinds/${id(code)}/check`, { json: given, signal }),
    kinds: (signal?: AbortSignal) => call<KindView[]>('GET', '/api/kinds', { signal }),

    divisions: {
      search: (
        query: { text?: string; code?: string; within?: number; level?: string; limit?: number },
        signal?: AbortSignal,
      ) => call<DivisionView[]>('GET', '/api/divisions', { query, signal }),
      children: (divisionId: number, signal?: AbortSignal) =>
        call<DivisionView[]>('GET', `/api/divisions/${divisionId}/children`, { signal }),
    },

    attachments: {
      state: (attachmentId: Uuid, signal?: AbortSignal) =>
        call<UploadState>('GET', `/api/attachments/${id(attachmentId)}/state`, { signal }),
      put: (
        attachmentId: Uuid,
        piece: Uint8Array<ArrayBuffer>,
        at: { offset: number; total: number; sealed: boolean },
        signal?: AbortSignal,
        /** What the file is called here; in a header, because addresses end up in logs. */
        name?: string,
      ) =>
        call<UploadState>('PUT', `/api/attachments/${id(attachmentId)}`, {
          query: at,
          bytes: piece,
          signal,
          headers: name ? { 'yanzhen-file-name': encodeURIComponent(name) } : undefined,
        }),
    },
  }
}

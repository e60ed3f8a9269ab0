// The server's records under their own names, as the generated schema has them.
import type { components } from './schema'

type Schemas = components['schemas']

export type Uuid = string
/** ISO-8601 instant in UTC, for example 2026-11-21T09:00:00Z. */
export type Instant = string

export type ProblemView = Schemas['ProblemView']
export type ProblemCode = Schemas['ProblemCode']
/** From the server complete, in the reader's language; from a gateway or from here only what is known. */
export type Problem = Pick<ProblemView, 'status' | 'code'> & Partial<ProblemView>

export type About = Schemas['About']
export type DemoAccount = Schemas['DemoAccount']
export type SignIn = Schemas['SignIn']
export type SealingKey = Schemas['SealingKey']
export type SessionView = Schemas['SessionView']
export type Role = SessionView['roles'][number]

export type Command = Schemas['Command']
export type CommandType = Command['type']
export type CommandBodies = { [One in Command as One['type']]: One['body'] }
/** One member for each type, so that a body under another command's type does not compile. */
export type Envelope<T extends CommandType = CommandType> = T extends CommandType
  ? Omit<Schemas['Envelope'], 'type' | 'body'> & { type: T; body: CommandBodies[T] }
  : never
export type OnBehalf = Schemas['OnBehalf']
export type SealedEntry = Schemas['SealedEntry']
export type Outcome = Schemas['OutcomeView']
export type Outcomes = Schemas['Outcomes']
export type OrderPlaceBody = Schemas['OrderPlaceBody']
export type OrderDraftBody = Schemas['OrderDraftBody']
export type ClosingChannel = Schemas['OrderSolveBody']['channel']
export type DeclineReason = Schemas['OrderDeclineBody']['reason']
export type ContestReason = Schemas['DispatchContestBody']['reason']
export type RaiseReason = Schemas['OrderRaiseBody']['reason']

export type OrderCard = Schemas['OrderCard']
export type OrderState = OrderCard['state']
export type OrderSource = OrderCard['source']
export type Urgency = OrderCard['urgency']
export type OrderDetail = Schemas['OrderDetail']
export type OrderPage = Schemas['OrderPage']
export type OrderCounts = Schemas['Counts']
export type Clock = Schemas['Clock']
export type ClockName = Clock['name']
export type PersonRef = Schemas['PersonRef']
export type FieldValue = Schemas['FieldValue']
export type AnswerChange = Schemas['AnswerChange']
export type OrderPart = Schemas['OrderPart']
export type Questions = Schemas['Questions']
export type ThreadEntry = Schemas['ThreadEntry']
export type AttachmentRef = Schemas['AttachmentRef']
export type UploadState = Schemas['UploadState']
export type MessageView = Schemas['MessageView']
export type MessageState = MessageView['state']
export type OutboxPage = Schemas['OutboxPage']
export type OutboxCounts = Schemas['OutboxCounts']
export type Night = Schemas['Night']
export type Inbox = Schemas['Inbox']
export type InboxItem = Schemas['InboxItem']
export type WishView = Schemas['WishView']
export type How = NonNullable<WishView['how']>
export type StatementPage = Schemas['StatementPage']
/** What somebody says about being told, whoever takes it down. */
export type WishSaid = Schemas['NoticePreferMineBody']
export type Calls = Schemas['Calls']
export type Call = Schemas['Call']

export type Telephone = Schemas['Telephone']
export type CallView = Schemas['CallView']
export type CallBackView = Schemas['CallBackView']
export type OrderOnFile = Schemas['OrderOnFile']
export type BadGradePage = Schemas['BadGradePage']
export type BadGradeView = Schemas['BadGradeView']
export type CallBackPage = Schemas['CallBackPage']
export type HallSite = Schemas['HallSite']
export type WindowHall = Schemas['WindowHall']
export type TicketView = Schemas['TicketView']
export type OrderFolder = Schemas['OrderFolder']
export type FolderAuthority = Schemas['FolderAuthority']
export type FolderPaper = Schemas['FolderPaper']
export type SlipFound = Schemas['SlipFound']
export type FolderOnTheWay = Schemas['FolderOnTheWay']
export type FoldersOnTheWay = Schemas['FoldersOnTheWay']
export type HandedOut = Schemas['HandedOut']

export type Term = Schemas['Term']
export type Candidate = Schemas['Candidate']
export type RefusedCandidate = Schemas['RefusedCandidate']
export type Candidates = Schemas['Candidates']
export type DecisionView = Schemas['DecisionView']
export type DispatchMode = Candidates['modes'][number]
export type TeamChoice = Schemas['TeamChoice']
export type OnDuty = Schemas['OnDuty']
export type TeamOffer = Schemas['TeamOffer']
export type MemberChoice = Schemas['MemberChoice']
export type TeamReturnReason = Schemas['DispatchReturnFromTeamBody']['reason']
export type BulkPreview = Schemas['BulkPreview']
export type FairnessReport = Schemas['FairnessReport']
export type FairnessLine = Schemas['FairnessLine']
export type FairnessOrders = Schemas['FairnessOrders']
export type ProposalPage = Schemas['ProposalPage']
export type ProposalView = Schemas['ProposalView']
export type ProposalDetail = Schemas['ProposalDetail']
export type ProposalLine = Schemas['ProposalLine']
export type BoardEntry = Schemas['BoardEntry']
export type TakenOrder = Schemas['Taken']
export type FieldWork = Schemas['FieldWork']
export type WhyMe = Schemas['WhyMe']

export type Figures = Schemas['Figures']
export type FigureRow = Schemas['FigureRow']
export type MeasureView = Schemas['MeasureView']
export type Returns = Schemas['Returns']
export type ResultFigures = Schemas['Results']
export type Needs = Schemas['Needs']
export type ReturnRow = Schemas['ReturnRow']
export type Routed = Schemas['Routed']
export type RoutedRow = Schemas['RoutedRow']
export type NeedRow = Schemas['NeedRow']
export type CampaignCard = Schemas['CampaignCard']
export type CampaignPage = Schemas['CampaignPage']
export type OrdersPromise = Schemas['OrdersPromise']
export type PromiseOrderPage = Schemas['PromiseOrderPage']
export type PersonalFile = Schemas['PersonalFile']
export type CampaignRef = Schemas['CampaignRef']
export type FittingCampaigns = Schemas['FittingCampaigns']
export type TierView = Schemas['TierView']
export type Tier = TierView['level']
export type DossierCard = Schemas['DossierCard']
export type DossierDetail = Schemas['DossierDetail']
export type DossierPage = Schemas['DossierPage']
export type DossierStage = DossierCard['stage']
export type DossierCause = NonNullable<DossierDetail['cause']>
export type PilotOutcome = NonNullable<DossierDetail['pilotOutcome']>
export type OrdersDossier = Schemas['OrdersDossier']
export type PersonName = Schemas['PersonName']
export type TeamView = Schemas['TeamView']
export type TeamList = Schemas['TeamList']
export type Organisations = Schemas['Organisations']
export type Roster = Schemas['Roster']
export type ShiftView = Schemas['ShiftView']
export type Absences = Schemas['Absences']
export type NamedPeople = Schemas['NamedPeople']
export type OwnLeave = Schemas['OwnLeave']
export type SpokenLanguages = Schemas['Languages']
export type LanguageName = Schemas['LanguageName']
export type StaffPage = Schemas['StaffPage']
export type StaffRow = Schemas['StaffRow']
export type StaffMember = Schemas['StaffMember']
export type StaffPost = Schemas['StaffPost']
export type StaffSkill = Schemas['StaffSkill']
export type SkillNames = Schemas['SkillNames']
export type SkillName = Schemas['SkillName']
export type BodyPage = Schemas['BodyPage']
export type BodyRow = Schemas['BodyRow']
export type BodyKind = Schemas['PeopleRegisterOrganisationBody']['kind']
export type PostHeld = Schemas['PostHeld']
export type AccountPage = Schemas['AccountPage']
export type AccountView = Schemas['AccountView']
export type NewAccount = Schemas['NewAccount']
export type FirstPassword = Schemas['FirstPassword']
export type Granted = Schemas['Granted']
export type GrantView = Schemas['GrantView']
export type PersonSpeaks = Schemas['PersonSpeaks']
export type Weekday = Schemas['PeopleKeepDutyBody']['days'][number]

export type IntakeItem = Schemas['IntakeItem']
export type ConnectedSystem = Schemas['SystemView']
export type SystemPage = Schemas['SystemPage']
export type SystemToken = Schemas['SystemToken']
export type AlikeOrders = Schemas['AlikeOrders']
export type UsualTakers = Schemas['UsuallyTaken']
export type IntakeState = IntakeItem['state']
export type FileOfMessages = Schemas['FileOfMessages']
export type IntakePage = Schemas['IntakePage']
export type Beside = Schemas['Beside']
export type BesideTyped = Schemas['BesideTyped']
export type Suggestion = Schemas['Suggestion']
export type Suggested = Schemas['Suggested']
export type Alike = Schemas['Alike']
export type ProblemBehind = Schemas['ProblemBehind']
export type AlikeNearby = Schemas['AlikeNearby']
export type AlikeOrdersNearby = Schemas['AlikeOrdersNearby']
export type TakenDown = Schemas['TakenDown']
export type Passage = Schemas['Passage']
export type Precedent = Schemas['Precedent']
export type Topics = Schemas['Topics']
export type Topic = Schemas['Topic']
export type Answers = Schemas['Answers']

export type Kind = Schemas['Kind']
export type KindLine = Schemas['KindLine']
export type KindSheet = Schemas['KindSheet']
export type KindDraft = { kind: Kind } | { pack: string }
export type KindCheck = Schemas['Checked']
export type KindChange = Schemas['KindChange']
export type KindChoices = Schemas['KindChoices']
export type VersionPage = Schemas['VersionPage']
export type CardSheet = Schemas['CardSheet']
export type KindApplies = Schemas['KindApplies']
export type KindOutlook = Schemas['KindOutlook']
export type KindOutlooks = Schemas['KindOutlooks']
export type KindAnswers = Schemas['KindAnswers']
export type AnnouncementSheet = Schemas['AnnouncementSheet']
export type StaleCards = Schemas['StaleCards']
export type CommitmentList = Schemas['CommitmentList']
export type CommitmentCard = Schemas['CommitmentCard']
export type CommitmentSheet = Schemas['CommitmentSheet']
export type PromiseWords = Schemas['Promise']
export type DayView = Schemas['DayView']
export type PersonDay = Schemas['PersonDay']
export type VisitView = Schemas['VisitView']
export type BesideView = Schemas['BesideView']
export type Unplanned = Schemas['Unplanned']
export type DraftView = Schemas['DraftView']
export type DraftPerson = Schemas['DraftPerson']
export type DraftLine = Schemas['DraftLine']
export type MyDay = Schemas['MyDay']
export type TryView = Schemas['TryView']
export type WhoView = Schemas['WhoView']
export type WhoOption = Schemas['Option']
export type PlanChange = Schemas['ChangeView']
export type PlanChanges = Schemas['Changes']
export type KindView = Schemas['KindView']
export type KindField = Schemas['FieldView']
export type DivisionView = Schemas['DivisionView']

// What the schema has no name for: the values of one query parameter, and the data of one event of a stream.

export type FigureLines = 'division' | 'kind' | 'body' | 'team' | 'track' | 'tier'

export type OrderFilter =
  | 'all-open'
  | 'unassigned'
  | 'offered'
  | 'open'
  | 'working'
  | 'reported'
  | 'overdue'
  | 'raised'
  | 'contested'
  | 'draft'
  | 'suspended'
  | 'closed'

export interface OrderChange {
  id: Uuid
  version: number
  state: OrderState
  at: Instant
}

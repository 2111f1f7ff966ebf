/**
 * The bodies of the staff API under the names this app uses, taken from the generated description of the interface
 * (`npm run gen:api`). The server always writes every key; the generator cannot know that of nullable ones, so `Whole`
 * says it. Document keys belong to the form language (`src/builder/model/document.ts`).
 */
import type { components } from './schema.gen';

type Schemas = components['schemas'];
type Whole<T> = { [K in keyof T]-?: Exclude<T[K], undefined> };

export type Role = Schemas['Role'];
export type FormState = Schemas['FormState'];
export type SubmissionState = Schemas['SubmissionState'];
export type Channel = Schemas['Channel'];
export type NotificationMode = Schemas['NotificationMode'];
export type Retention = Schemas['Retention'];
export type MailKind = Schemas['MailKind'];
export type MailPreview = Whole<Schemas['MailPreviewResponse']>;

export type Department = Whole<Schemas['DepartmentResponse']>;
export type Staff = Whole<Schemas['StaffResponse']>;
export type Template = Whole<Schemas['TemplateResponse']>;
export type FormSummary = Whole<Schemas['FormSummaryResponse']>;
export type Origin = Whole<Schemas['Origin']>;

export type FormDetail = Whole<Omit<Schemas['FormDetailResponse'], 'publication' | 'origin'>> & {
  publication: Publication | null;
  origin: Origin | null;
};
/** A document is the form language's business (`src/builder/model/document.ts`). */
export type NewForm = Omit<Schemas['CreateFormRequest'], 'document'> & { document?: unknown };
export type FormImage = Schemas['ImageResponse'];
export type Access = FormDetail['access'];
export type FormPatch = Schemas['ChangeFormRequest'];
export type NewAccount = Schemas['AddAccountRequest'];
export type AccountPatch = Schemas['ChangeAccountRequest'];
export type DepartmentPatch = Schemas['ChangeDepartmentRequest'];
export type Publication = Whole<Omit<Schemas['PublicationResponse'], 'changes'>> & {
  changes: { setting: string; from: unknown; to: unknown }[];
};
export type PublicationRequest = Schemas['PublicationRequest'];
export type PublishRequest = Schemas['PublishRequest'];
export type Readiness = Schemas['ReadinessResponse'];
export type ReadinessTask = Schemas['Task'];
export type OrganizationRules = Schemas['OrganizationRulesResponse'];
export type Review = Schemas['ReviewRequest'];

export interface Session extends Whole<Omit<Schemas['SessionResponse'], 'staff' | 'departments'>> {
  staff: Staff;
  departments: Department[];
}

export type Severity = 'error' | 'warning' | 'hint';

export interface Problem {
  severity: Severity;
  code: string;
  at: string;
  params: Record<string, unknown>;
  suggestion?: string | null;
}

export interface SavedDraft extends Whole<Omit<Schemas['DraftResponse'], 'document' | 'problems'>> {
  problems: Problem[];
}

export interface Draft extends SavedDraft {
  document: unknown;
}

/** A function of expressions, with examples whose results the server calculated. */
export interface ExpressionFunction {
  name: string;
  /** A call to begin with; `…` stands for what is to be written there. */
  call: string;
  examples: { expression: string; answers: Record<string, unknown>; result: unknown }[];
}

/** What a document decides about sample answers; nothing while it has errors. */
export interface Evaluated extends Whole<Omit<Schemas['EvaluateResponse'], 'evaluation' | 'problems'>> {
  evaluation: Decided | null;
  problems: Problem[];
}

export interface Decided extends Whole<Omit<Schemas['DecidedResponse'], 'answers' | 'violations' | 'pages'>> {
  answers: Record<string, unknown>;
  pages: Whole<Schemas['PageStateResponse']>[];
  violations: Violation[];
}

export type FormText = Whole<Schemas['TextResponse']>;

export type ImportRequest = Schemas['ImportRequest'];
export type ImportQuestion = Whole<Schemas['Question']>;

/** What became of something on its way into a form. */
export interface ImportNote {
  at: string;
  code: string;
  params: Record<string, unknown>;
}

/** How a question of a pasted list was read. */
export interface Guess {
  line: number;
  name: string;
  includes: string[];
  is_sure: boolean;
}

export interface Import extends Whole<
  Omit<Schemas['ImportResponse'], 'document' | 'origin' | 'questions' | 'guesses' | 'report' | 'problems'>
> {
  document: unknown;
  origin: Origin;
  questions: ImportQuestion[];
  guesses: Guess[];
  report: ImportNote[];
  problems: Problem[];
}

export type FormVersion = Whole<Schemas['VersionResponse']>;

export interface VersionDocument extends Whole<Omit<Schemas['VersionDocumentResponse'], 'document'>> {
  document: Record<string, unknown>;
}

/** One change between two texts of a form; `before` and `after` are texts, values or predicates, as `code` says. */
export interface FormChange extends Whole<Omit<Schemas['ChangeResponse'], 'before' | 'after'>> {
  before: unknown;
  after: unknown;
}

/** Somebody else who has the draft open. */
export type DraftEditor = Whole<Schemas['DraftEditorResponse']>;
export interface FormChanges extends Whole<Omit<Schemas['ChangesResponse'], 'changes'>> {
  changes: FormChange[] | null;
}

export type Way = Whole<Schemas['WayResponse']>;

export interface Ways extends Whole<Omit<Schemas['PathsResponse'], 'ways' | 'dead_ends'>> {
  ways: Way[];
  dead_ends: Whole<Schemas['DeadEndResponse']>[];
}

export type SubmissionSummary = Whole<Schemas['SubmissionSummaryResponse']>;
export type TestVersion = Schemas['TestVersionResponse'];
export interface SubmissionPage extends Whole<Omit<Schemas['SubmissionsResponse'], 'submissions'>> {
  submissions: SubmissionSummary[];
}
export type Appointment = Schemas['AppointmentResponse'];
export type SubmissionDetail = Whole<Omit<Schemas['SubmissionDetailResponse'], 'appointment'>> & {
  appointment: Appointment | null;
};
export type Delivery = Whole<Omit<Schemas['DeliveryResponse'], 'reason'>> & { reason: OutboxReason | null };
export interface Webhook extends Whole<Omit<Schemas['WebhookResponse'], 'deliveries'>> {
  deliveries: Delivery[];
}
export type OutboxReason = Schemas['JobReason'];
export interface StuckJob extends Whole<Omit<Schemas['StuckJobResponse'], 'reason' | 'submission'>> {
  reason: OutboxReason | null;
  submission: Whole<Schemas['StuckCase']> | null;
}
export interface Outbox extends Whole<Omit<Schemas['OutboxResponse'], 'jobs' | 'reasons'>> {
  jobs: StuckJob[];
  reasons: { reason: OutboxReason | null; count: number; is_more: boolean }[];
}
export type OutboxCount = Schemas['OutboxCountResponse'];
export type TimelineEntry = Schemas['TimelineStep'];

export type CalendarSummary = Schemas['CalendarSummaryResponse'];
/** A calendar with its places, rules and terms. */
export type Calendar = Whole<Omit<Schemas['CalendarResponse'], 'rules'>> & { rules: CalendarRules };
export type CalendarPlace = Schemas['PlaceResponse'];
export type CalendarBlock = Whole<Schemas['Block']>;
export type CalendarException = Whole<Schemas['Exception']>;
export interface CalendarRules extends Omit<Schemas['Rules'], 'blocks' | 'exceptions'> {
  blocks: CalendarBlock[];
  exceptions: CalendarException[];
}
export type CalendarChange = Schemas['CalendarRequest'];
export type NewCalendar = Schemas['CreateCalendarRequest'];
/** What applying the rules does, in numbers. */
export type RuleChanges = Whole<Schemas['RuleChangesResponse']>;
export type Slot = Schemas['SlotResponse'];
export type SlotChange = Schemas['ChangeSlotRequest'];
export type FreeSlot = Schemas['FreeSlotResponse'];
export type DayCase = Schemas['DayCaseResponse'];
export type DayEntry = Omit<Schemas['DayEntryResponse'], 'case'> & { case: DayCase | null };
export type CloseDay = Schemas['CloseDayRequest'];
export type DayList = Omit<Schemas['DayListResponse'], 'entries'> & { entries: DayEntry[] };

export interface Violation {
  at: string;
  code: string;
  params: Record<string, unknown>;
}

/** The body of every error (RFC 9457). A conflict also names the other editor. */
export interface ProblemBody {
  title?: string;
  status?: number;
  code: string;
  detail?: string;
  violations?: Violation[];
  problems?: Problem[];
  request_id?: string;
  revision?: number;
  edited_by?: string | null;
  edited_at?: string | null;
  /** Which settings another person must approve. */
  settings?: string[];
  /** Why a picture was not taken, and what the file is instead. */
  reason?: string;
  found?: string | null;
  /** Where a text could not be read. */
  line?: number;
  /** How many people are in a slot already. */
  taken?: number;
  taken_online?: number;
  /** How many of its places are kept for people who are still filling in. */
  held?: number;
  /** What uses a calendar. */
  forms?: number;
  bookings?: number;
}

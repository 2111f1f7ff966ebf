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

export type Department = Whole<Schemas['DepartmentResponse']>;
export type Staff = Whole<Schemas['StaffResponse']>;
export type Template = Whole<Schemas['TemplateResponse']>;
export type FormSummary = Whole<Schemas['FormSummaryResponse']>;
export type FormDetail = Whole<Schemas['FormDetailResponse']>;
export type NewForm = Schemas['CreateFormRequest'];
export type FormPatch = Schemas['ChangeFormRequest'];
export type NewAccount = Schemas['AddAccountRequest'];
export type AccountPatch = Schemas['ChangeAccountRequest'];
export type DepartmentPatch = Schemas['ChangeDepartmentRequest'];
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

export type FormVersion = Whole<Schemas['VersionResponse']>;

export interface VersionDocument extends Whole<Omit<Schemas['VersionDocumentResponse'], 'document'>> {
  document: Record<string, unknown>;
}

/** One change between two texts of a form; `before` and `after` are texts, values or predicates, as `code` says. */
export interface FormChange extends Whole<Omit<Schemas['ChangeResponse'], 'before' | 'after'>> {
  before: unknown;
  after: unknown;
}

export interface FormChanges extends Whole<Omit<Schemas['ChangesResponse'], 'changes'>> {
  changes: FormChange[] | null;
}

export type Way = Whole<Schemas['WayResponse']>;

export interface Ways extends Whole<Omit<Schemas['PathsResponse'], 'ways' | 'dead_ends'>> {
  ways: Way[];
  dead_ends: Whole<Schemas['DeadEndResponse']>[];
}

export type SubmissionSummary = Whole<Schemas['SubmissionSummaryResponse']>;
export type SubmissionPage = Whole<Schemas['SubmissionsResponse']>;
export type SubmissionDetail = Whole<Schemas['SubmissionDetailResponse']>;
export type TimelineEntry = Schemas['TimelineStep'];

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
}

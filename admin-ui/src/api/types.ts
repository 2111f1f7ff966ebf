/**
 * The bodies of the staff API as this app reads them. Written after the HTTP contract; nothing outside `src/api`
 * knows how they travel. Document keys belong to the form language (`src/builder/model/document.ts`).
 */
export type Role = 'admin' | 'editor' | 'clerk' | 'viewer';
export type FormState = 'draft' | 'open' | 'closed';
export type SubmissionState = 'received' | 'in_progress' | 'completed' | 'withdrawn';

export interface Department {
  id: string;
  name: string;
  notification_email: string | null;
  is_disabled: boolean;
}

export interface Staff {
  id: string;
  email: string;
  name: string;
  role: Role;
  department_ids: string[];
  is_disabled: boolean;
  last_sign_in_at: string | null;
  created_at: string;
}

export interface Session {
  staff: Staff;
  organization: { name: string; base_url: string };
  departments: Department[];
  now: string;
}

export interface Template {
  id: string;
  title: string;
  description: string | null;
  category: string | null;
  gallery: string | null;
  field_count: number;
  page_count: number;
}

export interface FormSummary {
  id: string;
  slug: string;
  title: string;
  state: FormState;
  version: number | null;
  has_unpublished_changes: boolean;
  department: { id: string; name: string };
  submission_count: number;
  updated_at: string;
}

export interface FormDetail extends FormSummary {
  public_url: string;
  notification_emails: string[];
  published_at: string | null;
  draft_revision: number;
  can: { edit: boolean; publish: boolean; export: boolean; handle: boolean };
}

export type Severity = 'error' | 'warning' | 'hint';

export interface Problem {
  severity: Severity;
  code: string;
  at: string;
  params: Record<string, unknown>;
  suggestion?: string | null;
}

export interface Draft<Document = unknown> {
  revision: number;
  document: Document;
  problems: Problem[];
  saved_at: string;
  saved_by: string | null;
}

export type SavedDraft = Omit<Draft, 'document'>;

export interface SubmissionSummary {
  id: string;
  receipt_number: string;
  state: SubmissionState;
  received_at: string;
  updated_at: string;
  version: number;
  file_count: number;
}

export interface SubmissionPage {
  submissions: SubmissionSummary[];
  next_cursor: string | null;
  counts: Record<SubmissionState, number>;
}

export interface AnswerRow {
  name: string;
  label: string;
  kind: string;
  lines: string[];
}

export interface SubmissionFile {
  id: string;
  field: string;
  name: string;
  media_type: string;
  size: number;
  has_thumbnail: boolean;
}

export interface TimelineEntry {
  at: string;
  kind: 'received' | 'state_changed' | 'note' | 'mail_sent' | 'mail_failed' | 'exported';
  from?: SubmissionState | null;
  to?: SubmissionState | null;
  note?: string | null;
  by: { name: string } | null;
}

export interface SubmissionDetail extends SubmissionSummary {
  form: { id: string; title: string; slug: string };
  pages: { title: string; rows: AnswerRow[] }[];
  files: SubmissionFile[];
  timeline: TimelineEntry[];
  next_states: SubmissionState[];
  can: { handle: boolean; export: boolean };
}

export interface Violation {
  at: string;
  code: string;
  params: Record<string, unknown>;
}

/** The body of every error (RFC 9457). */
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

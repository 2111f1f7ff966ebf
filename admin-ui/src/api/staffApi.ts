/** Every call of the staff API, one short function each. Screens use these through `queries.ts`. */
import { API, request } from './http';
import type {
  AccountPatch,
  Appointment,
  Calendar,
  CalendarChange,
  CalendarSummary,
  Channel,
  CloseDay,
  DayEntry,
  DayList,
  Delivery,
  Department,
  DepartmentPatch,
  Draft,
  Evaluated,
  ExpressionFunction,
  DraftEditor,
  FormChange,
  FormChanges,
  FormDetail,
  FormImage,
  FormPatch,
  FormSummary,
  FormText,
  FormVersion,
  FreeSlot,
  Import,
  ImportRequest,
  MailKind,
  MailPreview,
  NewAccount,
  NewCalendar,
  NewForm,
  OrganizationRules,
  Outbox,
  OutboxCount,
  OutboxReason,
  Publication,
  PublicationRequest,
  PublishRequest,
  Readiness,
  Review,
  RuleChanges,
  SavedDraft,
  Session,
  Slot,
  SlotChange,
  Staff,
  SubmissionDetail,
  SubmissionPage,
  SubmissionState,
  Template,
  TestVersion,
  VersionDocument,
  Ways,
  Webhook,
} from './types';
import { writtenDown } from './written';

const id = encodeURIComponent;

export const session = {
  current: () => request<Session>('GET', '/session'),
  signIn: (email: string, password: string) =>
    request<Session>('POST', '/session', { body: { email, password } }),
  signOut: () => request<void>('DELETE', '/session'),
  changePassword: (current_password: string, new_password: string) =>
    request<void>('PUT', '/password', { body: { current_password, new_password } }),
};

export const forms = {
  templates: () => request<{ templates: Template[] }>('GET', '/templates').then((body) => body.templates),
  list: () => request<{ forms: FormSummary[] }>('GET', '/forms').then((body) => body.forms),
  archived: () => request<{ forms: FormSummary[] }>('GET', '/forms?archived=true').then((body) => body.forms),
  /** Understands a file, a schema or a list of questions; nothing is stored. */
  readImport: (brought: ImportRequest) => request<Import>('POST', '/forms/import', { body: brought }),
  create: (form: NewForm) => request<FormDetail>('POST', '/forms', { body: form }),
  get: (form: string) => request<FormDetail>('GET', `/forms/${id(form)}`),
  edit: (form: string, patch: FormPatch) =>
    request<FormDetail>('PATCH', `/forms/${id(form)}`, { body: patch }),
  /** A new secret link; the one before stops working. */
  replaceLink: (form: string) => request<FormDetail>('POST', `/forms/${id(form)}/access-link`),
  draft: (form: string) => request<Draft>('GET', `/forms/${id(form)}/draft`),
  saveDraft: (form: string, revision: number, document: object) =>
    request<SavedDraft>('PUT', `/forms/${id(form)}/draft`, {
      written: writtenDown(document),
      headers: { 'If-Match': `"${revision}"` },
    }),
  /** What the document decides about the answers; nothing is kept. */
  evaluate: (form: string, document: unknown, answers: unknown) =>
    request<Evaluated>('POST', `/forms/${id(form)}/evaluate`, { body: { document, answers } }),
  /** The texts of the document that can be said in another language. */
  texts: (form: string, document: unknown) =>
    request<{ texts: FormText[] }>('POST', `/forms/${id(form)}/texts`, { body: { document } }).then(
      (body) => body.texts,
    ),
  /** Keeps a picture beside the form; a block of the document shows it. */
  addImage: (form: string, file: Blob) => request<FormImage>('POST', `/forms/${id(form)}/images`, { file }),
  /** A formatted text as residents will see it: HTML of paragraphs, lists, bold words and links. */
  prose: (text: string) =>
    request<{ html: string }>('POST', '/prose', { body: { text } }).then((body) => body.html),
  functions: () =>
    request<{ functions: ExpressionFunction[] }>('GET', '/functions').then((body) => body.functions),
  publish: (form: string, body: PublishRequest) =>
    request<FormDetail>('POST', `/forms/${id(form)}/publish`, { body }),
  readiness: (form: string) => request<Readiness>('GET', `/forms/${id(form)}/readiness`),
  archive: (form: string) => request<FormDetail>('POST', `/forms/${id(form)}/archive`),
  unarchive: (form: string) => request<FormDetail>('POST', `/forms/${id(form)}/unarchive`),
  /** A mail of the draft as last saved, with sample answers. */
  mailPreview: (form: string, mail: MailKind, language: string) =>
    request<MailPreview>('POST', `/forms/${id(form)}/mail-preview`, { body: { mail, language } }),
  /** Freezes the draft so that it can be tried out; the same revision again is the same test version. */
  freeze: (form: string, revision: number) =>
    request<TestVersion>('POST', `/forms/${id(form)}/test-versions`, { body: { revision } }),
  eraseTests: (form: string) =>
    request<{ erased: number }>('DELETE', `/forms/${id(form)}/test-submissions`).then((body) => body.erased),
  versions: (form: string) =>
    request<{ versions: FormVersion[] }>('GET', `/forms/${id(form)}/versions`).then((body) => body.versions),
  version: (form: string, number: number) =>
    request<VersionDocument>('GET', `/forms/${id(form)}/versions/${number}`),
  withdrawVersion: (form: string, number: number, reason: string) =>
    request<{ versions: FormVersion[] }>('POST', `/forms/${id(form)}/versions/${number}/withdraw`, {
      body: { reason },
    }).then((body) => body.versions),
  /** `from` and `to` are `live`, `draft`, or the number of a version. */
  changes: (form: string, from: string, to: string) =>
    request<FormChanges>('GET', `/forms/${id(form)}/changes?${new URLSearchParams({ from, to })}`),
  /** What differs between two documents that need not be stored. */
  compare: (form: string, from: unknown, to: unknown) =>
    request<{ changes: FormChange[] | null }>('POST', `/forms/${id(form)}/changes`, {
      body: { from, to },
    }).then((body) => body.changes),
  /** Says that the draft is open here; gives the others who have it open. */
  editing: (form: string) =>
    request<{ editors: DraftEditor[] }>('POST', `/forms/${id(form)}/editors`).then((body) => body.editors),
  stopEditing: (form: string) => request<void>('DELETE', `/forms/${id(form)}/editors`, { isLast: true }),
  /** The ways through a text of the form; as of today where no day is given. */
  ways: (form: string, version: string, today = '') => {
    const query = new URLSearchParams({ version });
    if (today) query.set('today', today);
    return request<Ways>('GET', `/forms/${id(form)}/paths?${query}`);
  },
  open: (form: string) => request<FormDetail>('POST', `/forms/${id(form)}/open`),
  close: (form: string) => request<FormDetail>('POST', `/forms/${id(form)}/close`),
};

export const publications = {
  list: () =>
    request<{ publications: Publication[] }>('GET', '/publications').then((body) => body.publications),
  request: (form: string, body: PublicationRequest) =>
    request<FormDetail>('POST', `/forms/${id(form)}/publications`, { body }),
  /** `hash` is what was looked at. No form comes back when it went to another department. */
  approve: (publication: string, hash: string) =>
    request<FormDetail | undefined>('POST', `/publications/${id(publication)}/approve`, { body: { hash } }),
  refuse: (publication: string, reason: string) =>
    request<FormDetail>('POST', `/publications/${id(publication)}/refuse`, { body: { reason } }),
  withdraw: (publication: string) => request<FormDetail>('POST', `/publications/${id(publication)}/withdraw`),
};

export const organization = {
  get: () => request<OrganizationRules>('GET', '/organization'),
  edit: (body: { has_four_eyes: boolean }) => request<OrganizationRules>('PATCH', '/organization', { body }),
};

/** Which submissions a list shows; all where nothing is said. */
export interface Only {
  state?: SubmissionState | undefined;
  channel?: Channel | undefined;
  /** The tests, which are not among the others. */
  test?: true | undefined;
}

export const submissions = {
  list: (form: string, only: Only, cursor: string | null) => {
    const query = new URLSearchParams({ limit: '50' });
    if (only.state) query.set('state', only.state);
    if (only.channel) query.set('channel', only.channel);
    if (only.test) query.set('test', 'true');
    if (cursor) query.set('cursor', cursor);
    return request<SubmissionPage>('GET', `/forms/${id(form)}/submissions?${query}`);
  },
  get: (submission: string) => request<SubmissionDetail>('GET', `/submissions/${id(submission)}`),
  /** `from` is the state the person was looking at: a colleague's change in between is a conflict, not overwritten. */
  review: (submission: string, review: Review) =>
    request<SubmissionDetail>('POST', `/submissions/${id(submission)}/state`, { body: review }),
  /** The mails to the applicant that were given up. */
  resend: (submission: string) => request<SubmissionDetail>('POST', `/submissions/${id(submission)}/resend`),
  /** Only a test can be erased. */
  erase: (submission: string) => request<void>('DELETE', `/submissions/${id(submission)}`),
  /** Moves the appointment of a case to this slot, or books it when there is none. */
  book: (submission: string, slot_id: string, note: string) =>
    request<Appointment>('PUT', `/submissions/${id(submission)}/booking`, { body: { slot_id, note } }),
  cancelBooking: (submission: string, note: string) =>
    request<void>('POST', `/submissions/${id(submission)}/booking/cancel`, { body: { note } }),
};

/** Days of a calendar, both included, as `2026-12-01`. */
export interface Days {
  from: string;
  until: string;
}

const matching = (revision: number | string) => ({ 'If-Match': `"${revision}"` });

export const calendars = {
  list: () => request<{ calendars: CalendarSummary[] }>('GET', '/calendars').then((body) => body.calendars),
  archived: () =>
    request<{ calendars: CalendarSummary[] }>('GET', '/calendars?archived=true').then(
      (body) => body.calendars,
    ),
  archive: (calendar: string) => request<Calendar>('POST', `/calendars/${id(calendar)}/archive`),
  unarchive: (calendar: string) => request<Calendar>('POST', `/calendars/${id(calendar)}/unarchive`),
  create: (calendar: NewCalendar) => request<Calendar>('POST', '/calendars', { body: calendar }),
  get: (calendar: string) => request<Calendar>('GET', `/calendars/${id(calendar)}`),
  /** Terms, places and rules; no slot changes by it. */
  change: (calendar: string, revision: number, body: CalendarChange) =>
    request<Calendar>('PUT', `/calendars/${id(calendar)}`, { body, headers: matching(revision) }),
  /** What applying the stored rules would do now; nothing is written. */
  changes: (calendar: string) => request<RuleChanges>('GET', `/calendars/${id(calendar)}/changes`),
  apply: (calendar: string, revision: number) =>
    request<RuleChanges>('POST', `/calendars/${id(calendar)}/apply`, { headers: matching(revision) }),
  slots: (calendar: string, { from, until }: Days, place?: string) => {
    const query = new URLSearchParams({ from, until });
    if (place !== undefined) query.set('place_id', place);
    return request<{ slots: Slot[] }>('GET', `/calendars/${id(calendar)}/slots?${query}`).then(
      (body) => body.slots,
    );
  },
  /** Over the slot as it was looked at. */
  changeSlot: (calendar: string, slot: Pick<Slot, 'id' | 'version'>, change: SlotChange) =>
    request<Slot>('PATCH', `/calendars/${id(calendar)}/slots/${id(slot.id)}`, {
      body: change,
      headers: matching(slot.version),
    }),
  /** What is free for so many people, with what is kept for telephone and counter. */
  free: (calendar: string, { from, until }: Days, persons: number) => {
    const query = new URLSearchParams({ from, until, persons: String(persons) });
    return request<{ slots: FreeSlot[] }>('GET', `/calendars/${id(calendar)}/free?${query}`).then(
      (body) => body.slots,
    );
  },
  day: (calendar: string, day: string, place: string) =>
    request<DayList>('GET', `/calendars/${id(calendar)}/days/${day}?place_id=${id(place)}`),
  /** For the audit log: the list leaves the screen on paper. */
  dayPrinted: (calendar: string, day: string, place_id: string, count: number) =>
    request<void>('POST', `/calendars/${id(calendar)}/days/${day}/printed`, { body: { place_id, count } }),
  /** Over the day as it was looked at; `message` stands in the mails. */
  closeDay: (calendar: string, day: string, version: string, body: CloseDay) =>
    request<{ cancelled: DayEntry[] }>('POST', `/calendars/${id(calendar)}/days/${day}/close`, {
      body,
      headers: matching(version),
    }).then((closed) => closed.cancelled),
  reopenDay: (calendar: string, day: string, place_id: string) =>
    request<void>('POST', `/calendars/${id(calendar)}/days/${day}/reopen`, { body: { place_id } }),
};

export const webhooks = {
  get: (form: string) => request<Webhook>('GET', `/forms/${id(form)}/webhook`),
  newSecret: (form: string) => request<{ secret: string }>('POST', `/forms/${id(form)}/webhook/secret`),
  retireSecret: (form: string) => request<void>('DELETE', `/forms/${id(form)}/webhook/old-secret`),
  test: (form: string) => request<Delivery>('POST', `/forms/${id(form)}/webhook/test`),
  resend: (form: string, delivery: string) =>
    request<void>('POST', `/forms/${id(form)}/webhook/deliveries/${id(delivery)}/resend`),
};

export const outbox = {
  list: () => request<Outbox>('GET', '/outbox'),
  count: () => request<OutboxCount>('GET', '/outbox/count'),
  resend: (job: string) => request<void>('POST', `/outbox/${id(job)}/resend`),
  resendAll: (reason: OutboxReason) =>
    request<{ resent: number }>('POST', '/outbox/resend', { body: { reason } }),
};

export const departments = {
  list: () => request<{ departments: Department[] }>('GET', '/departments').then((body) => body.departments),
  add: (name: string, notification_email: string | null) =>
    request<Department>('POST', '/departments', {
      body: notification_email ? { name, notification_email } : { name },
    }),
  edit: (department: string, patch: DepartmentPatch) =>
    request<Department>('PATCH', `/departments/${id(department)}`, { body: patch }),
};

export const accounts = {
  list: () => request<{ accounts: Staff[] }>('GET', '/accounts').then((body) => body.accounts),
  add: (account: NewAccount) =>
    request<{ account: Staff; password: string }>('POST', '/accounts', { body: account }),
  edit: (account: string, patch: AccountPatch) =>
    request<Staff>('PATCH', `/accounts/${id(account)}`, { body: patch }),
  resetPassword: (account: string) =>
    request<{ password: string }>('POST', `/accounts/${id(account)}/password`),
};

/** Addresses that the browser itself opens (downloads, images, the preview). */
export const url = {
  qr: (form: string, format: 'svg' | 'png') => `${API}/forms/${id(form)}/qr.${format}`,
  /** The resident page of a template. */
  templatePreview: (template: string) => `${API}/templates/${id(template)}/preview`,
  /** The form as one file: what residents get, or the draft. */
  formFile: (form: string, of: 'live' | 'draft') => `${API}/forms/${id(form)}/file?of=${of}`,
  /** The A4 page to be pinned up. */
  poster: (form: string, language: string) => `${API}/forms/${id(form)}/poster.pdf?lang=${id(language)}`,
  /** Where staff key in an application that came this way. */
  counter: (form: string, channel: Exclude<Channel, 'online'>) =>
    `${API}/forms/${id(form)}/counter?channel=${channel}`,
  exported: (form: string, format: 'csv' | 'xlsx' | 'json') =>
    `${API}/forms/${id(form)}/export?format=${format}`,
  /** Who comes on a day to a place, for spreadsheets. */
  dayList: (calendar: string, day: string, place: string) =>
    `${API}/calendars/${id(calendar)}/days/${day}/list.csv?place_id=${id(place)}`,
  receipt: (submission: string) => `${API}/submissions/${id(submission)}/receipt.pdf`,
  zip: (submission: string) => `${API}/submissions/${id(submission)}/files.zip`,
  file: (submission: string, file: string) => `${API}/submissions/${id(submission)}/files/${id(file)}`,
  thumbnail: (submission: string, file: string) =>
    `${API}/submissions/${id(submission)}/files/${id(file)}/thumbnail`,
};

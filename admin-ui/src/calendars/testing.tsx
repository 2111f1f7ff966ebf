/** A fake server for the tests of these screens: answers by method and path, and what it was sent. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { vi } from 'vitest';
import type { Calendar, DayEntry, Session, Slot } from '../api/types';
import { SessionContext } from '../shell/sessionContext';

export const calendar: Calendar = {
  id: 'cal_1',
  key: 'sodan',
  title: '税の相談',
  department_id: 'dept_1',
  revision: 3,
  places: [
    { id: 'plc_1', title: '中央公民館', note: '' },
    { id: 'plc_2', title: '北支所', note: '駐車場はありません。' },
  ],
  rules: {
    blocks: [
      {
        places: [],
        weekdays: [1, 2, 3, 4, 5],
        from: '2026-12-01',
        until: '2026-12-25',
        begins: '09:00',
        ends: '12:00',
        minutes: 30,
        capacity: 4,
        reserved: 1,
      },
    ],
    exceptions: [],
    is_closed_on_holidays: true,
  },
  opens_at: null,
  earliest_days: 0,
  latest_minutes: 60,
  cutoff_minutes: 1440,
  max_persons: 1,
  one_per_field: null,
  hold_minutes: 0,
  reminder_days: 0,
  updated_at: '2026-11-01T00:00:00Z',
  is_archived: false,
  can_edit: true,
};

/** A slot of half an hour at the first place; `time` is Japan's. */
export function slotAt(id: string, day: string, time: string, patch: Partial<Slot> = {}): Slot {
  const starts = Date.parse(`${day}T${time}:00+09:00`);
  return {
    id,
    place_id: 'plc_1',
    day,
    starts_at: new Date(starts).toISOString(),
    ends_at: new Date(starts + 30 * 60_000).toISOString(),
    capacity: 4,
    reserved: 0,
    taken: 0,
    taken_online: 0,
    held: 0,
    is_closed: false,
    is_edited: false,
    version: `${id}-1`,
    ...patch,
  };
}

export const entry: DayEntry = {
  slot_id: 'slt_1',
  starts_at: '2026-12-01T00:00:00Z',
  ends_at: '2026-12-01T00:30:00Z',
  persons: 2,
  case: {
    submission_id: 'sub_1',
    receipt_number: 'AB-7K3M-PX4R-D',
    state: 'received',
    channel: 'phone',
    people: [{ label: '氏名', text: '見本 花子' }],
    has_mail: true,
  },
};

/** Of another department. */
export const elsewhere: DayEntry = { ...entry, persons: 3, case: null };

const session = {
  staff: { id: 'stf_1', name: '見本 係員', role: 'editor', department_ids: ['dept_1'] },
  departments: [{ id: 'dept_1', name: '税務課', is_disabled: false, notification_email: null }],
  organization: { name: '見本市' },
} as unknown as Session;

export interface Sent {
  method: string;
  path: string;
  body: unknown;
  match: string | null;
}

/** What the server answers: a body, or a refusal. The last part of the path is enough. */
export type Answers = Record<string, unknown | ((sent: Sent) => unknown)>;

export class Refusal {
  constructor(
    readonly status: number,
    readonly body: Record<string, unknown>,
  ) {}
}

/** Answers by `METHOD /path` below the staff API; the query of an address is left out. */
export function serve(answers: Answers): Sent[] {
  const sent: Sent[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (address: string, init: RequestInit) => {
      const path = address.replace('/api/v1/staff', '');
      const headers = (init.headers ?? {}) as Record<string, string>;
      const one: Sent = {
        method: init.method ?? 'GET',
        path,
        body: init.body === undefined ? null : JSON.parse(String(init.body)),
        match: headers['If-Match'] ?? null,
      };
      sent.push(one);
      const answer = answers[`${one.method} ${path.split('?')[0]}`];
      const value: unknown = typeof answer === 'function' ? answer(one) : answer;
      if (value instanceof Refusal) return new Response(JSON.stringify(value.body), { status: value.status });
      if (value === undefined) return new Response(JSON.stringify({ code: 'not-found' }), { status: 404 });
      return value === null ? new Response(null, { status: 204 }) : new Response(JSON.stringify(value));
    }),
  );
  return sent;
}

/** What was sent to change something. */
export const changes = (sent: readonly Sent[]): Sent[] => sent.filter(({ method }) => method !== 'GET');

export function show(part: ReactNode, role = 'editor') {
  const person = { ...session, staff: { ...session.staff, role } } as Session;
  return render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <SessionContext value={person}>{part}</SessionContext>
    </QueryClientProvider>,
  );
}

/** Calendars of appointments, made as staff make them; and bookings that fill them, made as machines send them. */
import { expect } from '@playwright/test';
import { today } from './days';
import type { Server } from './server';

export interface Slot {
  id: string;
  place_id: string;
  /** `2026-12-01` */
  day: string;
  starts_at: string;
}

/** The day so many days from today, as `2026-12-01`. */
export const dayAhead = (days: number) =>
  new Date(Date.parse(today()) + days * 24 * 60 * 60 * 1000).toISOString().slice(0, 10);

/** A calendar with slots of half an hour from nine to half past ten on every day of the next weeks; its slots, place by place. */
export async function makesCalendar(
  server: Server,
  key: string,
  change: object = {},
  capacity = 1,
): Promise<Slot[]> {
  const token = await server.run('token', 'issue', '--email', server.admin.email);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const ask = async (method: string, path: string, body?: object, revision?: number): Promise<unknown> => {
    const match: Record<string, string> = revision === undefined ? {} : { 'if-match': `"${revision}"` };
    const init = body === undefined ? {} : { body: JSON.stringify(body) };
    const url = `${server.url}/api/v1/staff/${path}`;
    const answer = await fetch(url, { method, headers: { ...headers, ...match }, ...init });
    expect(answer.ok, `${method} ${path}: ${answer.status} ${await answer.clone().text()}`).toBe(true);
    return answer.json();
  };
  const { departments } = (await ask('GET', 'departments')) as { departments: { id: string }[] };
  const [from, until] = [dayAhead(3), dayAhead(40)];
  const block = {
    weekdays: [1, 2, 3, 4, 5, 6, 7],
    from,
    until,
    begins: '09:00',
    ends: '10:30',
    minutes: 30,
    capacity,
  };
  const made = (await ask('POST', 'calendars', {
    key,
    title: `予約 ${key}`,
    department_id: departments[0]?.id,
    max_persons: 3,
    places: [{ title: '中央公民館', note: '1階 相談室' }, { title: '北部市民センター' }],
    rules: { blocks: [block] },
    ...change,
  })) as { id: string; revision: number; places: { id: string }[] };
  await ask('POST', `calendars/${made.id}/apply`, {}, made.revision);
  const grid = (await ask('GET', `calendars/${made.id}/slots?from=${from}&until=${until}`)) as {
    slots: Slot[];
  };
  const place = (slot: Slot) => made.places.findIndex(({ id }) => id === slot.place_id);
  return grid.slots.sort((a, b) => place(a) - place(b) || a.starts_at.localeCompare(b.starts_at));
}

/** Somebody else books a slot. */
export async function books(server: Server, slug: string, answers: object): Promise<void> {
  const answer = await fetch(`${server.url}/api/v1/forms/${slug}/submissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': crypto.randomUUID() },
    body: JSON.stringify(answers),
  });
  expect(answer.status, await answer.text()).toBe(201);
}

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import {
  accounts,
  calendars,
  departments,
  forms,
  organization,
  publications,
  session,
  submissions,
  url,
} from './staffApi';
import { previewUrl } from '../builder/preview/look';

interface Description {
  paths: Record<string, Record<string, unknown>>;
  components: { schemas: Record<string, { properties?: Record<string, unknown> }> };
}

const read = (path: string) => readFileSync(resolve(import.meta.dirname, path), 'utf8');
const description = JSON.parse(read('../../../server/openapi.json')) as Description;

/** The path of the description that a called path is an instance of. */
function described(method: string, called: string): boolean {
  const [path] = called.split('?');
  return Object.entries(description.paths).some(([template, operations]) => {
    const pattern = new RegExp(`^${template.replaceAll('.', '\\.').replaceAll(/\{\w+\}/g, '[^/]+')}$`);
    return pattern.test(path!) && method.toLowerCase() in operations;
  });
}

afterEach(() => vi.unstubAllGlobals());

it('calls only what the server offers', async () => {
  const calls: [string, string][] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (path: string, init: RequestInit) => {
      calls.push([init.method ?? 'GET', path]);
      return new Response('{}');
    }),
  );
  await Promise.all([
    session.current(),
    session.signIn('a@example.jp', 'x'),
    session.signOut(),
    session.changePassword('a', 'b'),
    forms.templates(),
    forms.list(),
    forms.create({ department_id: 'dept_1' }),
    forms.get('form_1'),
    forms.edit('form_1', {}),
    forms.draft('form_1'),
    forms.saveDraft('form_1', 1, {}),
    forms.archived(),
    forms.publish('form_1', { revision: 1 }),
    forms.readiness('form_1'),
    forms.archive('form_1'),
    forms.unarchive('form_1'),
    publications.list(),
    publications.request('form_1', { open: true }),
    publications.approve('pub_1', '00'),
    publications.refuse('pub_1', '理由'),
    publications.withdraw('pub_1'),
    organization.get(),
    organization.edit({ has_four_eyes: true }),
    forms.freeze('form_1', 1),
    forms.eraseTests('form_1'),
    forms.open('form_1'),
    forms.close('form_1'),
    forms.versions('form_1'),
    forms.version('form_1', 1),
    forms.withdrawVersion('form_1', 1, '理由'),
    forms.changes('form_1', 'live', 'draft'),
    forms.ways('form_1', 'draft'),
    submissions.list('form_1', { state: 'received', channel: 'paper', test: true }, 'c'),
    submissions.get('sub_1'),
    submissions.erase('sub_1'),
    submissions.review('sub_1', { state: 'completed' }),
    departments.list(),
    departments.add('環境課', null),
    departments.edit('dept_1', {}),
    accounts.list(),
    accounts.add({ email: 'a@example.jp', name: 'a', role: 'clerk', department_ids: [] }),
    accounts.edit('staff_1', {}),
    accounts.resetPassword('staff_1'),
    submissions.book('sub_1', 'slt_1', ''),
    submissions.cancelBooking('sub_1', ''),
    calendars.list(),
    calendars.create({ key: 'a', title: '相談', department_id: 'dept_1', places: [] }),
    calendars.get('cal_1'),
    calendars.change('cal_1', 1, { title: '相談', department_id: 'dept_1', places: [] }),
    calendars.changes('cal_1'),
    calendars.apply('cal_1', 1),
    calendars.slots('cal_1', { from: '2026-12-01', until: '2026-12-07' }, 'plc_1'),
    calendars.archived(),
    calendars.archive('cal_1'),
    calendars.unarchive('cal_1'),
    calendars.changeSlot('cal_1', { id: 'slt_1', version: 'a' }, {}),
    calendars.free('cal_1', { from: '2026-12-01', until: '2026-12-07' }, 2),
    calendars.day('cal_1', '2026-12-01', 'plc_1'),
    calendars.dayPrinted('cal_1', '2026-12-01', 'plc_1', 1),
    calendars.closeDay('cal_1', '2026-12-01', 'a', { place_id: 'plc_1' }),
    calendars.reopenDay('cal_1', '2026-12-01', 'plc_1'),
  ]);
  const links = [
    url.qr('form_1', 'svg'),
    url.qr('form_1', 'png'),
    previewUrl('form_1', { place: 0 }),
    url.poster('form_1', 'ja'),
    url.exported('form_1', 'csv'),
    url.counter('form_1', 'paper'),
    url.dayList('cal_1', '2026-12-01', 'plc_1'),
    url.receipt('sub_1'),
    url.zip('sub_1'),
    url.file('sub_1', 'file_1'),
    url.thumbnail('sub_1', 'file_1'),
  ];
  const all = [...calls, ...links.map((path): [string, string] => ['GET', path])];
  expect(all.filter(([method, path]) => !described(method, path))).toEqual([]);
});

it('schema.gen.ts knows every body and every key of the description (else run: npm run gen:api)', () => {
  const generated = read('schema.gen.ts');
  const missing = Object.entries(description.components.schemas).flatMap(([name, schema]) => {
    const start = generated.indexOf(`        ${name}: `);
    if (start < 0) return [name];
    const body = generated.slice(start, generated.indexOf('\n        };', start) + 1 || undefined);
    return Object.keys(schema.properties ?? {})
      .filter((key) => !new RegExp(`\\b${key}\\??: `).test(body))
      .map((key) => `${name}.${key}`);
  });
  expect(missing).toEqual([]);
});

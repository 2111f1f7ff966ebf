/** A personal link brings answers along that nobody can write: not in the address, not in the page, not in the link. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { keyboard } from './hands/keyboard';
import { mouse } from './hands/pointer';
import type { Server } from './house/server';
import { DESKTOP, expect, test } from './house/test';
import { Officer } from './people/officer';
import { Resident } from './people/resident';

const TITLE = '面談の日の返事';
const NOTICE = '通知の番号';
const FORM = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  'x-language': 2,
  type: 'object',
  title: TITLE,
  'x-settings': { receipt: { prefix: 'HENJI' } },
  properties: {
    notice: {
      type: 'string',
      title: NOTICE,
      'x-kind': 'hidden',
      'x-prefill': { from: 'link' },
      maxLength: 30,
    },
    place: {
      type: 'string',
      title: '案内を見た場所',
      'x-kind': 'hidden',
      'x-prefill': { from: 'query', parameter: 'from' },
      maxLength: 20,
    },
    note: { type: 'string', title: '伝えたいこと', 'x-kind': 'shortText', maxLength: 100 },
  },
  required: ['note'],
  'x-pages': [
    { id: 'reply', title: '返事', blocks: [{ field: 'notice' }, { field: 'place' }, { field: 'note' }] },
  ],
};

/** Publishes the form and makes a personal link with a clerk's token, as the operator's guide says. */
async function issuesLink(server: Server): Promise<{ form: string; link: string }> {
  const file = path.join(server.folder, 'reply.json');
  await writeFile(file, JSON.stringify(FORM));
  const form = await server.run('form', 'import', file, '--publish');
  const token = await server.run('token', 'issue', '--email', server.admin.email);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const listed = await fetch(`${server.url}/api/v1/staff/forms`, { headers });
  const { forms } = (await listed.json()) as { forms: { id: string; title: string }[] };
  const id = forms.find(({ title }) => title === TITLE)?.id;
  const answer = await fetch(`${server.url}/api/v1/staff/forms/${id}/prefill-links`, {
    method: 'POST',
    headers,
    body: JSON.stringify({ values: { notice: 'R8-0123' }, expires_in_days: 7 }),
  });
  expect(answer.status).toBe(201);
  const { url } = (await answer.json()) as { url: string };
  expect(url.startsWith(`${form}?p=`)).toBe(true);
  expect(decodeURIComponent(url), 'the link does not say what it brings along').not.toContain('R8-0123');
  return { form, link: url };
}

/** Writes inputs of one's own into the page, as somebody would with the browser's tools. */
async function forges(resident: Resident, names: Record<string, string>): Promise<void> {
  await resident.page.locator('form[data-journey]').evaluate((form, inputs) => {
    for (const [name, value] of Object.entries(inputs))
      form.append(Object.assign(document.createElement('input'), { type: 'hidden', name, value }));
  }, names);
}

async function replies(resident: Resident, forged?: Record<string, string>): Promise<void> {
  await expect(resident.page.getByText('R8-0123'), 'hidden means hidden').toHaveCount(0);
  await resident.write('伝えたいこと', '午前がよいです。');
  if (forged !== undefined) await forges(resident, forged);
  await resident.goesOn('入力内容の確認');
}

test('a personal link fills in what is hidden, and the office sees it', async ({ server, newPage }) => {
  const { link } = await issuesLink(server);
  const resident = new Resident(await newPage(DESKTOP), keyboard);
  await resident.begins(`${link}&notice=FALSCH&from=letter`, TITLE);
  await replies(resident, { notice: 'FALSCH', _prefill: 'FALSCH' });
  await resident.expectAnswers({ [NOTICE]: 'R8-0123', 案内を見た場所: 'letter' });
  await resident.hands.press(resident.button('この内容で送信する'));
  await resident.sees('受け付けました');
  await resident.expectAnswers({ [NOTICE]: 'R8-0123' });
  const number = await resident.receiptNumber();

  const officer = new Officer(await newPage(DESKTOP), mouse);
  await officer.signsIn(server.admin);
  await officer.goesToSubmissions(TITLE);
  await officer.opens(number);
  await expect(officer.answerTo(NOTICE)).toHaveText('R8-0123');
});

test('without the link, or with a damaged one, there is no such answer', async ({ server, newPage }) => {
  const { form, link } = await issuesLink(server);
  const page = await newPage({ javaScriptEnabled: false, viewport: { width: 360, height: 740 } });
  const resident = new Resident(page, mouse, false);
  await resident.begins(`${form}?notice=R8-9999`, TITLE);
  await replies(resident, { notice: 'R8-9999' });
  await expect(resident.answerTo(NOTICE)).toHaveCount(0);
  await expect(page.getByText('R8-9999')).toHaveCount(0);
  await page.goto(link.slice(0, -4));
  await resident.sees('このリンクは使えません');
  await expect(resident.button('入力を始める')).toHaveCount(0);
});

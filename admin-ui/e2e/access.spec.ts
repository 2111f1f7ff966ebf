/** A form with a password, for residents without scripts on a telephone and with scripts at a desk. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expectAccessible, expectAccessibleWithoutScripts } from './house/axe';
import type { Server } from './house/server';
import { DESKTOP, expect, test } from './house/test';

const TITLE = '説明会の申込み';
const PASSWORD = 'himawari-26';
const FORM = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  'x-language': 2,
  type: 'object',
  title: TITLE,
  'x-settings': {
    privacyNotice: '説明会の準備のためだけに使います。',
    contact: { name: '見本課' },
    onePer: 'number',
  },
  properties: {
    number: {
      type: 'string',
      title: '案内の番号',
      'x-kind': 'keyNumber',
      'x-length': 6,
    },
  },
  required: ['number'],
};

/** Publishes the form and gives it a password with an administrator's token. */
async function publishes(server: Server): Promise<string> {
  const file = path.join(server.folder, 'meeting.json');
  await writeFile(file, JSON.stringify(FORM));
  const form = await server.run('form', 'import', file, '--publish');
  const token = await server.run('token', 'issue', '--email', server.admin.email);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const listed = await fetch(`${server.url}/api/v1/staff/forms`, { headers });
  const { forms } = (await listed.json()) as { forms: { id: string; title: string }[] };
  const id = forms.find(({ title }) => title === TITLE)?.id;
  const answer = await fetch(`${server.url}/api/v1/staff/forms/${id}`, {
    method: 'PATCH',
    headers,
    body: JSON.stringify({ access: 'password', password: PASSWORD }),
  });
  expect(answer.status).toBe(200);
  return form;
}

test('a password opens the form, with scripts and without', async ({ server, newPage }) => {
  const form = await publishes(server);
  const ways = [
    { javaScriptEnabled: false, viewport: { width: 360, height: 740 } },
    { javaScriptEnabled: true, ...DESKTOP },
  ];
  for (const [place, way] of ways.entries()) {
    const page = await newPage(way);
    const isAccessible = way.javaScriptEnabled ? expectAccessible : expectAccessibleWithoutScripts;
    await page.goto(form);
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('パスワードを入力してください');
    await isAccessible(page, 'the password');
    await page.getByLabel('パスワード').fill('himawari-27');
    await page.getByRole('button', { name: '進む' }).click();
    await expect(page.getByText('パスワードが違います')).toBeVisible();
    await page.getByLabel('パスワード').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await expect(page.getByRole('heading', { level: 1 })).toHaveText(TITLE);
    await isAccessible(page, 'the start page behind the password');
    await page.getByRole('button', { name: 'English' }).click();
    await page.getByRole('button', { name: '日本語', exact: true }).click();
    await page.getByRole('button', { name: '入力を始める' }).click();
    await page.getByLabel('案内の番号').fill('123456');
    await page.getByRole('button', { name: '次へ進む' }).click();
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('入力内容の確認');
    expect(page.url(), 'no secret stands in an address').not.toContain('?');
    // People take their time; programs are held back.
    await expect(async () => {
      const send = page.getByRole('button', { name: 'この内容で送信する' });
      if (await send.isVisible()) await send.click();
      await expect(page.getByText(/受け付けました|すでに受け付けています/).first()).toBeVisible({
        timeout: 1000,
      });
    }).toPass();
    if (place === 0) continue;
    // The same number again, from another person's browser.
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('すでに受け付けています');
    await isAccessible(page, 'one application only');
    await page.getByRole('button', { name: '入力内容の確認に戻る' }).click();
    await expect(page.getByText('123456')).toBeVisible();
  }
});

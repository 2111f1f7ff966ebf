/** What the screens of a form let each role do: a viewer looks, an editor under the four-eyes rule asks. */
import type { Page } from '@playwright/test';
import { mouse } from './hands/pointer';
import { addAccount } from './house/accounts';
import { publishDocument } from './house/forms';
import { expect, test } from './house/test';
import { Builder } from './people/builder';
import { Officer } from './people/officer';

const TITLE = '自転車置場の利用の申込み';
const DOCUMENT = {
  type: 'object',
  title: TITLE,
  properties: { name: { type: 'string', title: '氏名', 'x-kind': 'shortText', maxLength: 50 } },
  required: ['name'],
  'x-i18n': { en: {} },
  'x-pages': [{ id: 'all', title: '申込み', blocks: [{ field: 'name' }] }],
};
const VIEWER = { email: 'etsuran@example.jp', name: '架空 一郎', role: 'viewer' } as const;
const EDITOR = { email: 'henshu@example.jp', name: '架空 花子', role: 'editor' } as const;

/** Every request of the page that would change something. */
function writes(page: Page): string[] {
  const seen: string[] = [];
  page.on('request', (request) => {
    const isLooking = ['GET', 'HEAD'].includes(request.method()) || request.url().endsWith('/session');
    if (!isLooking) seen.push(`${request.method()} ${new URL(request.url()).pathname}`);
  });
  return seen;
}

test('a viewer looks at a form and changes nothing, whatever the address says', async ({
  server,
  newPage,
}) => {
  await publishDocument(server, 'cycles', DOCUMENT);
  const admin = new Officer(await newPage(), mouse);
  await admin.signsIn(server.admin);
  const viewer = new Officer(await newPage(), mouse);
  await viewer.signsIn(await addAccount(admin.page, VIEWER));
  const { page } = viewer;
  const sent = writes(page);
  await expect(viewer.link('新しい申請フォーム')).toHaveCount(0);
  await viewer.hands.press(viewer.link(TITLE));
  await viewer.sees(TITLE);
  const isLookedAt = async () => {
    await expect(page.getByText('このフォームは見るだけです。')).toBeVisible();
    await expect(page.locator('iframe[title="住民に見える画面のプレビュー"]')).toBeVisible();
    await expect(page.getByRole('button', { name: /^元に戻す/ })).toHaveCount(0);
    await expect(page.getByText(/保存済み|保存中|未保存/)).toHaveCount(0);
  };
  await isLookedAt();
  const views = page.getByRole('navigation', { name: '表示の切り替え' }).getByRole('link');
  await expect(views).toHaveText(['プレビュー', '設定', '公開']);
  const address = page.url().replace(/[?].*/, '');
  for (const view of ['edit', 'logic', 'json', 'translations']) {
    await page.goto(`${address}?view=${view}`);
    await isLookedAt();
    await expect(views.filter({ hasText: 'プレビュー' })).toHaveAttribute('aria-current', 'page');
  }

  await page.goto(`${address}?view=settings`);
  await expect(page.getByRole('heading', { name: 'すぐに変わる設定' })).toBeVisible();
  await expect(page.locator('main :is(input, select, textarea):enabled')).toHaveCount(0);
  await expect(page.getByRole('button', { name: /保存/ })).toHaveCount(0);
  await viewer.checks('the settings as a viewer sees them');

  const view = await new Builder(viewer).goesToPublish();
  await expect(view).toContainText('公開するには、編集者の役割が必要です。');
  await expect(view.getByRole('button', { name: /公開|終了|再開|保管|取り下げ/ })).toHaveCount(0);
  await viewer.checks('the publication as a viewer sees it');
  expect(sent, 'what a viewer only looks at sends nothing').toEqual([]);
});

test('under the four-eyes rule an editor asks, and closes alone', async ({ server, newPage }) => {
  await publishDocument(server, 'cycles', DOCUMENT);
  const admin = new Officer(await newPage(), mouse);
  await admin.signsIn(server.admin);
  const credentials = await addAccount(admin.page, EDITOR);
  const rule = await admin.page.request.patch('/api/v1/staff/organization', {
    data: { has_four_eyes: true },
    headers: { Origin: server.url },
  });
  expect(rule.status()).toBe(200);

  const editor = new Officer(await newPage(), mouse);
  await editor.signsIn(credentials);
  const { page } = editor;
  await editor.hands.press(editor.link(TITLE));
  await editor.sees(TITLE);
  const builder = new Builder(editor);
  const current = page.getByRole('navigation', { name: '表示の切り替え' }).locator('[aria-current="page"]');
  await expect(current).toHaveText('編集');
  await builder.adds('電話番号');
  await builder.isSaved();
  const view = await builder.goesToPublish();
  await expect(view.getByRole('button', { name: '公開を申請する' })).toBeEnabled();
  await expect(view.getByRole('button', { name: /公開する$|公開を予約する/ })).toHaveCount(0);
  // Not even by hand.
  const form = /forms\/([^/]+)\/edit/.exec(page.url())?.[1] ?? '';
  const draft = await page.request.get(`/api/v1/staff/forms/${form}/draft`);
  const { revision } = (await draft.json()) as { revision: number };
  const alone = await page.request.post(`/api/v1/staff/forms/${form}/publish`, {
    data: { revision },
    headers: { Origin: server.url },
  });
  expect([alone.status(), ((await alone.json()) as { code: string }).code]).toEqual([
    409,
    'approval-required',
  ]);
  await editor.hands.press(view.getByRole('button', { name: '公開を申請する' }));
  await expect(view).toContainText('公開を申請しました。');
  await expect(view).toContainText('自分の申請は、自分では承認できません。');
  await expect(view.getByRole('button', { name: /^承認/ })).toHaveCount(0);

  // In an emergency nobody else is needed; what waits comes to nothing, and opening again needs two.
  await editor.hands.press(view.getByRole('button', { name: '受付を終了する' }));
  await editor.confirms('受付を終了しますか', '終了する');
  await expect(view).toContainText('今の状態：受付終了');
  await expect(view).toContainText('受付を終了したため、取り消されました');
  await expect(view.getByRole('button', { name: '受付を再開する', exact: true })).toHaveCount(0);
  await editor.hands.press(view.getByRole('button', { name: '受付の再開を申請する' }));
  await expect(view).toContainText('受付の再開を申請しました。');
  await expect(view).toContainText('今の状態：受付終了');
});

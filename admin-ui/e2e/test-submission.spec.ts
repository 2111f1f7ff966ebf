/** A clerk tries a draft out to the end before anybody else sees it, looks at what comes of it, and erases it. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { mouse } from './hands/pointer';
import { mailTo } from './house/mails';
import { expect, test } from './house/test';
import { Officer } from './people/officer';
import { Resident } from './people/resident';

const TITLE = '公園の使用の届出';
/** Typed where an applicant's address is asked for: it must never get a mail. */
const TYPED = 'stranger@example.com';

const DOCUMENT = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  title: TITLE,
  description: '公園で行事をする方の届出です。',
  'x-settings': { nextSteps: '担当課からご連絡します。', receiptMail: { to: 'email' } },
  properties: {
    name: { type: 'string', title: '団体の名前', maxLength: 100 },
    email: { type: 'string', title: 'メールアドレス', format: 'email', 'x-kind': 'email' },
  },
  required: ['name', 'email'],
};

test('a draft is tried out to the end and nothing is left of it', async ({ server, newPage }) => {
  const file = path.join(server.folder, 'park.json');
  await writeFile(file, JSON.stringify(DOCUMENT));
  await server.run('form', 'import', file);
  const officer = new Officer(await newPage(), mouse);
  await officer.signsIn(server.admin);
  await officer.expectForm(TITLE, ['下書き', '0件']);
  await mouse.press(officer.row('申請フォームの一覧', TITLE).getByRole('link', { name: TITLE, exact: true }));
  await mouse.press(officer.link('公開・共有'));
  const panel = officer.page.getByRole('region', { name: 'テスト送信' });
  await expect(panel).toContainText(server.admin.email);
  await officer.checks('before a test');

  // The pages of residents, to the receipt.
  const opened = officer.page.context().waitForEvent('page');
  await mouse.press(panel.getByRole('button', { name: 'テスト送信を始める' }));
  const tester = new Resident(await opened, mouse);
  await tester.sees(TITLE);
  await mouse.press(tester.button('入力を始める'));
  await expect(tester.page.getByText('テスト送信：実際の申請にはなりません')).toBeVisible();
  await tester.write('団体の名前', '見本野球会');
  await tester.write('メールアドレス', TYPED);
  await tester.goesOn('入力内容の確認');
  await mouse.press(tester.button('この内容で送信する'));
  await tester.sees('受け付けました');
  const number = await tester.receiptNumber();
  expect(number).toMatch(/^TEST-/);
  await expect(tester.page.getByText('これはテスト送信の受付です。')).toBeVisible();
  await expect(tester.page.getByText(TYPED)).toHaveCount(1);
  const mail = await mailTo(server.mailDir, server.admin.email, number);
  expect(mail.subject).toMatch(/^【テスト】/);
  expect(mail.text).toContain('実際の申請ではありません');

  // Marked in the list and on its page, apart from the applications.
  await mouse.press(tester.page.getByRole('link', { name: '職員画面でこのテスト送信を開く' }));
  const colleague = new Officer(tester.page, mouse);
  await colleague.sees(`受付番号 ${number}`);
  await expect(colleague.page.getByText('テスト送信です。')).toBeVisible();
  await expect(colleague.answerTo('受付方法')).toContainText('テスト送信');
  await colleague.movesTo('処理中', '試しに進めました。');
  await mouse.press(colleague.link(`「${TITLE}」の申請の一覧`));
  await expect(colleague.page.getByText('あてはまる申請はありません。')).toBeVisible();
  await mouse.press(colleague.link('テスト送信（1）'));
  await expect(colleague.row('申請の一覧', number)).toContainText('テスト版');
  await colleague.checks('the list of tests');
  await mouse.press(colleague.row('申請の一覧', number).getByRole('link', { name: number }));
  await mouse.press(colleague.button('このテスト送信を消す'));
  await expect(colleague.page.getByText('あてはまる申請はありません。')).toBeVisible();
  await colleague.page.close();

  // Another one, erased where it was begun.
  const again = officer.page.context().waitForEvent('page');
  await mouse.press(panel.getByRole('button', { name: 'テスト送信を始める' }));
  const second = new Resident(await again, mouse);
  await mouse.press(second.button('入力を始める'));
  await second.write('団体の名前', '見本野球会');
  await second.write('メールアドレス', TYPED);
  await second.goesOn('入力内容の確認');
  await mouse.press(second.button('この内容で送信する'));
  const other = await second.receiptNumber();
  await second.page.close();
  await officer.page.bringToFront();
  // What a tab that comes back does: the list looks again.
  await officer.page.evaluate(() => document.dispatchEvent(new Event('visibilitychange', { bubbles: true })));
  await expect(panel.getByRole('link', { name: other })).toBeVisible();
  await officer.checks('after a test');
  await mouse.press(panel.getByRole('button', { name: /^テスト送信をすべて消す/ }));
  await expect(panel).toContainText('テスト送信を1件消しました。');
  await officer.goesToForms();
  await officer.expectForm(TITLE, ['下書き', '0件']);
});

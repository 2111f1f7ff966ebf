/** The settings of a form: a mail in one's own words, what is wrong with it, and what takes effect at once. */
import { mouse } from './hands/pointer';
import { expect, test } from './house/test';
import { Builder } from './people/builder';
import { Officer } from './people/officer';

test('a clerk words a mail, repairs a mistake, and has the staff told once a day', async ({
  server,
  newPage,
}) => {
  const page = await newPage({ viewport: { width: 1280, height: 900 } });
  const officer = new Officer(page, mouse);
  await officer.signsIn(server.admin);
  await officer.goesToSubmissions('ワクチン接種の予約');
  await officer.hands.press(officer.link('このフォームの編集画面'));
  await officer.sees('ワクチン接種の予約');
  const builder = new Builder(officer);
  await builder.goesTo('設定');
  await expect(page.getByRole('heading', { name: '公開すると変わる設定' })).toBeVisible();
  await officer.checks('the settings');

  const body = page.getByLabel(/^受付のメールの本文/);
  await body.fill('受付番号は');
  await officer.hands.press(officer.button('「受付のメールの本文」に差し込む'));
  await officer.hands.press(page.getByRole('menuitem', { name: '受付番号' }));
  await expect(body).toHaveValue('受付番号は{{number}}');
  await expect(body).toBeFocused();
  await page.keyboard.type('です。');
  await officer.hands.press(page.getByRole('checkbox', { name: /^「完了」のメールを送る/ }));
  await builder.isSaved();
  await officer.hands.press(officer.button('受付のメールをプレビュー'));
  const preview = page.getByRole('region', { name: '受付のメールのプレビュー' });
  await expect(preview).toContainText(/受付番号は[A-Z0-9-]+です。/);
  await expect(preview).toContainText('このメールは送信専用です。');
  await officer.checks('the settings with a preview');

  await body.fill('{{nummer}}');
  await expect(body).toHaveAttribute('aria-invalid', 'true');
  await builder.goesTo('編集');
  await officer.hands.press(page.getByRole('button', { name: /「nummer」という差し込みはありません/ }));
  await expect(body).toBeFocused();
  // The address names the place now; the view stays the current one.
  const current = page.getByRole('navigation', { name: '表示の切り替え' }).locator('[aria-current="page"]');
  await expect(current).toHaveText('設定');
  await body.fill('');
  await expect(body).not.toHaveAttribute('aria-invalid', 'true');

  await officer.hands.press(page.getByRole('link', { name: '職員への通知' }));
  await officer.hands.press(page.getByRole('radio', { name: /^1日1回まとめて送る/ }));
  await page.getByLabel(/^申請の保存期間/).selectOption({ label: '5年' });
  await expect(page.getByText('保存していない変更があります。')).toBeVisible();
  await officer.hands.press(officer.button('保存'));
  await expect(page.getByText('保存しました。すぐに反映されています。')).toBeVisible();
  await page.reload();
  await expect(page.getByRole('radio', { name: /^1日1回まとめて送る/ })).toBeChecked();
  await expect(page.getByLabel(/^申請の保存期間/)).toHaveValue('five_years');
});

/**
 * Every screen and every dialog of the staff, at a desk and on a phone: axe finds nothing, and no page scrolls sideways
 * (on the phone also at 320 px).
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Locator, Page } from '@playwright/test';
import { mouse } from './hands/pointer';
import { weekdayFromToday } from './house/days';
import { FORMS, publishDocument } from './house/forms';
import { looker, SIZES, type Looks } from './house/looker';
import type { Credentials, Server } from './house/server';
import { expect, test } from './house/test';
import { Builder } from './people/builder';
import { Officer } from './people/officer';

const EXAMPLE = 'ワクチン接種の予約';
const TITLE = '集会所の見本';
const EMPTY_PLACE = '広報課';

const DOCUMENT = {
  type: 'object',
  title: TITLE,
  properties: {
    name: { type: 'string', title: '氏名', 'x-kind': 'shortText', maxLength: 50 },
    use: {
      type: 'string',
      title: '使い道',
      'x-kind': 'choice',
      oneOf: [
        { const: 'club', title: '部活動' },
        { const: 'other', title: 'そのほか' },
      ],
    },
    details: {
      type: 'string',
      title: '使い道の説明',
      'x-kind': 'shortText',
      maxLength: 50,
      'x-show-when': { properties: { use: { const: 'other' } }, required: ['use'] },
    },
  },
  required: ['name', 'use'],
  'x-pages': [
    { id: 'all', title: '申込み', blocks: [{ field: 'name' }, { field: 'use' }, { field: 'details' }] },
  ],
};

for (const [where, size] of Object.entries(SIZES)) {
  test(`every page of the office ${where} is accessible and no wider than the window`, async ({
    server,
    newPage,
  }) => {
    await hasForms(server);
    const officer = new Officer(await newPage(size), mouse);
    const looks = looker(officer.page);
    await test.step('signing in', () => signsIn(officer, server.admin, looks));
    const given = await test.step('the organization', () => visitsAdministration(officer, looks));
    await test.step('a person without forms', async () => {
      const clerk = new Officer(await newPage(size), mouse);
      await clerk.signsIn(given);
      await expect(clerk.page.getByText('まだ申請フォームがありません。')).toBeVisible();
      await looker(clerk.page)('an empty list of forms');
    });
    await test.step('new forms', () => visitsNewForms(officer, looks));
    await test.step('cases', () => visitsCases(officer, looks));
  });

  test(`every view of the builder ${where} is accessible and no wider than the window`, async ({
    server,
    newPage,
  }) => {
    await hasForms(server);
    const officer = new Officer(await newPage(size), mouse);
    const looks = looker(officer.page);
    await officer.signsIn(server.admin);
    await test.step('editing', () => visitsBuilder(officer, looks));
    await test.step('the other views', () => visitsViews(officer, looks));
    await test.step('publishing', () => visitsPublishing(officer, looks));
  });
}

/** What the screens show: a form with two versions, and one with an application. */
async function hasForms(server: Server): Promise<void> {
  await publishDocument(server, 'hall-sample', DOCUMENT);
  await publishDocument(server, 'hall-sample', { ...DOCUMENT, description: '貸出しです。' });
  await sendsApplication(server);
}

/** An application to the example form, as a program sends it. */
async function sendsApplication(server: Server): Promise<void> {
  const file = path.join(FORMS, '../answers/vaccine-booking.json');
  const { cases } = JSON.parse(await readFile(file, 'utf8')) as { cases: { answers: object }[] };
  const { 年, 月, 日 } = weekdayFromToday(7);
  const preferredDate = [年, 月.padStart(2, '0'), 日.padStart(2, '0')].join('-');
  const sent = await fetch(`${server.url}/api/v1/forms/vaccine-booking/submissions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'idempotency-key': 'one-application' },
    body: JSON.stringify({ ...cases[0]?.answers, preferredDate }),
  });
  expect(sent.status, await sent.text()).toBe(201);
}

async function signsIn(officer: Officer, credentials: Credentials, looks: Looks): Promise<void> {
  const { page } = officer;
  await page.goto('/admin/');
  await expect(page.getByRole('heading', { name: 'Madoguchi 管理画面' })).toBeVisible();
  await looks('the sign-in page');
  await mouse.press(officer.button('サインイン'));
  await expect(page.getByText('エラー：パスワードを入力してください。')).toBeVisible();
  await looks('the sign-in page with mistakes');
  await officer.triesToSignIn({ ...credentials, password: 'wrong' });
  await expect(page.getByRole('alert')).toBeVisible();
  await looks('a failed sign-in');
  await officer.triesToSignIn(credentials);
  await expect(page.getByRole('table', { name: '申請フォームの一覧' })).toContainText(TITLE);
  await looks('the list of forms');
  await page.getByRole('searchbox', { name: '名前・部署で探す' }).fill('どこにもない名前');
  await expect(page.getByText(/うち0件を表示/)).toBeVisible();
  await looks('the list of forms with nothing found');
  await mouse.press(officer.button(/^管理者/));
  await looks('the menu of the person');
  await mouse.press(page.getByRole('menuitem', { name: '使い方' }));
  await looksAtDialog(page, '使い方', looks, '閉じる');
  await mouse.press(officer.button(/^管理者/));
  await mouse.press(page.getByRole('menuitem', { name: 'パスワードを変更' }));
  await looksAtDialog(page, 'パスワードを変更', looks, 'やめる');
  await page.goto('/admin/nowhere');
  await expect(page.getByRole('heading', { name: 'ページが見つかりません' })).toBeVisible();
  await looks('a page that does not exist');
}

/** Looks at the dialog of this name and closes it by the button. */
async function looksAtDialog(page: Page, name: string | RegExp, looks: Looks, close: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name }).or(page.getByRole('alertdialog', { name }));
  await expect(dialog).toBeVisible();
  await looks(`the dialog ${String(name)}`);
  await mouse.press(dialog.getByRole('button', { name: close, exact: true }));
  await expect(dialog).toBeHidden();
}

/** Opens all that is folded in this place. */
async function unfolds(place: Locator): Promise<void> {
  const closed = place.locator('details:not([open]) > summary');
  while ((await closed.count()) > 0) await mouse.press(closed.first());
}

/** Departments, staff, organization; gives an account of a department that has no forms. */
async function visitsAdministration(officer: Officer, looks: Looks): Promise<Credentials> {
  const { page } = officer;
  await mouse.press(officer.link('部署'));
  await expect(page.getByRole('table', { name: '部署の一覧' })).toContainText('総務課');
  await looks('departments');
  await mouse.press(officer.button('部署を追加'));
  const department = page.getByRole('dialog', { name: '部署を追加' });
  await mouse.press(department.getByRole('button', { name: '保存' }));
  await expect(department).toContainText('部署の名前を入力してください。');
  await looks('a department without a name');
  await officer.field('名前').fill(EMPTY_PLACE);
  await mouse.press(department.getByRole('button', { name: '保存' }));
  await expect(page.getByRole('table', { name: '部署の一覧' })).toContainText(EMPTY_PLACE);
  await mouse.press(officer.button(new RegExp(`停止する：${EMPTY_PLACE}`)));
  await looksAtDialog(page, /停止/, looks, 'やめる');
  await mouse.press(officer.link('職員'));
  await expect(page.getByRole('table', { name: '職員の一覧' })).toContainText('管理者');
  await mouse.press(officer.button('職員を追加'));
  const person = page.getByRole('dialog', { name: '職員を追加' });
  await mouse.press(person.getByRole('button', { name: '追加する' }));
  await expect(person).toContainText('名前を入力してください。');
  await looks('a new account with mistakes');
  const account = { email: 'henshu@example.jp', name: '架空 花子' };
  await officer.field('メールアドレス').fill(account.email);
  await officer.field('名前').fill(account.name);
  await person.getByRole('radio', { name: /^編集者/ }).check();
  await person.getByRole('checkbox', { name: EMPTY_PLACE }).check();
  await mouse.press(person.getByRole('button', { name: '追加する' }));
  const given = page.getByRole('dialog', { name: '新しいパスワード' });
  const password = (await given.locator('code, .mono').first().innerText()).trim();
  await looksAtDialog(page, '新しいパスワード', looks, '控えたので閉じる');
  await expect(page.getByRole('table', { name: '職員の一覧' })).toContainText(account.name);
  await looks('staff');
  await mouse.press(officer.button(`停止する：${account.name}`));
  await looksAtDialog(page, '職員の利用を停止しますか', looks, 'やめる');
  await mouse.press(officer.button(`パスワード再発行：${account.name}`));
  await looksAtDialog(page, 'パスワードを作り直しますか', looks, 'やめる');
  await mouse.press(officer.link('組織'));
  await expect(page.getByRole('heading', { name: '二人での確認' })).toBeVisible();
  await looks('the organization');
  return { email: account.email, password };
}

/** Every way to begin a form. */
async function visitsNewForms(officer: Officer, looks: Looks): Promise<void> {
  const { page } = officer;
  await officer.goesToForms();
  const builder = new Builder(officer);
  await builder.beginsBy('ひな形から');
  await looks('the gallery');
  await mouse.press(officer.button(`「${EXAMPLE}」を見る`));
  await expect(
    page.getByRole('dialog').frameLocator('iframe').getByRole('heading', { level: 1 }),
  ).toBeVisible();
  await looks('a template looked at');
  await page.keyboard.press('Escape');
  const goesTo = async (way: string) => {
    await mouse.press(
      page.getByRole('navigation', { name: '始め方' }).getByRole('link', { name: new RegExp(`^${way}`) }),
    );
    await expect(page.getByRole('heading', { name: way, level: 2 })).toBeVisible();
  };
  await goesTo('質問の一覧から');
  await officer.field('質問の一覧').fill('1. 氏名【必須】\n2. 電話番号（任意）\n3. 希望：自宅・公民館');
  await mouse.press(officer.button('読み取る'));
  await expect(page.getByRole('heading', { name: '読み取った内容' })).toBeVisible();
  await looks('what was understood of a list of questions');
  await goesTo('作成済みのフォームから');
  await expect(page.getByRole('radio', { name: TITLE })).toBeVisible();
  await looks('own forms to copy');
  await goesTo('ファイルから');
  const buffer = Buffer.from(JSON.stringify({ type: 'object', properties: { a: { type: 'string' } } }));
  await page
    .getByLabel('申請フォームのファイル')
    .setInputFiles({ name: 'a.json', mimeType: 'application/json', buffer });
  await expect(page.getByRole('heading', { name: '読み取った内容' })).toBeVisible();
  await looks('what was understood of a file');
  await goesTo('空のフォーム');
  await looks('an empty form');
}

/** The list of a form, with and without applications, its menus, and a case. */
async function visitsCases(officer: Officer, looks: Looks): Promise<void> {
  const { page } = officer;
  await officer.goesToForms();
  await officer.goesToSubmissions(TITLE);
  await looks('a form without applications');
  await officer.goesToForms();
  await officer.goesToSubmissions(EXAMPLE);
  await expect(page.getByRole('table', { name: '申請の一覧' }).getByRole('link')).toHaveCount(1);
  await looks('applications');
  for (const [button, entry] of [
    [/^申請を出力/, 'CSV'],
    [/^窓口入力/, '紙の申請を入力する'],
  ] as const) {
    await mouse.press(officer.button(button));
    await expect(page.getByRole('menuitem', { name: entry })).toBeVisible();
    await looks(`the menu ${String(button)}`);
    await page.keyboard.press('Escape');
  }
  await mouse.press(page.getByRole('table', { name: '申請の一覧' }).getByRole('link'));
  await expect(page.getByRole('heading', { name: /^受付番号/, level: 1 })).toBeVisible();
  await looks('a case');
  await mouse.press(officer.button('メモを残す'));
  await expect(page.getByText('状態を選ぶか、メモかメッセージを入力してください。')).toBeVisible();
  await looks('a case with a mistake');
  await officer.field('メモ').fill('書きかけ');
  await mouse.press(officer.link(/の申請の一覧$/));
  await looksAtDialog(page, '保存していない変更があります', looks, 'この画面に残る');
  await page.getByLabel('状態', { exact: true }).selectOption({ label: '処理中' });
  await mouse.press(officer.button('「処理中」にする'));
  await expect(page.getByText('状態を「処理中」にしました。')).toBeVisible();
  await looks('a case that was moved on');
}

/** Every view of the builder but publication, and its dialogs. */
async function visitsBuilder(officer: Officer, looks: Looks): Promise<void> {
  const { page } = officer;
  await officer.goesToForms();
  await mouse.press(officer.row('申請フォームの一覧', TITLE).getByRole('link', { name: TITLE, exact: true }));
  const builder = new Builder(officer);
  await expect(builder.card('氏名')).toBeVisible();
  await looks('the builder');
  const summary = page.locator('summary').filter({ hasText: '項目を追加' });
  if (!(await officer.button('見出し').isVisible())) await mouse.press(summary);
  await looks('the builder with its palette');
  await builder.selects('使い道の説明');
  await expect(page.locator('#inspector').getByLabel('条件1の項目')).toBeVisible();
  await mouse.press(page.locator('#inspector').getByRole('button', { name: 'まとまりを追加' }).first());
  await looks('a condition with a group in it');
  await unfolds(page.locator('#inspector'));
  await looks('the inspector unfolded');
  await page.reload();
  await expect(builder.card('氏名')).toBeVisible();
  await mouse.press(officer.button('ページの設定'));
  await looks('the settings of a page');
  await mouse.press(officer.button('「使い道」の操作'));
  await expect(page.getByRole('menu', { name: '項目の操作' })).toBeVisible();
  await looks('the menu of a block');
  await mouse.press(page.getByRole('menuitem', { name: '削除', exact: true }));
  await looksAtDialog(page, 'ほかの場所で使われています', looks, 'やめる');
  await page.getByRole('heading', { level: 1 }).click();
  await page.keyboard.press('?');
  await looksAtDialog(page, 'キーボード操作', looks, '閉じる');
  await builder.selects('氏名');
  await officer.field('項目の名前').fill('申し込む人の氏名');
  await mouse.press(officer.button('履歴'));
  await looksAtDialog(page, '操作の履歴', looks, '閉じる');
  await builder.isSaved();
}

async function visitsViews(officer: Officer, looks: Looks): Promise<void> {
  const { page } = officer;
  const goesTo = (view: string) =>
    mouse.press(
      page.getByRole('navigation', { name: '表示の切り替え' }).getByRole('link', { name: view, exact: true }),
    );
  await goesTo('条件と計算');
  await expect(page.getByRole('heading', { name: '条件と計算の一覧' })).toBeVisible();
  await looks('the logic');
  await mouse.press(officer.button('図で見る'));
  await expect(officer.button('図を閉じる')).toBeVisible();
  await expect(page.locator('.logic svg').first()).toBeVisible();
  await looks('the logic as a picture');
  await goesTo('JSON');
  await expect(page.locator('.cm-content')).toContainText(TITLE);
  await looks('the JSON');
  await goesTo('プレビュー');
  await expect(page.frameLocator('iframe').getByRole('heading', { level: 1 })).toBeVisible();
  await mouse.press(page.locator('summary').filter({ hasText: 'ほかの見え方を確かめる' }));
  await looks('the preview');
  await goesTo('翻訳');
  await expect(page.getByRole('heading', { name: '言語', exact: true })).toBeVisible();
  await looks('the translations without a language');
  await mouse.press(officer.button('言語を追加'));
  await expect(page.getByRole('radio').first()).toBeVisible();
  await looks('the translations');
  await mouse.press(officer.button(/をやめる$/));
  await looksAtDialog(page, /をやめますか$/, looks, 'やめる');
  await goesTo('設定');
  await expect(page.getByRole('heading', { name: 'すぐに変わる設定' })).toBeVisible();
  await looks('the settings');
  await mouse.press(officer.button('受付のメールをプレビュー'));
  await expect(page.locator('.settings-letter')).toBeVisible();
  for (const box of await page.getByRole('checkbox', { name: /のメールを送る/ }).all()) await box.check();
  await page.getByRole('radio', { name: /^パスワード/ }).check();
  await looks('the settings unfolded');
  await page.getByRole('radio', { name: /^だれでも/ }).check();
}

/** Publication, with a change waiting and a version withdrawn. */
async function visitsPublishing(officer: Officer, looks: Looks): Promise<void> {
  const { page } = officer;
  const builder = new Builder(officer);
  const view = await builder.goesToPublish();
  const group = (version: string): Locator => view.getByRole('group', { name: version });
  await mouse.press(view.getByRole('button', { name: '経路を調べる' }));
  await expect(view).toContainText('経路が見つかりました');
  await unfolds(view);
  await view.getByRole('radio', { name: '日時を決めて' }).check();
  await looks('publication unfolded');
  await mouse.press(view.getByRole('button', { name: '経路1をたどる' }));
  await looksAtDialog(page, '経路1をたどる', looks, '閉じる');
  for (const [button, dialog, close] of [
    ['見る', '第1版を見る', '閉じる'],
    ['比べる', '第1版と比べる', '閉じる'],
    ['取り下げる', '第1版を取り下げますか', 'やめる'],
  ] as const) {
    await mouse.press(group('第1版').getByRole('button', { name: button, exact: true }));
    await looksAtDialog(page, dialog, looks, close);
  }
  await view.getByRole('radio', { name: 'すぐに' }).check();
  await mouse.press(view.getByRole('button', { name: '変更を公開する' }));
  await expect(view).toContainText('公開しました。');
  await looks('a form that was published');
  await mouse.press(view.getByRole('button', { name: '受付を終了する' }));
  await looksAtDialog(page, '受付を終了しますか', looks, 'やめる');
}

/** What happens to people in between: Back, a reload, a second tab, a form that closes, a second window of the builder. */
import { finger, mouse } from './hands/pointer';
import { expect, PHONE, test } from './house/test';
import { Builder } from './people/builder';
import { Officer } from './people/officer';
import { Resident } from './people/resident';

const SURVEY = '職員の働き方アンケート';
const FIRST_PAGE = '/f/vaccine-booking/form';
const TITLE = 'ワクチン接種の予約';

async function fillsFirstPage(resident: Resident, ticket: string): Promise<void> {
  await resident.write('接種券番号', ticket);
  await resident.writeParts('接種を受ける方の氏名', {
    姓: '見本',
    名: '花子',
    '姓（フリガナ）': 'ミホン',
    '名（フリガナ）': 'ハナコ',
  });
  await resident.writeParts('生年月日', { 年: '1980', 月: '4', 日: '1' });
  await resident.answer('性別', '女性');
  await resident.write('電話番号', '090-0000-0000');
  await resident.writeParts('メールアドレス', {
    メールアドレス: 'hanako@example.com',
    '確認のため、もう一度入力してください': 'hanako@example.com',
  });
}

test('the Back button and a reload lose nothing', async ({ newPage }) => {
  const resident = new Resident(await newPage(PHONE), finger);
  const { page } = resident;
  await page.goto(FIRST_PAGE);
  await fillsFirstPage(resident, '0123456789');
  await resident.goesOn('会場と希望日');
  await resident.hands.choose(resident.list('接種会場'), '市民ホール');
  await page.goBack();
  await resident.sees(TITLE);
  await expect(resident.text('接種券番号')).toHaveValue('0123456789');
  await expect(resident.part('接種を受ける方の氏名', '姓')).toHaveValue('見本');
  await page.goForward();
  await resident.sees('会場と希望日');
  await expect(resident.list('接種会場'), 'what was chosen and not yet sent').toHaveValue('hall');
  await page.reload();
  await resident.sees('会場と希望日');
  await resident.hands.press(resident.button('戻る'));
  await resident.sees(TITLE);
  await expect(resident.text('接種券番号')).toHaveValue('0123456789');
});

test('two tabs of one browser are two applications', async ({ newPage }) => {
  const page = await newPage();
  const [first, second] = [new Resident(page, mouse), new Resident(await page.context().newPage(), mouse)];
  await first.page.goto(FIRST_PAGE);
  await second.page.goto(FIRST_PAGE);
  await fillsFirstPage(first, '1111111111');
  await fillsFirstPage(second, '2222222222');
  await first.goesOn('会場と希望日');
  await second.goesOn('会場と希望日');
  for (const [resident, ticket] of [[first, '1111111111'] as const, [second, '2222222222'] as const]) {
    await resident.hands.press(resident.button('戻る'));
    await resident.sees(TITLE);
    await expect(resident.text('接種券番号')).toHaveValue(ticket);
  }
});

test('a form that closes while somebody fills it in says so', async ({ server, newPage }) => {
  const resident = new Resident(await newPage(), mouse);
  await resident.page.goto(FIRST_PAGE);
  await fillsFirstPage(resident, '0123456789');
  const officer = new Officer(await newPage(), mouse);
  await officer.signsIn(server.admin);
  await officer.hands.press(officer.link(TITLE));
  await officer.sees(TITLE);
  await new Builder(officer).closesForm();
  await resident.hands.press(resident.button('次へ進む'));
  await resident.sees('受け付けていません');
  await expect(resident.button('次へ進む')).toHaveCount(0);
});

test('one form in two windows of one person: the later one is asked', async ({ server, newPage }) => {
  const [first, second] = [new Officer(await newPage(), mouse), new Officer(await newPage(), mouse)];
  await first.signsIn(server.admin);
  await new Builder(first).creates(SURVEY, SURVEY);
  await second.signsIn(server.admin);
  await second.hands.press(second.link(SURVEY));
  await second.sees(SURVEY);
  await first.hands.press(first.button('ページの設定'));
  await first.hands.write(first.field('フォームの説明'), '先に変えた説明');
  await new Builder(first).isSaved();
  await expect(first.button(/^元に戻す：/)).toBeEnabled();
  await second.hands.press(second.button('ページの設定'));
  await second.hands.write(second.field('フォームの説明'), 'あとから変えた説明');
  const dialog = second.page.getByRole('alertdialog').or(second.page.getByRole('dialog'));
  await expect(dialog).toContainText('別の画面のあなた');
  await second.checks('a conflict');
});

test('a session that ends while a clerk writes loses nothing', async ({ server, newPage }) => {
  const officer = new Officer(await newPage(), mouse);
  await officer.signsIn(server.admin);
  const builder = new Builder(officer);
  await builder.creates(SURVEY, SURVEY);
  await officer.page.context().clearCookies();
  await officer.hands.press(officer.button('ページの設定'));
  await officer.hands.write(officer.field('フォームの説明'), '期限が切れてから書いた説明');
  const dialog = officer.page.getByRole('dialog', { name: 'もう一度サインインしてください' });
  await expect(dialog).toBeVisible();
  await officer.checks('a session that has ended');
  await officer.hands.write(dialog.getByLabel('パスワード', { exact: true }), server.admin.password);
  await officer.hands.press(dialog.getByRole('button', { name: 'サインイン' }));
  await expect(dialog).toBeHidden();
  await builder.isSaved();
  await officer.page.reload();
  await officer.hands.press(officer.button('ページの設定'));
  await expect(officer.field('フォームの説明')).toHaveValue('期限が切れてから書いた説明');
});

/**
 * Steps 2 to 5 at the office: make a form from a template and change it, publish it, let a resident send it, work on the
 * case, export, close the form. Written once, done by whatever hands the test gives.
 */
import { expect } from '@playwright/test';
import type { Hands } from '../hands/hands';
import { pdfText } from '../house/paper';
import type { Server } from '../house/server';
import { sheetRows } from '../house/workbook';
import { DESKTOP } from '../house/test';
import { Builder } from '../people/builder';
import { Officer } from '../people/officer';
import { Resident } from '../people/resident';
import type { NewPage } from '../house/test';
import { APPLICANT, bookVaccination, expectMails, type Changes, type Sent } from './vaccine';

const FORM = {
  title: '春のワクチン接種の予約',
  description: '春に接種を受ける方の予約です。',
  site: '中央保健センター（本館）',
  added: { label: '勤務先の名前', answer: '見本商店' },
} satisfies Changes & { description: string };
const NOTE = '会場を確保しました。';

export async function worksAnAfternoon(hands: Hands, server: Server, newPage: NewPage): Promise<void> {
  const officer = new Officer(await newPage(DESKTOP), hands);
  await officer.signsIn(server.admin);
  await officer.expectForm('ワクチン接種の予約', ['公開中', '第1版', '総務課', '0件']);
  const builder = new Builder(officer);
  await builder.creates('ワクチン接種の予約', FORM.title);
  await editsForm(builder);
  const link = await publishes(builder, server);

  const resident = new Resident(await newPage(DESKTOP), hands);
  await resident.page.goto(link);
  await expect(resident.page.getByText(FORM.description)).toBeVisible();
  const sent = await bookVaccination(resident, link, FORM);
  await expectMails(server, sent, FORM);

  await officer.goesToForms();
  await officer.expectForm(FORM.title, ['公開中', '第1版', '総務課', '1件']);
  await officer.goesToSubmissions(FORM.title);
  await worksOnCase(officer, sent);
  await hands.press(officer.link(`「${FORM.title}」の申請の一覧`));
  await officer.sees(`「${FORM.title}」の申請`);
  await exportsAll(officer, sent);
  await closes(officer, builder, resident, link);
}

async function editsForm(builder: Builder): Promise<void> {
  const { officer } = builder;
  const { hands } = officer;
  await hands.press(officer.button('ページの設定'));
  await expect(officer.field('フォームの名前')).toHaveValue(FORM.title);
  await hands.write(officer.field('フォームの説明'), FORM.description);

  await builder.selects('性別');
  await builder.adds('1行の文字');
  await hands.write(officer.field('項目の名前'), FORM.added.label);
  await hands.write(officer.field('説明'), '勤めていない方は「なし」と入力してください。');
  const required = officer.page.getByRole('checkbox', { name: '必須にする' });
  await expect(required).toBeChecked();
  await officer.checks('a field in the inspector');

  await removesAndUndoes(builder);
  await reorders(builder);
  await changesChoices(builder);
  await builder.isSaved();
}

async function removesAndUndoes(builder: Builder): Promise<void> {
  await builder.fromMenu('電話番号', '複製');
  await expect(builder.cards()).toHaveCount(10);
  await builder.undoes();
  await expect(builder.cards()).toHaveCount(9);
  await builder.fromMenu('性別', '削除');
  await expect(builder.card('性別')).toBeHidden();
  await builder.undoes();
  await expect(builder.card('性別')).toBeVisible();
}

async function reorders(builder: Builder): Promise<void> {
  const before = await builder.order();
  await builder.fromMenu(FORM.added.label, '下へ移動');
  const at = before.indexOf(FORM.added.label);
  const after = [...before.slice(0, at), before[at + 1], FORM.added.label, ...before.slice(at + 2)];
  await expect.poll(() => builder.order()).toEqual(after);
  await builder.fromMenu(FORM.added.label, '上へ移動');
  await expect.poll(() => builder.order()).toEqual(before);
}

async function changesChoices(builder: Builder): Promise<void> {
  const { officer } = builder;
  const { hands } = officer;
  await builder.goesToPage('会場と希望日');
  await builder.selects('接種会場');
  await hands.write(officer.field('選択肢1'), FORM.site);
  await hands.press(officer.button('「北保健センター」を下へ'));
  await expect(officer.field('選択肢2')).toHaveValue('南保健センター');
  await hands.press(officer.button('「西公民館」を削除'));
  await hands.press(officer.button('選択肢を追加'));
  await hands.write(officer.field('選択肢8'), '西保健センター');
  const required = officer.page.getByRole('checkbox', { name: '必須にする' });
  await expect(required).toBeChecked();
  await expect(builder.card('接種会場')).toContainText('西保健センター');
}

async function publishes(builder: Builder, server: Server): Promise<string> {
  const { officer } = builder;
  const frame = await builder.previews('会場と希望日');
  await officer.hands.choose(officer.page.getByLabel('表示するページ'), '1. 接種を受ける方');
  await expect(frame.getByRole('textbox', { name: new RegExp(`^${FORM.added.label}`) })).toBeVisible();
  await expect(frame.getByRole('heading', { name: FORM.title, level: 1 })).toBeVisible();
  const link = await builder.publishes();
  expect(link.startsWith(`${server.url}/f/`)).toBe(true);
  const { png, svg } = await builder.takesCodes();
  expect([...png.subarray(0, 4)]).toEqual([0x89, 0x50, 0x4e, 0x47]);
  expect(svg).toContain('<svg');
  return link;
}

async function worksOnCase(officer: Officer, sent: Sent): Promise<void> {
  await officer.opens(sent.number);
  await expect(officer.answerTo('接種券番号')).toHaveText('0123456789');
  await expect(officer.answerTo('接種を受ける方の氏名')).toContainText('髙橋');
  await expect(officer.answerTo(FORM.added.label)).toHaveText(FORM.added.answer);
  await officer.movesTo('処理中', NOTE);
  await officer.movesTo('完了', '案内を送りました。');
  await expect(officer.timeline()).toContainText('申請を受け付けました');
  await expect(officer.timeline()).toContainText('状態を「受付」から「処理中」に変えました');
  await expect(officer.timeline()).toContainText('状態を「処理中」から「完了」に変えました');
  await expect(officer.timeline()).toContainText('管理者');
  await officer.checks('a completed case');
  await prints(officer, sent);
}

/** The print button prints; what comes out holds the answers and no buttons. */
async function prints(officer: Officer, sent: Sent): Promise<void> {
  const { page } = officer;
  await page.evaluate(() => {
    window.print = () => document.documentElement.setAttribute('data-printed', 'yes');
  });
  await officer.hands.press(officer.button('印刷する'));
  await expect(page.locator('html')).toHaveAttribute('data-printed', 'yes');
  // Chromium's PDF gives the radical ⽒ where the page says the character 氏; they share a glyph.
  const printed = await pdfText(await page.pdf({ format: 'A4' }));
  const words = printed.replace(/[\u2e80-\u2fdf]/gu, (radical) => radical.normalize('NFKC'));
  for (const part of [sent.number, '髙橋', FORM.site, '見本商店']) expect(words).toContain(part);
  expect(words).not.toContain('印刷する');
  expect(words).not.toContain('メモを残す');
}

async function exportsAll(officer: Officer, sent: Sent): Promise<void> {
  const expected = [sent.number, '0123456789', FORM.added.answer, APPLICANT.mail];
  const csv = await officer.exports('CSV');
  expect([...csv.subarray(0, 3)], 'a byte order mark, so that Excel reads UTF-8').toEqual([0xef, 0xbb, 0xbf]);
  for (const part of expected) expect(csv.toString('utf8')).toContain(part);

  const rows = sheetRows(await officer.exports('Excel（XLSX）'));
  expect(rows).toHaveLength(2);
  expect(rows[0]).toContain(FORM.added.label);
  for (const part of expected) expect(rows[1]).toContain(part);

  const json: unknown = JSON.parse((await officer.exports('JSON')).toString('utf8'));
  const flat = JSON.stringify(json);
  for (const part of [...expected, '髙橋', '﨑子']) expect(flat).toContain(part);
}

async function closes(officer: Officer, builder: Builder, resident: Resident, link: string): Promise<void> {
  await officer.hands.press(officer.link('このフォームの編集画面'));
  await officer.sees(FORM.title);
  await builder.closesForm();
  await officer.goesToForms();
  await officer.expectForm(FORM.title, ['受付終了']);
  await resident.page.goto(link);
  await resident.sees('受け付けていません');
  await expect(resident.button('入力を始める')).toHaveCount(0);
}

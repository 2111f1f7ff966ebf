/**
 * A parent claims the child allowance: children as rows that are added, taken away and moved, a mistake in one of them,
 * sums that follow, an account whose bank and branch are named. Done by whatever hands the parent has, with scripts or
 * without.
 */
import { expect } from '@playwright/test';
import { dayFromToday, inWords, type Day } from '../house/days';
import { pdfText } from '../house/paper';
import type { Resident } from '../people/resident';

const TITLE = '児童手当の認定の請求';
const MONTHLY = '1か月の手当（自動計算）';
const BESIDE = '氏名の「名（フリガナ）」を入力してください。';
const NO_KANA = `お子さん 1の${BESIDE}`;
const OLDER = { given: '二葉', kana: 'ふたば', born: dayFromToday(-3640) };
const YOUNGER = { given: '一花', kana: '', born: dayFromToday(-30) };

export async function claimsAllowance(resident: Resident, url: string): Promise<void> {
  const { hands } = resident;
  await resident.begins(url, TITLE);
  await givesReason(resident);
  await saysWho(resident);
  await listsChildren(resident);
  await comesBackToChildren(resident);
  await namesAccount(resident);
  await confirms(resident);
  await hands.press(resident.button('この内容で送信する'));
  await keepsReceipt(resident);
}

/** Goes as far as the children and writes two of them down. */
export async function showsChildren(resident: Resident, url: string): Promise<void> {
  await resident.begins(url, TITLE);
  await givesReason(resident);
  await saysWho(resident);
  await writesChild(resident, 'お子さん 1', { ...YOUNGER, kana: 'イチカ' });
  await resident.hands.press(resident.button('お子さんを追加する'));
  await writesChild(resident, 'お子さん 2', { ...OLDER, kana: 'フタバ' });
  await worksOut(resident.inRow('お子さん 2'), MONTHLY, '10,000円');
}

async function givesReason(resident: Resident): Promise<void> {
  await resident.answer('手続をする理由', '子どもが生まれた');
  await resident.writeParts('理由が起きた日', { ...dayFromToday(-2) });
  await worksOut(resident, '期限を過ぎた日数（自動計算）', '0日');
  await resident.goesOn('請求する方');
}

async function saysWho(resident: Resident): Promise<void> {
  await resident.writeParts('請求する方の氏名', {
    姓: '窓口',
    名: '太郎',
    '姓（フリガナ）': 'まどぐち',
    '名（フリガナ）': 'タロウ',
  });
  await resident.writeParts('請求する方の生年月日', { 年: '平成2', 月: '1', 日: '2' });
  await resident.write('請求する方の個人番号', '１２３４ー５６７８ー９０１８');
  const address = '請求する方の住所';
  await resident.writeParts(address, { 郵便番号: '１００ー０００１' });
  await resident.hands.choose(resident.part(address, '都道府県'), '東京都');
  await resident.writeParts(address, { 市区町村: '千代田区', '町名・番地': '千代田１ー１' });
  await resident.write('電話番号', '09000000000');
  await resident.answer('加入している年金', '厚生年金');
  await resident.answer('配偶者', 'いない');
  await resident.goesOn('お子さん');
}

/** Two children; a third is begun and taken away; the younger one is moved up; her reading was forgotten. */
async function listsChildren(resident: Resident): Promise<void> {
  const { hands, page } = resident;
  await writesChild(resident, 'お子さん 1', OLDER);
  await worksOut(resident.inRow('お子さん 1'), MONTHLY, '10,000円');
  for (const name of ['お子さん 2', 'お子さん 3']) {
    await hands.press(resident.button('お子さんを追加する'));
    await expect(resident.row(name), 'the new row has the focus').toBeFocused();
  }
  await writesChild(resident, 'お子さん 2', YOUNGER);
  await resident.inRow('お子さん 3').writeParts('氏名', { 名: 'まちがい' });
  await hands.press(resident.button('お子さん 3を取り消す'));
  await expect(resident.row('お子さん 3')).toHaveCount(0);
  await resident.sees('お子さん');

  await hands.press(resident.button(/^上へ\s*移す：お子さん 2$/));
  await expect(resident.inRow('お子さん 1').part('氏名', '名')).toHaveValue(YOUNGER.given);
  await expect(resident.inRow('お子さん 2').part('氏名', '名')).toHaveValue(OLDER.given);
  await expect(resident.button(/^上へ\s*移す：お子さん 1$/), 'nothing is above the first').toHaveCount(0);
  await worksOut(resident.inRow('お子さん 1'), MONTHLY, '15,000円');
  await expect(resident.inRow('お子さん 2').workedOut(MONTHLY)).toHaveText('10,000円');
  await expect(resident.workedOut('お子さんの人数')).toHaveText('2人');
  await expect(resident.workedOut('1か月の手当の合計')).toHaveText('25,000円');
  await expect(resident.workedOut('1回の支払額')).toHaveText('50,000円');
  await expect(page.getByText('まちがい')).toHaveCount(0);

  await hands.press(resident.button('次へ進む'));
  const kana = resident.inRow('お子さん 1').part('氏名', '名（フリガナ）');
  await resident.isToldAbout([{ field: kana, message: NO_KANA, beside: BESIDE }]);
  await resident.goesToMistake(NO_KANA, kana);
  await hands.write(kana, 'イチカ');
  await hands.tick(page.getByRole('checkbox', { name: /^乳児の健診と子育ての相談の案内/ }));
  await resident.goesOn('受け取る口座と同意');
}

async function writesChild(
  resident: Resident,
  name: string,
  child: { given: string; kana: string; born: Day },
): Promise<void> {
  const row = resident.inRow(name);
  await row.writeParts('氏名', { 姓: '窓口', 名: child.given, '姓（フリガナ）': 'マドグチ' });
  if (child.kana !== '') await row.writeParts('氏名', { '名（フリガナ）': child.kana });
  await row.writeParts('生年月日', { ...child.born });
  await row.answer('請求する方との関係', '子');
  await row.answer('一緒に住んでいますか', 'はい');
  await row.answer('数え方', '第1子・第2子');
}

/** Scripts keep calculated values up to date; without them a button beside the value does. */
async function worksOut(place: Resident, label: string, value: string): Promise<void> {
  const { hands, hasScripts, page } = place;
  if (!hasScripts) {
    const again = place
      .workedOut(label)
      .locator('xpath=..')
      .getByRole('button', { name: /^計算し直す/ });
    await hands.press(again);
  } else await page.keyboard.press('Tab');
  await expect(place.workedOut(label)).toHaveText(value);
}

/** 「戻る」 and the browser's own Back keep the rows as they are. */
async function comesBackToChildren(resident: Resident): Promise<void> {
  const { page, hands } = resident;
  await hands.press(resident.button('戻る'));
  await resident.sees('お子さん');
  await expect(resident.inRow('お子さん 2').part('氏名', '名')).toHaveValue(OLDER.given);
  await expect(resident.inRow('お子さん 1').part('氏名', '名（フリガナ）')).toHaveValue('イチカ');
  await resident.goesOn('受け取る口座と同意');
  await page.goBack();
  await resident.sees('お子さん');
  await expect(resident.inRow('お子さん 1').part('氏名', '名')).toHaveValue(YOUNGER.given);
  await page.goForward();
  await resident.sees('受け取る口座と同意');
}

async function namesAccount(resident: Resident): Promise<void> {
  const { hands } = resident;
  const account = '振込先の口座';
  await resident.answer('受け取る口座', '銀行・信用金庫など');
  await hands.tick(resident.page.getByRole('checkbox', { name: /^入力した内容に間違いがなく/ }));
  // Without scripts, questions that depend on an answer come with the server's next answer.
  if (!resident.hasScripts) await hands.press(resident.button('次へ進む'));
  await resident.writeParts(account, { 金融機関コード: '９９９９', 支店コード: '001' });
  await hands.choose(resident.part(account, '預金種目'), '普通');
  await resident.writeParts(account, { 口座番号: '１', '口座名義（カナ）': 'まどぐち　タロウ' });
  await hands.press(resident.button('次へ進む'));
  const code = resident.part(account, '金融機関コード');
  await expect(resident.page.getByRole('alert')).toContainText('入力内容を確かめてください（1件）');
  await expect(code).toHaveAttribute('aria-invalid', 'true');
  await hands.write(code, '0001');
  await resident.goesOn('入力内容の確認');
}

async function confirms(resident: Resident): Promise<void> {
  const account = resident.answerTo('振込先の口座');
  for (const part of ['みずほ（0001）', '東京営業部（001）', '普通', '0000001', 'ﾏﾄﾞｸﾞﾁ ﾀﾛｳ'])
    await expect(account).toContainText(part);
  await expect(resident.answerTo('お子さん')).toHaveText(
    /^お子さん 1氏名：窓口\u3000一花.*15,000円お子さん 2氏名：窓口\u3000二葉マドグチ\u3000フタバ.*10,000円$/s,
  );
  await resident.expectAnswers({ '1か月の手当の合計（自動計算）': '25,000円' });
  await resident.hands.press(resident.button(/^修正する\s*：お子さん$/));
  await expect(resident.inRow('お子さん 2').workedOut(MONTHLY)).toHaveText('10,000円');
  await resident.sees('お子さん');
  await resident.hands.press(resident.button('確認へ進む'));
  await resident.sees('入力内容の確認');
}

async function keepsReceipt(resident: Resident): Promise<void> {
  await resident.sees('受け付けました');
  expect(await resident.receiptNumber()).toMatch(/^JIDO-/);
  const children = resident.answerTo('お子さん');
  for (const part of ['お子さん 1', '窓口　一花', inWords(YOUNGER.born), 'お子さん 2', '窓口　二葉'])
    await expect(children).toContainText(part);
  await expect(children).not.toContainText('まちがい');
  await expect(resident.answerTo('振込先の口座')).toContainText('みずほ');
  const pdf = await resident.downloads(resident.page.getByRole('link', { name: '受付票（PDF）を保存する' }));
  const words = await pdfText(pdf.content);
  for (const part of ['窓口一花', '窓口二葉', 'フタバ', '25,000円', 'みずほ']) expect(words).toContain(part);
}

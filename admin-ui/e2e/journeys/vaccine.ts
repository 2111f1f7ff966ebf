/**
 * A resident books a vaccination: four pages, mistakes on the way, the confirmation page, the receipt, its PDF, and the
 * mail with the PDF. Done by whatever hands the resident has, with scripts or without.
 */
import { expect } from '@playwright/test';
import { inWords, weekdayFromToday } from '../house/days';
import { mailTo } from '../house/mails';
import { pdfText } from '../house/paper';
import type { Server } from '../house/server';
import type { Resident } from '../people/resident';

export const APPLICANT = { mail: 'sakiko@example.com', name: '髙橋 﨑子' };
const ILLNESS = 'ぜんそく。吸入薬を使っています。';
const WRONG_TICKET = '接種券番号は10桁の数字で入力してください。';
const WRONG_MAIL = 'メールアドレスが、確認用に入力されたものと違います。同じものを2回入力してください。';
const NO_BIRTH_DATE = '生年月日を入力してください。';
const NO_CONSENT =
  '「接種の効果と副反応についての説明を読み、接種を希望します。」にチェックを入れてください。チェックがないと、この手続に進めません。';

/** What the office has changed in the form before it published it. */
export interface Changes {
  title: string;
  /** A text question on the first page that the office has added. */
  added?: { label: string; answer: string };
  /** The place to choose, as the office calls it. */
  site: string;
}

export interface Sent {
  number: string;
  receiptUrl: string;
}

export async function bookVaccination(
  resident: Resident,
  url: string,
  form: Changes,
  beforeSending: () => Promise<void> = () => Promise.resolve(),
): Promise<Sent> {
  await resident.begins(url, form.title);
  await fillApplicant(resident, form);
  await fillBooking(resident, form);
  await fillPrecheck(resident);
  await consent(resident);
  await confirm(resident, form);
  await beforeSending();
  await resident.hands.press(resident.button('この内容で送信する'));
  return receipt(resident, form);
}

async function fillApplicant(resident: Resident, form: Changes): Promise<void> {
  await resident.write('接種券番号', '０１２３');
  await resident.writeParts('接種を受ける方の氏名', {
    姓: '髙橋',
    名: '﨑子',
    '姓（フリガナ）': 'たかはし',
    '名（フリガナ）': 'ｻｷｺ',
  });
  await resident.answer('性別', '女性');
  await resident.write('電話番号', '０９０ー００００ー００００');
  await resident.writeParts('メールアドレス', {
    メールアドレス: APPLICANT.mail,
    '確認のため、もう一度入力してください': 'sakiko@example.net',
  });
  if (form.added) await resident.write(form.added.label, form.added.answer);
  await resident.hands.press(resident.button('次へ進む'));
  const mail = resident.part('メールアドレス', 'メールアドレス');
  await resident.isToldAbout([
    { field: resident.text('接種券番号'), message: WRONG_TICKET },
    { field: resident.part('生年月日', '年'), group: resident.group('生年月日'), message: NO_BIRTH_DATE },
    { field: mail, group: resident.group('メールアドレス'), message: WRONG_MAIL },
  ]);
  await expect(resident.part('接種を受ける方の氏名', '姓')).toHaveValue('髙橋');
  await resident.goesToMistake(WRONG_TICKET, resident.text('接種券番号'));
  await resident.write('接種券番号', '０１２３４５６７８９');
  await resident.writeParts('生年月日', { 年: '昭和55', 月: '４', 日: '1' });
  await resident.writeParts('メールアドレス', { '確認のため、もう一度入力してください': APPLICANT.mail });
  await resident.goesOn('会場と希望日');
}

async function fillBooking(resident: Resident, form: Changes): Promise<void> {
  await resident.hands.choose(resident.list('接種会場'), form.site);
  await resident.writeParts('希望日', { ...weekdayFromToday(7) });
  await resident.answer('希望する時間帯', 'どちらでもよい');
  await resident.hands.tick(
    resident.group('当日に必要な手助け').getByRole('checkbox', { name: '筆談が必要' }),
  );
  await resident.goesOn('予診の質問');
}

async function fillPrecheck(resident: Resident): Promise<void> {
  await resident.hands.press(resident.button('戻る'));
  await resident.sees('会場と希望日');
  await expect(resident.list('接種会場')).not.toHaveValue('');
  await resident.goesOn('予診の質問');
  await resident.answer('現在、病気の治療を受けていますか', 'はい');
  const details = resident.text('病名や薬の名前');
  // It moves what stands below it, as a person sees before they go on.
  if (resident.hasScripts) await expect(details).toBeVisible();
  const no = [
    'この1か月の間に',
    '血が止まりにくい病気がありますか',
    '薬や食べ物で',
    '予防接種を受けて、具合が悪くなったことがありますか',
    'この2週間の間に',
  ];
  for (const question of no) await resident.answer(question, 'いいえ');
  if (!resident.hasScripts) {
    // The question that depends on an answer comes with the server's next answer, without being called a mistake.
    await expect(details).toHaveCount(0);
    await resident.hands.press(resident.button('次へ進む'));
    await expect(
      resident.page.getByRole('status').filter({ hasText: '入力する項目が増えました' }),
    ).toBeVisible();
    await resident.sees('予診の質問');
  }
  await resident.hands.write(details, ILLNESS);
  await resident.goesOn('説明と同意');
}

async function consent(resident: Resident): Promise<void> {
  const box = resident.page.getByRole('checkbox', { name: /^接種の効果と副反応についての説明を読み/ });
  await resident.hands.press(resident.button('次へ進む'));
  await resident.isToldAbout([{ field: box, message: NO_CONSENT }]);
  await resident.hands.tick(box);
  await resident.goesOn('入力内容の確認');
}

async function confirm(resident: Resident, form: Changes): Promise<void> {
  await resident.expectAnswers({ 接種券番号: '0123456789', 電話番号: '090-0000-0000', 接種会場: form.site });
  await expect(resident.answerTo('接種を受ける方の氏名')).toContainText('髙橋');
  await expect(resident.answerTo('接種を受ける方の氏名')).toContainText('タカハシ');
  await expect(resident.answerTo('生年月日')).toContainText('1980年4月1日');
  await expect(resident.answerTo('希望日')).toContainText(inWords(weekdayFromToday(7)));
  if (form.added) await resident.expectAnswers({ [form.added.label]: form.added.answer });
  await resident.hands.press(resident.button(/^修正する\s*：会場と希望日$/));
  await resident.sees('会場と希望日');
  await resident.answer('希望する時間帯', '午前（9時から12時まで）');
  await resident.hands.press(resident.button('確認へ進む'));
  await resident.sees('入力内容の確認');
  await resident.expectAnswers({ 希望する時間帯: '午前（9時から12時まで）' });
}

async function receipt(resident: Resident, form: Changes): Promise<Sent> {
  await resident.sees('受け付けました');
  const number = await resident.receiptNumber();
  expect(number).toMatch(/^WK-/);
  await expect(resident.page.getByText(APPLICANT.mail).first()).toBeVisible();
  await resident.expectAnswers({ 接種会場: form.site, 病名や薬の名前: ILLNESS });
  const pdf = await resident.downloads(resident.page.getByRole('link', { name: '受付票（PDF）を保存する' }));
  expect(pdf.name).toBe(`${number}.pdf`);
  const words = await pdfText(pdf.content);
  for (const part of [number, form.title, '髙橋', '﨑子', '0123456789', form.site, ILLNESS]) {
    expect(words, `the receipt PDF says 「${part}」`).toContain(part.replace(/\s/g, ''));
  }
  return { number, receiptUrl: resident.page.url() };
}

/** The way in the mail shows number and state, never the answers: an address may be mistyped. */
async function expectStatusOnly(text: string, sent: Sent): Promise<void> {
  const link = /https?:\S+\/r\/\S+/.exec(text)?.[0] ?? '';
  expect(link).not.toBe(sent.receiptUrl);
  const page = await (await fetch(link)).text();
  expect(page).toContain(sent.number);
  for (const answer of ['髙橋', ILLNESS]) expect(page).not.toContain(answer);
}

/** The applicant's mail: number, time, link, and the PDF with the answers that may be mailed. */
export async function expectMails(server: Server, sent: Sent, form: Changes): Promise<void> {
  const mail = await mailTo(server.mailDir, APPLICANT.mail, sent.number);
  expect(mail.text).toContain(form.title);
  await expectStatusOnly(mail.text, sent);
  expect(mail.text).toMatch(/\d{4}年\d{1,2}月\d{1,2}日/);
  expect(mail.words, 'answers stand only in the attached PDF').not.toContain('﨑子');
  expect(mail.attachments.map(({ mediaType }) => mediaType)).toEqual(['application/pdf']);
  const words = await pdfText(mail.attachments[0]?.content ?? new Uint8Array());
  for (const part of [sent.number, '髙橋', form.site]) expect(words).toContain(part.replace(/\s/g, ''));
  expect(words, 'special answers are never mailed').not.toContain('ぜんそく');

  const notice = await mailTo(server.mailDir, server.admin.email, sent.number);
  expect(notice.text).toContain(form.title);
  expect(notice.attachments).toEqual([]);
  for (const secret of ['髙橋', '﨑子', '0123456789', 'ぜんそく', APPLICANT.mail]) {
    expect(notice.words, "the department's mail holds no answers").not.toContain(secret);
  }
}

/**
 * A damage report with photographs: the resident attaches a JPEG and a PNG, wants a mail back and gets one without
 * answers; staff look at the photographs, take the originals and the archive, and handle the case.
 */
import { expect, type Browser } from '@playwright/test';
import { unzipSync } from 'fflate';
import type { Hands } from '../hands/hands';
import { dayFromToday } from '../house/days';
import { mailTo } from '../house/mails';
import { paint, type Photo } from '../house/photos';
import type { Server } from '../house/server';
import { DESKTOP, type NewPage } from '../house/test';
import { Builder } from '../people/builder';
import { Officer } from '../people/officer';
import { Resident } from '../people/resident';

export const REPORT = { title: '道路の不具合の通報', mail: 'mitsuke@example.com' };
const PLACE = '中央一丁目の交差点から北へ約50メートル';
const TOO_FEW = '写真は2つ以上選んでください。';

/** From the template to the public link, without a change. */
export async function publishesReport(officer: Officer): Promise<string> {
  const builder = new Builder(officer);
  await builder.creates(REPORT.title, REPORT.title);
  const link = await builder.publishes();
  return link;
}

export async function paintPhotos(browser: Browser): Promise<[Photo, Photo]> {
  return [await paint(browser, 'あな近く.jpg', '#3c4043'), await paint(browser, 'hole-far.png', '#5f6368')];
}

/** Reports a hole in the road; returns the receipt number. */
export async function reportsHole(resident: Resident, url: string, photos: [Photo, Photo]): Promise<string> {
  const { hands } = resident;
  await resident.begins(url, REPORT.title);
  await turnsBackFromExit(resident);
  await resident.answer('不具合の種類', '道路の穴・段差');
  await resident.goesOn('写真');
  await attaches(resident, photos);
  await resident.goesOn('場所と様子');
  await resident.write('場所', PLACE);
  await resident.writeParts('見つけた日', { ...dayFromToday(-1) });
  await resident.goesOn('連絡先と同意');
  await leavesAddress(resident);
  await resident.goesOn('入力内容の確認');
  await expect(resident.answerTo('写真')).toContainText(photos[0].name);
  await expect(resident.answerTo('写真')).toContainText(photos[1].name);
  await hands.press(resident.button('この内容で送信する'));
  await resident.sees('受け付けました');
  return resident.receiptNumber();
}

/** Urgent damage ends the journey with a telephone number; the resident goes back and answers again. */
async function turnsBackFromExit(resident: Resident): Promise<void> {
  const question = '今すぐ手当てをしないと、けがや事故が起きるおそれがありますか';
  await resident.answer(question, 'はい');
  await resident.answer('不具合の種類', '道路の穴・段差');
  await resident.goesOn('電話で知らせてください');
  await resident.hands.press(resident.button('戻って入力を見直す'));
  await resident.sees(REPORT.title);
  await expect(resident.radio(question, 'はい')).toBeChecked();
  await resident.answer(question, 'いいえ');
}

async function attaches(resident: Resident, [near, far]: [Photo, Photo]): Promise<void> {
  const { hands } = resident;
  const field = resident.page.getByLabel(/^写真/).and(resident.page.locator('input'));
  await hands.attach(field, [near]);
  await hands.press(resident.button('次へ進む'));
  await resident.isToldAbout([{ field, message: TOO_FEW }]);
  const received = resident.page.getByRole('list', { name: /受け取ったファイル$/ });
  await expect(received.getByRole('listitem')).toHaveCount(1);
  await expect(received).toContainText(near.name);
  await hands.attach(field, [far]);
}

async function leavesAddress(resident: Resident): Promise<void> {
  const { hands } = resident;
  await hands.tick(resident.page.getByRole('checkbox', { name: /^対応の予定について連絡がほしい/ }));
  await hands.tick(resident.page.getByRole('checkbox', { name: /^国や県などが管理する道路だった場合に/ }));
  await asksForMore(resident);
  await resident.answer('連絡の方法', 'メール');
  await asksForMore(resident);
  await resident.writeParts('氏名', { 姓: '見本', 名: '花子' });
  await resident.writeParts('メールアドレス', {
    メールアドレス: REPORT.mail,
    '確認のため、もう一度入力してください': REPORT.mail,
  });
}

/** Without scripts, questions that depend on an answer come with the server's next answer. */
async function asksForMore(resident: Resident): Promise<void> {
  if (!resident.hasScripts) await resident.hands.press(resident.button('次へ進む'));
}

/** This form's mails hold number, time and link, and no answers. */
export async function expectBareMails(server: Server, number: string): Promise<void> {
  const mail = await mailTo(server.mailDir, REPORT.mail, number);
  expect(mail.text).toContain(REPORT.title);
  expect(mail.text).toContain(`${server.url}/r/`);
  expect(mail.text).toMatch(/\d{4}年\d{1,2}月\d{1,2}日/);
  const notice = await mailTo(server.mailDir, server.admin.email, number);
  for (const { words, attachments } of [mail, notice]) {
    expect(attachments).toEqual([]);
    for (const answer of ['中央一丁目', '見本 花子', '花子']) expect(words).not.toContain(answer);
  }
}

/** Staff look at the photographs and take the originals, one by one and together. */
export async function looksAtPhotos(officer: Officer, number: string, photos: [Photo, Photo]): Promise<void> {
  await officer.goesToForms();
  await officer.goesToSubmissions(REPORT.title);
  await expect(officer.row('申請の一覧', number)).toContainText('2件');
  await officer.opens(number);
  await expect(officer.answerTo('場所')).toHaveText(PLACE);
  const files = officer.page.getByRole('region', { name: /^添付ファイル/ });
  for (const photo of photos) {
    const item = files.getByRole('listitem').filter({ hasText: photo.name });
    const thumbnail = item.locator('img');
    await expect
      .poll(() => thumbnail.evaluate((image: HTMLImageElement) => image.naturalWidth), photo.name)
      .toBeGreaterThan(10);
    const original = await officer.downloads(item.getByRole('link'));
    expect(original.name).toBe(photo.name);
    expect(original.content.equals(photo.buffer), `${photo.name} is the file that was sent`).toBe(true);
  }
  const archive = await officer.downloads(officer.link('すべてZIPでダウンロード'));
  const entries = Object.values(unzipSync(new Uint8Array(archive.content)));
  expect(entries.map(({ length }) => length).sort()).toEqual(
    photos.map(({ buffer }) => buffer.length).sort(),
  );
  await officer.checks('a case with photographs');
  await officer.movesTo('処理中', '現地を確かめます。');
  await officer.movesTo('完了', '穴をふさぎました。');
}

/** The whole report, office and resident, done by the same hands. */
export async function reportsAndHandles(
  hands: Hands,
  server: Server,
  newPage: NewPage,
  browser: Browser,
): Promise<void> {
  const photos = await paintPhotos(browser);
  const officer = new Officer(await newPage(DESKTOP), hands);
  await officer.signsIn(server.admin);
  const link = await publishesReport(officer);
  const number = await reportsHole(new Resident(await newPage(DESKTOP), hands), link, photos);
  expect(number).toMatch(/^MICHI-/);
  await expectBareMails(server, number);
  await looksAtPhotos(officer, number, photos);
}

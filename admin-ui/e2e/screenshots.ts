/** The pictures in docs/images: what residents see, on a phone and at a desk, and what staff see. Example data only. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { Page } from '@playwright/test';
import { finger, mouse } from './hands/pointer';
import { publishTemplate } from './house/forms';
import { DESKTOP, expect, PHONE, test } from './house/test';
import { showsChildren } from './journeys/allowance';
import { bookVaccination } from './journeys/vaccine';
import { Builder } from './people/builder';
import { Officer } from './people/officer';
import { Resident } from './people/resident';

const IMAGES = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../docs/images');
const FORM = { title: 'ワクチン接種の予約', site: '市民ホール' };
/** A picture that is heavier makes the documentation slow to read. */
const LIMIT = 200 * 1024;
/** What a town might offer beside the vaccination. */
const PROCEDURES = [
  'child-allowance',
  'moving-out',
  'tax-certificate',
  'dog-registration',
  'disaster-certificate',
  'road-damage-report',
  'my-number-card-reservation',
];

const image = (name: string) => path.join(IMAGES, `${name}.png`);

test.beforeAll(() => mkdir(IMAGES, { recursive: true }));

test('builder, preview', async ({ server, newPage }) => {
  const officer = new Officer(await newPage(DESKTOP), mouse);
  await officer.signsIn(server.admin);
  const builder = new Builder(officer);
  await builder.creates(FORM.title, FORM.title);
  await builder.selects('性別');
  await picture(officer.page, 'builder');
  await builder.goesTo('プレビュー');
  await officer.page.frameLocator('iframe').getByRole('heading', { name: FORM.title, level: 1 }).waitFor();
  await picture(officer.page, 'preview');
});

test('portal', async ({ server, newPage }) => {
  for (const slug of PROCEDURES) await publishTemplate(server, slug);
  const page = await newPage(DESKTOP);
  await page.goto('/');
  await expect(page.getByRole('link', { name: FORM.title })).toBeVisible();
  await picture(page, 'portal');
});

test('start-phone, resident-phone, errors-phone', async ({ newPage }) => {
  const resident = new Resident(await newPage(PHONE), finger);
  await resident.page.goto('/f/vaccine-booking');
  await picture(resident.page, 'start-phone');
  await resident.begins('/f/vaccine-booking', FORM.title);
  await picture(resident.page, 'resident-phone');
  await resident.write('接種券番号', '0123');
  await resident.writeParts('接種を受ける方の氏名', { 姓: '見本', 名: '花子' });
  await resident.hands.press(resident.button('次へ進む'));
  await expect(resident.page.getByRole('alert')).toBeVisible();
  await picture(resident.page, 'errors-phone');
});

test('group-phone', async ({ server, newPage }) => {
  const url = await publishTemplate(server, 'child-allowance');
  const resident = new Resident(await newPage(PHONE), finger);
  await showsChildren(resident, url);
  await resident.row('お子さん 2').evaluate((row) => row.scrollIntoView({ block: 'start' }));
  await resident.page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
  await picture(resident.page, 'group-phone', false);
});

test('confirmation', async ({ newPage }) => {
  const resident = new Resident(await newPage(DESKTOP), mouse);
  await bookVaccination(resident, '/f/vaccine-booking', FORM, () => picture(resident.page, 'confirmation'));
});

test('receipt-phone, receipt-pdf', async ({ newPage }) => {
  const resident = new Resident(await newPage(PHONE), finger);
  await bookVaccination(resident, '/f/vaccine-booking', FORM);
  await picture(resident.page, 'receipt-phone');
  const pdf = await resident.downloads(resident.page.getByRole('link', { name: '受付票（PDF）を保存する' }));
  await drawFirstPage(pdf.content, 'receipt-pdf');
});

test('english-phone, easy-phone', async ({ newPage }) => {
  const page = await newPage(PHONE);
  for (const [language, name] of [
    ['en', 'english-phone'],
    ['ja-easy', 'easy-phone'],
  ]) {
    await page.goto(`/f/vaccine-booking?lang=${language}`);
    await page.locator('main form[method=get] button.primary').tap();
    await page.waitForURL(/\/form\?/);
    await picture(page, String(name));
  }
});

test('paper-form', async ({ server, request }) => {
  const url = await publishTemplate(server, 'child-allowance');
  const paper = await request.get(`${url}/paper.pdf`);
  expect(paper.ok()).toBe(true);
  await drawFirstPage(await paper.body(), 'paper-form');
});

/** What is in the window, from the top of the page. */
async function picture(page: Page, name: string, fromTop = true): Promise<void> {
  if (fromTop) await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: image(name) });
  await weigh(name);
}

async function weigh(name: string): Promise<void> {
  const { size } = await stat(image(name));
  console.log(`docs/images/${name}.png: ${size} bytes`);
  expect(size, `${name}.png`).toBeLessThanOrEqual(LIMIT);
}

/** Poppler draws the page; it is on every Linux desktop and asks for no library of ours. */
async function drawFirstPage(pdf: Buffer, name: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-pdf-'));
  const file = path.join(folder, 'paper.pdf');
  await writeFile(file, pdf);
  try {
    const options = ['-png', '-r', '96', '-f', '1', '-singlefile', file, path.join(IMAGES, name)];
    await promisify(execFile)('pdftoppm', options);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
    console.log(
      `docs/images/${name}.png stays as it is: there is no pdftoppm (Debian, Ubuntu: poppler-utils) to draw it`,
    );
    return;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  await weigh(name);
}

/** The pictures in docs/images: the builder, a resident's page on a phone, a receipt. Example data only. */
import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { finger, mouse } from './hands/pointer';
import { DESKTOP, PHONE, test } from './house/test';
import { bookVaccination } from './journeys/vaccine';
import { Builder } from './people/builder';
import { Officer } from './people/officer';
import { Resident } from './people/resident';

const IMAGES = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../docs/images');
const FORM = { title: 'ワクチン接種の予約', site: '市民ホール' };

test.beforeAll(() => mkdir(IMAGES, { recursive: true }));

test('the builder and the list of forms', async ({ server, newPage }) => {
  const officer = new Officer(await newPage(DESKTOP), mouse);
  await officer.signsIn(server.admin);
  const builder = new Builder(officer);
  await builder.creates(FORM.title, FORM.title);
  await builder.selects('性別');
  await officer.page.evaluate(() => window.scrollTo(0, 0));
  await officer.page.screenshot({ path: path.join(IMAGES, 'builder.png') });
  await builder.goesTo('プレビュー');
  await officer.page.frameLocator('iframe').getByRole('heading', { name: FORM.title, level: 1 }).waitFor();
  await officer.page.screenshot({ path: path.join(IMAGES, 'preview.png') });
});

test('a resident on a phone, and the receipt', async ({ newPage }) => {
  const resident = new Resident(await newPage(PHONE), finger);
  await resident.begins('/f/vaccine-booking', FORM.title);
  await resident.page.getByText('ステップ 1 / 5').evaluate((step) => step.scrollIntoView({ block: 'start' }));
  await resident.page.screenshot({ path: path.join(IMAGES, 'resident-phone.png') });
  await bookVaccination(resident, '/f/vaccine-booking', FORM);
  await resident.page.evaluate(() => window.scrollTo(0, 0));
  await resident.page.screenshot({ path: path.join(IMAGES, 'receipt-phone.png') });
  const pdf = await resident.downloads(resident.page.getByRole('link', { name: '受付票（PDF）を保存する' }));
  await drawFirstPage(pdf.content, path.join(IMAGES, 'receipt-pdf'));
});

/** Poppler draws the page; it is on every Linux desktop and asks for no library of ours. */
async function drawFirstPage(pdf: Buffer, target: string): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), 'madoguchi-pdf-'));
  const file = path.join(folder, 'receipt.pdf');
  await writeFile(file, pdf);
  try {
    const options = ['-png', '-r', '96', '-f', '1', '-singlefile', file, target];
    await promisify(execFile)('pdftoppm', options);
  } catch (error) {
    throw new Error(`pdftoppm (Debian, Ubuntu: poppler-utils) cannot draw the receipt: ${String(error)}`, {
      cause: error,
    });
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

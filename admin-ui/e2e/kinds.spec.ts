/**
 * Every kind of question on a page of its own: what assistive technology is told about it (frozen in e2e/snapshots), empty
 * and with its mistake, in a narrow and a wide window.
 */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, type Page } from '@playwright/test';
import { expectAccessible } from './house/axe';
import { makesCalendar } from './house/calendars';
import { today } from './house/days';
import { begin, fillPage, routes } from './house/filler';
import { publishDocument } from './house/forms';
import { test } from './house/test';
import { KINDS } from './journeys/kinds';

const NARROW = { width: 320, height: 640 };
const WIDE = { width: 1280, height: 800 };

/** The id of the page with the question: `shortText` stands on `short-text`. */
const idOf = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

async function auditsBoth(page: Page, name: string): Promise<void> {
  for (const size of [NARROW, WIDE]) {
    await page.setViewportSize(size);
    await expectAccessible(page, `${name} at ${size.width} px`);
  }
}

/** What is said below a question belongs to an input or a group of it, and what is wrong is marked as such. */
async function expectDescribed(page: Page, kind: string): Promise<void> {
  const loose = await page
    .locator('.blocks :is(.help, .error)[id]')
    .evaluateAll((notes) =>
      notes
        .filter((note) => document.querySelector(`[aria-describedby~="${note.id}"]`) === null)
        .map((note) => note.outerHTML),
    );
  expect(loose, `${kind}: words that describe nothing`).toEqual([]);
  const unnamed = await page
    .locator('.blocks > .field')
    .evaluateAll((fields) =>
      fields
        .filter(
          (field) => field.querySelector('[data-need]') === null && field.querySelector('output') === null,
        )
        .map((field) => field.outerHTML.slice(0, 200)),
    );
  expect(unnamed, `${kind}: neither 必須 nor 任意`).toEqual([]);
}

test('every kind of question says what it is', async ({ server, newPage }) => {
  const names = Object.keys(KINDS);
  const document = {
    'x-language': 2,
    type: 'object',
    title: 'すべての種類',
    'x-settings': { myNumberGround: '番号法 第9条第1項（見本）' },
    properties: KINDS,
    required: names.filter((name) => !('x-value' in (KINDS[name] ?? {}))),
    'x-pages': names.map((name) => ({ id: idOf(name), title: `種類 ${name}`, blocks: [{ field: name }] })),
  };
  await makesCalendar(server, 'calendar', { places: [{ title: '中央公民館' }] });
  const required = new Set(document.required.map(idOf));
  const address = await publishDocument(server, 'kinds', document);
  const file = path.join(server.folder, 'kinds.json');
  await writeFile(file, JSON.stringify(document));
  const way = (await routes(server, file, today()))[0];
  if (way === undefined) throw new Error('no way through the form');
  const page = await newPage({ viewport: WIDE });
  await begin(page, address);
  for (const kind of way.pages) {
    await expect(page.locator('input[name=_page]'), kind).toHaveValue(kind);
    const form = page.locator('form[data-journey] > .blocks');
    // A calendar is another one every day.
    if (kind !== 'slot')
      await expect.soft(form).toMatchAriaSnapshot({ name: `${kind}.aria.yml`, timeout: 2000 });
    await auditsBoth(page, kind);
    await expectDescribed(page, kind);
    if (required.has(kind)) {
      await page.getByRole('button', { name: '次へ進む' }).last().click();
      await expect(page.locator('.summary'), kind).toBeVisible();
      await auditsBoth(page, `${kind} with a mistake`);
      await expectDescribed(page, `${kind} with a mistake`);
    }
    await fillPage(page, way.answers);
    await page.getByRole('button', { name: '次へ進む' }).last().click();
    await expect(page.locator('form[data-journey][aria-busy=true]')).toHaveCount(0);
    await expect(page.locator('.summary'), `${kind} is answered`).toHaveCount(0);
  }
  await expect(page.locator('input[name=_page]')).toHaveValue('_confirmation');
});

/**
 * Every form of the gallery on a phone, along one way from its first page to its receipt, as `form paths` gives it; three
 * of them once more without JavaScript.
 */
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { makesCalendar } from './house/calendars';
import { today } from './house/days';
import { begin, fillPage, routes, type Json, type Route } from './house/filler';
import { FORMS, publishTemplate } from './house/forms';
import { expect, PHONE, test, type NewPage } from './house/test';
import type { Server } from './house/server';
import type { Page } from '@playwright/test';

const SLUGS = readdirSync(FORMS)
  .filter((name) => name.endsWith('.json'))
  .map((name) => name.replace(/\.json$/, ''));
const WITHOUT_SCRIPTS = ['vaccine-booking', 'child-allowance', 'facility-suggestion'];
/** More than any way has pages, newly shown questions included. */
const STEPS = 60;

const pageId = (page: Page) => page.locator('input[name=_page]').inputValue();

/** A way that ends with a receipt and needs no personal link. */
async function aWay(server: Server, slug: string): Promise<Route> {
  const all = await routes(server, path.join(FORMS, `${slug}.json`), today());
  const way = all.find((route) => route.exit === null);
  if (way === undefined) throw new Error(`${slug} has no way to its end`);
  return way;
}

/** Walks to the confirmation; gives the pages on the way. */
async function walk(page: Page, answers: Record<string, Json>): Promise<string[]> {
  const seen: string[] = [];
  for (let step = 0; step < STEPS; step++) {
    const id = await pageId(page);
    if (id === '_confirmation') return seen;
    if (seen.at(-1) !== id) seen.push(id);
    await fillPage(page, answers);
    // Every answer brings another main part, with scripts or without; before it comes, files may still be on their way.
    await page.locator('main').evaluate((main) => main.setAttribute('data-left', ''));
    await page.getByRole('button', { name: '次へ進む' }).last().click();
    await page.locator('main:not([data-left]) form[data-journey]').waitFor();
    await expect(page.locator('.summary'), `${slugOf(page)}: ${id}`).toHaveCount(0);
  }
  throw new Error(`no end after ${seen.join(', ')}`);
}

const slugOf = (page: Page) => new URL(page.url()).pathname;

async function reachesItsReceipt(
  slug: string,
  server: Server,
  newPage: NewPage,
  hasScripts: boolean,
): Promise<void> {
  if (slug === 'consultation-booking') await makesCalendar(server, 'consultation', {}, 5);
  await publishTemplate(server, slug);
  const way = await aWay(server, slug);
  const page = await newPage({ ...PHONE, javaScriptEnabled: hasScripts });
  await begin(page, `/f/${slug}`);
  expect(await walk(page, way.answers)).toEqual(way.pages);
  await page.getByRole('button', { name: 'この内容で送信する' }).last().click();
  await expect(page.getByRole('heading', { name: '受け付けました', level: 1 })).toBeVisible();
}

for (const slug of SLUGS)
  test(`${slug}: one way to the receipt`, ({ server, newPage }) =>
    reachesItsReceipt(slug, server, newPage, true));

for (const slug of WITHOUT_SCRIPTS)
  test(`${slug}: one way to the receipt without JavaScript`, ({ server, newPage }) =>
    reachesItsReceipt(slug, server, newPage, false));

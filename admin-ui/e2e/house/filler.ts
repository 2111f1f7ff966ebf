/**
 * Fills in any form of the gallery by the names of its inputs, with answers as `form paths` gives them. It presses what a
 * person can press and types what a person can type; which question stands where, it reads from the page.
 */
import type { Locator, Page } from '@playwright/test';
import type { Hands } from '../hands/hands';
import { PHOTO_PNG } from './photos';
import type { Server } from './server';

export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };

export interface Route {
  pages: string[];
  exit: number | null;
  answers: Record<string, Json>;
}

interface Control {
  name: string;
  type: string;
  value: string;
}

/** What stands for one's own words among the choices. */
const OTHER = '__other';

/** The ways through a form on a day. */
export async function routes(server: Server, file: string, today: string, limit = 20): Promise<Route[]> {
  const printed = await server.run('form', 'paths', file, '--today', today, '--limit', String(limit));
  return (JSON.parse(printed) as { routes: Route[] }).routes;
}

/** Opens a form and presses the button of its start page; hidden answers come with the parameters of the address. */
export async function begin(page: Page, address: string): Promise<void> {
  await page.goto(address);
  const start = page.locator('main form[method=get] button.primary');
  if ((await start.count()) > 0) await start.click();
  await page.locator('form[data-journey]').waitFor();
}

/** The inputs named `seat`, or `seat.` and something; hidden ones are the tokens of rows. */
async function controls(page: Page, seat: string): Promise<Control[]> {
  return page.evaluate((name) => {
    const all = [...document.querySelectorAll<HTMLInputElement>('form[data-journey] [name]')];
    const own = all.filter((one) => one.name === name || one.name.startsWith(`${name}.`));
    return own.map((one) => ({ name: one.name, type: one.type, value: one.value }));
  }, seat);
}

/** The browser sets what nobody's hands do: quick, for tests that are not about how one fills in a form. */
const QUICK: Hands = {
  name: 'quick',
  press: (target) => target.click(),
  write: (target, words) => target.fill(words),
  tick: (target) => target.check(),
  untick: (target) => target.uncheck(),
  choose: async (target, option) => void (await target.selectOption({ label: option })),
  attach: (target, files) => target.setInputFiles(files),
};
const others = new WeakMap<Page, Hands>();

/** From now on this page is filled in by these hands. */
export function fillsBy(page: Page, hands: Hands): void {
  others.set(page, hands);
}

const handsOf = (page: Page): Hands => others.get(page) ?? QUICK;

const input = (page: Page, name: string, value?: string) =>
  page.locator(`[name="${name}"]${value === undefined ? '' : `[value="${value}"]`}`);

/**
 * Does something to an input. Where other questions depend on it and scripts run, the server is asked what stands on the
 * page now; a person sees its answer before going on. It always brings new hidden inputs along, so the old ones are marked.
 */
async function settled(page: Page, at: Locator, act: () => Promise<unknown>): Promise<void> {
  const isAsked = await at.evaluate((one) => {
    const asks = document.documentElement.classList.contains('js') && one.closest('[data-affects]') !== null;
    if (asks) document.querySelector('.hiddens')?.setAttribute('data-asked', '');
    return asks;
  });
  await act();
  if (!isAsked) return;
  await at.blur();
  await page.locator('.hiddens:not([data-asked])').waitFor({ state: 'attached' });
}

async function fill(page: Page, name: string, words: string): Promise<void> {
  const at = input(page, name);
  if ((await at.inputValue()) !== words) await settled(page, at, () => handsOf(page).write(at, words));
}

async function tick(page: Page, name: string, isWanted: boolean, value?: string): Promise<void> {
  const at = input(page, name, value);
  if ((await at.isChecked()) === isWanted) return;
  await settled(page, at, () => (isWanted ? handsOf(page).tick(at) : at.uncheck()));
}

async function select(page: Page, name: string, value: string): Promise<void> {
  const at = input(page, name);
  if ((await at.inputValue()) === value) return;
  const label = (await at.locator(`option[value="${value}"]`).innerText()).trim();
  await settled(page, at, () => handsOf(page).choose(at, label));
}

/** The questions that stand on the page now, in the order of the page. */
export async function shownQuestions(page: Page): Promise<string[]> {
  const shown = await page.locator('input[name=_shown]').inputValue();
  return shown.split(' ').filter((name) => name !== '');
}

/** Answers every question that stands on the page. */
export async function fillPage(page: Page, answers: Record<string, Json>): Promise<void> {
  const done = new Set<string>();
  // What appears while others are answered is answered too.
  for (;;) {
    const next = (await shownQuestions(page)).find((name) => !done.has(name));
    if (next === undefined) return;
    done.add(next);
    const value = answers[next];
    if (value !== undefined) await answer(page, next, value);
  }
}

export async function answer(page: Page, seat: string, value: Json): Promise<void> {
  const own = await controls(page, seat);
  const at = (name: string) => own.filter((one) => one.name === name);
  const first = at(seat)[0];
  if (own.length === 0) return;
  if ((await page.locator(`button[value^="slot:${seat}:"]`).count()) > 0) return pickSlot(page, seat);
  if (first?.type === 'file') return attach(page, seat, Array.isArray(value) ? value.length : 1);
  if (first?.type === 'hidden') return fillRows(page, seat, value);
  if (first?.type === 'radio' || first?.type === 'checkbox') return pick(page, seat, at(seat), value);
  if (first?.type === 'select-one') return chooseInList(page, seat, value);
  if (Array.isArray(value)) {
    for (const [place, rank] of value.entries()) await chooseInList(page, `${seat}.${place + 1}`, rank);
    return;
  }
  await write(page, seat, value, own);
}

/** An appointment: the first free time of the first free day there is, because no way knows what a calendar has. */
async function pickSlot(page: Page, seat: string): Promise<void> {
  const times = page.locator(`input[type=radio][name="${seat}"]:enabled`);
  if ((await times.count()) === 0) {
    await handsOf(page).press(page.locator('.month button:not(.none)').first());
    await times.first().waitFor();
  }
  const first = times.first();
  if (!(await first.isChecked())) await handsOf(page).tick(first);
}

async function attach(page: Page, seat: string, count: number): Promise<void> {
  const received = page.locator(`button[value^="remove-file:${seat}:"]`);
  if ((await received.count()) > 0) return;
  const files = Array.from({ length: count }, (_, place) => ({
    name: `写真${place}.png`,
    mimeType: 'image/png',
    buffer: PHOTO_PNG,
  }));
  const chooser = input(page, seat);
  const isMultiple = (await chooser.getAttribute('multiple')) !== null;
  // Scripts send files at once, but for signatures; their answer would be taken for that of what is filled in next.
  const isSentAtOnce = await chooser.evaluate(
    ({ id }) =>
      document.documentElement.classList.contains('js') &&
      document.querySelector(`[data-upload="${id}"]`) !== null,
  );
  const sent = isMultiple ? files : files.slice(0, 1);
  await handsOf(page).attach(chooser, sent);
  if (isSentAtOnce) await received.nth(sent.length - 1).waitFor();
}

async function fillRows(page: Page, group: string, value: Json): Promise<void> {
  const rows = Array.isArray(value) ? value : [];
  const tokens = async () =>
    (await controls(page, group)).filter((one) => one.name === group).map((one) => one.value);
  for (let known = await tokens(); known.length < rows.length; known = await tokens()) {
    await handsOf(page).press(page.locator(`button[value="add-row:${group}"]`));
    await page
      .locator(`input[type=hidden][name="${group}"]`)
      .nth(known.length)
      .waitFor({ state: 'attached' });
  }
  for (const [place, token] of (await tokens()).entries()) {
    const row = rows[place];
    if (row === null || typeof row !== 'object' || Array.isArray(row)) continue;
    for (const [name, inner] of Object.entries(row)) await answer(page, `${group}.${token}.${name}`, inner);
  }
}

const text = (value: Json): string => (typeof value === 'string' ? value : JSON.stringify(value));

function wanted(value: Json): string[] {
  if (Array.isArray(value)) return value.map(text);
  if (value === null || typeof value !== 'object') return [text(value)];
  const own = value.other === undefined ? [] : [text(value.other)];
  const choice = value.choice === undefined ? [] : wanted(value.choice);
  return [...choice.filter((one) => own.length === 0 || one !== OTHER), ...own];
}

async function pick(page: Page, seat: string, boxes: Control[], value: Json): Promise<void> {
  if (boxes.length === 1 && boxes[0]?.type === 'checkbox' && boxes[0].value === 'true') {
    await tick(page, seat, value === true);
    return;
  }
  const values = wanted(value);
  const listed = new Set(boxes.map((one) => one.value));
  for (const box of boxes.filter((one) => one.type === 'checkbox'))
    await tick(page, seat, values.includes(box.value), box.value);
  for (const one of values) {
    if (listed.has(one)) await tick(page, seat, true, one);
    else await ownWords(page, seat, one, () => tick(page, seat, true, OTHER));
  }
}

async function ownWords(
  page: Page,
  seat: string,
  words: string,
  choose: () => Promise<unknown>,
): Promise<void> {
  await choose();
  await fill(page, `${seat}.other`, words.replace(OTHER, '').replace(/^:/, ''));
}

async function chooseInList(page: Page, seat: string, value: Json): Promise<void> {
  const list = input(page, seat);
  const [one] = wanted(value);
  if (one === undefined) return;
  const isListed = (await list.locator(`option[value="${one}"]`).count()) > 0;
  if (isListed) await select(page, seat, one);
  else await ownWords(page, seat, one, () => select(page, seat, OTHER));
}

/** Writes a value into the inputs it is split into: members by their names, days by year, month and day. */
async function write(page: Page, seat: string, value: Json, own: Control[]): Promise<void> {
  const has = (part: string) => own.some((one) => one.name === `${seat}.${part}`);
  const pieces = async (parts: string[], sign: string) => {
    for (const [place, piece] of text(value).split(sign).entries())
      if (parts[place] !== undefined) await fill(page, `${seat}.${parts[place]}`, piece);
  };
  if (value !== null && typeof value === 'object' && !Array.isArray(value)) {
    for (const [name, member] of Object.entries(value)) await answer(page, `${seat}.${name}`, member);
  } else if (has('year')) await pieces(['year', 'month', 'day'], '-');
  else if (has('hour')) await pieces(['hour', 'minute'], ':');
  else if (has('date.year')) {
    const [date = '', time = ''] = text(value).split('T');
    await answer(page, `${seat}.date`, date);
    await answer(page, `${seat}.time`, time.slice(0, 5));
  } else if (has('address') && has('confirmation')) {
    await fill(page, `${seat}.address`, text(value));
    await fill(page, `${seat}.confirmation`, text(value));
  } else await fill(page, seat, text(value));
}

/** The form with the most questions, from its start page to its receipt, by somebody who has nothing but a keyboard. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { keyboard } from './hands/keyboard';
import { today } from './house/days';
import { fillPage, fillsBy, routes } from './house/filler';
import { FORMS, publishTemplate } from './house/forms';
import { expect, test } from './house/test';

const STEPS = 40;

/** The template with the most questions. */
function longest(): string {
  const questions = (file: string) => {
    const document = JSON.parse(readFileSync(path.join(FORMS, file), 'utf8')) as { properties: object };
    return Object.keys(document.properties).length;
  };
  const files = readdirSync(FORMS).filter((name) => name.endsWith('.json'));
  const [first = ''] = files.sort((one, other) => questions(other) - questions(one));
  return first.replace(/\.json$/, '');
}

/** Complains, and so fails the test, when the focus comes to something that cannot be seen. */
function watchesFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    // Where the browser scrolls to the focus, it has done so before the next but one frame.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        if (!(target instanceof Element) || target !== document.activeElement) return;
        const { top, left, bottom, right, width, height } = target.getBoundingClientRect();
        const isSeen = bottom > 0 && right > 0 && top < innerHeight && left < innerWidth;
        if (!isSeen || width * height === 0)
          console.error(`focus out of sight: ${target.outerHTML.slice(0, 200)}`);
      }),
    );
  });
}

test('the longest form is filled in and sent by keyboard alone', async ({ server, newPage }) => {
  const slug = longest();
  const address = await publishTemplate(server, slug);
  const ways = (await routes(server, path.join(FORMS, `${slug}.json`), today(), 60)).filter(
    (route) => route.exit === null,
  );
  const way = ways.sort((one, other) => other.pages.length - one.pages.length)[0];
  if (way === undefined) throw new Error(`${slug} has no way to its end`);
  const page = await newPage();
  await page.addInitScript(watchesFocus);
  fillsBy(page, keyboard);
  await page.goto(address);
  await keyboard.press(page.getByRole('button', { name: '入力を始める' }));
  await page.locator('form[data-journey]').waitFor();
  const seen: string[] = [];
  for (let step = 0; step < STEPS; step++) {
    const id = await page.locator('input[name=_page]').inputValue();
    if (id === '_confirmation') break;
    if (seen.at(-1) !== id) seen.push(id);
    await fillPage(page, way.answers);
    await keyboard.press(page.getByRole('button', { name: '次へ進む' }).last());
    await expect(page.locator('form[data-journey][aria-busy=true]')).toHaveCount(0);
    await expect(page.locator('.summary'), id).toHaveCount(0);
  }
  expect(seen).toEqual(way.pages);
  await keyboard.press(page.getByRole('button', { name: 'この内容で送信する' }).last());
  await expect(page.getByRole('heading', { name: '受け付けました', level: 1 })).toBeVisible();
});

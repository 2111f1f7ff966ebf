/**
 * On forms nobody has thought of, the questions that stand in the browser are the ones the server would show for the same
 * entries, in the same order and with the same values worked out, after every single answer.
 */
import type { Page } from '@playwright/test';
import { begin } from './house/filler';
import { publishDocument } from './house/forms';
import { dice, randomForm, type Dice } from './house/random-form';
import { expect, test } from './house/test';

const FORMS = Number(process.env.MADOGUCHI_AGREEMENT_FORMS ?? 20);
const SEED = Number(process.env.MADOGUCHI_AGREEMENT_SEED ?? 20260401);
const FORMS_EACH = 10;
const ANSWERS = 6;
const WORDS = ['', 'あ', '見本', '見本の言葉', 'example'];
const NUMBERS = ['', '0', '1', '３', '7', '-2', '12', 'たくさん'];

interface Seen {
  browser: string[];
  server: string[];
}

/** What stands on the page, and what stands in the server's own page for the same entries. */
function compare(page: Page): Promise<Seen> {
  return page.evaluate(async () => {
    const form = document.querySelector<HTMLFormElement>('form[data-journey]');
    if (form === null) throw new Error('no questions');
    const body = new URLSearchParams();
    for (const [name, value] of new FormData(form)) if (typeof value === 'string') body.append(name, value);
    body.set('_action', 'refresh');
    const answer = await fetch(form.getAttribute('action') ?? '', { method: 'POST', body });
    const told = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const questions = (root: Document) =>
      [...root.querySelectorAll<HTMLElement>('.blocks > [data-key]')].map(
        (node) => `${node.dataset.key ?? ''} ${node.querySelector('output')?.textContent.trim() ?? ''}`,
      );
    const shown = (root: Document) =>
      `shown: ${root.querySelector<HTMLInputElement>('[name=_shown]')?.value ?? ''}`;
    return {
      browser: [...questions(document), shown(document)],
      server: [...questions(told), shown(told)],
    };
  });
}

/** Changes one answer on the page as a person could; says which and how. */
async function answersSomething(page: Page, roll: Dice): Promise<string> {
  const inputs = page.locator('.blocks :is(input, select, textarea)');
  const input = inputs.nth(roll(await inputs.count()));
  const [type, name, mode] = await input.evaluate((one: HTMLInputElement) => [
    one.type,
    one.name,
    one.inputMode,
  ]);
  if (type === 'radio' || type === 'checkbox') {
    const value = await input.inputValue();
    await (type === 'radio' ? input.check() : input.setChecked(!(await input.isChecked())));
    return `${name} ${value}`;
  }
  const texts = mode === 'numeric' ? NUMBERS : WORDS;
  const text = texts[roll(texts.length)] ?? '';
  await input.fill(text);
  await input.blur();
  return `${name} = ${text}`;
}

for (let first = 0; first < FORMS; first += FORMS_EACH) {
  const last = Math.min(first + FORMS_EACH, FORMS);
  test(`browser and server agree on random forms ${first + 1} to ${last}`, async ({ server, newPage }) => {
    const page = await newPage();
    let changes = 0;
    for (let number = first; number < last; number++) {
      const roll = dice(SEED + number);
      const document = randomForm(roll, `でたらめな手続 ${number}`);
      await begin(page, await publishDocument(server, `random-${number}`, document));
      const steps: string[] = [];
      let before = (await compare(page)).server.join();
      for (let answer = 0; answer < ANSWERS; answer++) {
        steps.push(await answersSomething(page, roll));
        await expect(async () => {
          const { browser, server: told } = await compare(page);
          expect(browser, `form ${number} (seed ${SEED}) after ${steps.join('; ')}`).toEqual(told);
        }).toPass({ timeout: 10_000, intervals: [30, 60, 120, 250] });
        const now = (await compare(page)).server.join();
        if (now !== before) changes++;
        before = now;
      }
    }
    expect(changes, 'answers that changed the questions or the values').toBeGreaterThan(last - first);
  });
}

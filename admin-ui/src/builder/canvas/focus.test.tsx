import { afterEach, expect, it } from 'vitest';
import { focusOnceDrawn, focusWhenThere } from './focus';

afterEach(() => document.body.replaceChildren());

function button(): HTMLElement {
  return document.body.appendChild(document.createElement('button'));
}

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));

it('goes to what the next frame shows', async () => {
  let there: HTMLElement | null = null;
  focusOnceDrawn(() => there);
  there = button();
  await frame();
  expect(document.activeElement).toBe(there);
});

it('leaves the focus with who asked for it later, before that frame came', async () => {
  const [late, soon] = [button(), button()];
  focusOnceDrawn(() => late);
  focusWhenThere(() => soon);
  expect(document.activeElement).toBe(soon);
  await frame();
  expect(document.activeElement).toBe(soon);
});

it('waits for what is not there yet', async () => {
  let there: HTMLElement | null = null;
  focusWhenThere(() => there);
  await frame();
  there = button();
  await frame();
  await frame();
  expect(document.activeElement).toBe(there);
});

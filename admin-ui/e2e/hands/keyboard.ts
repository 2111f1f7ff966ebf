/**
 * The keyboard alone: Tab and Shift+Tab between controls, F6 between the parts of a screen that has such, arrows inside a
 * group, a menu, a toolbar or a list, Enter and Space. What cannot be reached that way fails the test: nothing here sets
 * the focus.
 */
import { expect, type Locator } from '@playwright/test';
import type { Hands } from './hands';

/** More presses than any of our pages should ask for. */
const PATIENCE = 300;
/** What was looked for has been drawn anew. */
const GONE = 'gone';

async function reach(target: Locator): Promise<void> {
  await expect(target).toBeVisible();
  const { keyboard } = target.page();
  // Finding something by its role and name costs more than a press; once is enough while it stays on the page.
  let element = await target.elementHandle();
  for (let presses = 0; presses < PATIENCE && element !== null; presses += 1) {
    const key = await element.evaluate(nextKey);
    if (key === null) return;
    if (key === GONE) element = await target.elementHandle();
    else await keyboard.press(key);
  }
  throw new Error(`cannot be reached with the keyboard: ${String(target)}`);
}

/** The key a person would press now to come nearer to the element; null when the focus is on it, `GONE` without one. */
function nextKey(element: Element): string | null {
  // Only what is handed over and what stands in here is known in the browser.
  if (!element.isConnected) return 'gone';
  const document = element.ownerDocument;
  const active = document.activeElement;
  if (!document.hasFocus() || active === null) return 'Tab';
  if (active === element) return null;
  const isAfter = (from: Element, to: Element) =>
    (from.compareDocumentPosition(to) & Node.DOCUMENT_POSITION_FOLLOWING) !== 0;
  const vertical = isAfter(active, element) ? 'ArrowDown' : 'ArrowUp';
  const isRadio = (node: Element): node is HTMLInputElement =>
    node instanceof HTMLInputElement && node.type === 'radio';
  if (isRadio(active) && isRadio(element) && active.name === element.name) return vertical;
  const partOf = (node: Element) => node.closest('[data-area]');
  if (partOf(element) !== null && partOf(element) !== partOf(active)) return 'F6';
  const toolbar = active.closest('[role="toolbar"]');
  if (toolbar?.contains(element)) {
    if (toolbar.getAttribute('aria-orientation') === 'vertical') return vertical;
    return vertical === 'ArrowDown' ? 'ArrowRight' : 'ArrowLeft';
  }
  const menu = active.closest('[role="menu"]');
  if (menu?.contains(element)) return vertical;
  const grid = active.closest('[role="grid"]');
  const [here, there] = [active.closest('[role="row"]'), element.closest('[role="row"]')];
  if (grid?.contains(element) && here !== null)
    return here === there || there === null ? 'ArrowRight' : vertical;
  return active === document.body || isAfter(active, element) ? 'Tab' : 'Shift+Tab';
}

export const keyboard: Hands = {
  name: 'keyboard',
  async press(target) {
    await reach(target);
    await target.page().keyboard.press('Enter');
  },
  async write(target, text) {
    await reach(target);
    const keys = target.page().keyboard;
    if ((await target.inputValue()) !== '') await keys.press('Control+A');
    if (text === '') await keys.press('Delete');
    else await keys.type(text);
  },
  async tick(target) {
    await reach(target);
    if (!(await target.isChecked())) await target.page().keyboard.press('Space');
    await expect(target).toBeChecked();
  },
  async untick(target) {
    await reach(target);
    if (await target.isChecked()) await target.page().keyboard.press('Space');
    await expect(target).not.toBeChecked();
  },
  async choose(target, option) {
    await reach(target);
    const keys = target.page().keyboard;
    const chosen = () =>
      target.evaluate((select: HTMLSelectElement) => select.selectedOptions[0]?.label.trim());
    await keys.press('Home');
    const count = await target.evaluate((select: HTMLSelectElement) => select.options.length);
    for (let steps = 0; steps < count && (await chosen()) !== option; steps += 1)
      await keys.press('ArrowDown');
    expect(await chosen(), `choosing with the arrow keys`).toBe(option);
  },
  async attach(target, files) {
    // Before the way there: the browser must know that somebody waits when the key is pressed.
    const chooser = target.page().waitForEvent('filechooser');
    await reach(target);
    await target.page().keyboard.press('Space');
    await (await chooser).setFiles(files);
  },
};

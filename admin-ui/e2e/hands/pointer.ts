/** A mouse or a finger: goes to the place and clicks or taps there; the keyboard is only for texts. */
import type { Locator } from '@playwright/test';
import type { Photo } from '../house/photos';
import type { Hands } from './hands';

function pointer(name: string, touch: (target: Locator) => Promise<void>): Hands {
  return {
    name,
    press: touch,
    async write(target, text) {
      await touch(target);
      const page = target.page();
      if ((await target.inputValue()) !== '') await page.keyboard.press('Control+A');
      if (text === '') await page.keyboard.press('Delete');
      else await page.keyboard.type(text);
    },
    async tick(target) {
      if (!(await target.isChecked())) await touch(target);
    },
    async untick(target) {
      if (await target.isChecked()) await touch(target);
    },
    // The list of a closed select is drawn by the system, outside of the page.
    async choose(target, option) {
      await touch(target);
      await target.selectOption({ label: option });
    },
    async attach(target, files: Photo[]) {
      const chooser = target.page().waitForEvent('filechooser');
      await touch(target);
      await (await chooser).setFiles(files);
    },
  };
}

export const mouse: Hands = pointer('mouse', (target) => target.click());
export const finger: Hands = pointer('finger', (target) => target.tap());

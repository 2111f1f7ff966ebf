/** Looking over a screen of the staff: axe finds nothing, and it is no wider than the window, on a phone also at 320 px. */
import type { Page } from '@playwright/test';
import { expectAccessible } from './axe';
import { expectNoSidewaysScroll } from './reflow';

export const SIZES = {
  'at a desk': { viewport: { width: 1280, height: 800 } },
  'on a phone': { viewport: { width: 360, height: 740 } },
};
/** What 400 % zoom leaves of 1280 px. */
const NARROWEST = 320;

/** Looks at what stands on the screen now. */
export type Looks = (name: string) => Promise<void>;

export function looker(page: Page): Looks {
  const size = page.viewportSize();
  if (size === null) throw new Error('a page with a size is needed');
  return async (name) => {
    await expectAccessible(page, name);
    await expectNoSidewaysScroll(page, name);
    if (size.width === SIZES['at a desk'].viewport.width) return;
    await page.setViewportSize({ ...size, width: NARROWEST });
    await expectNoSidewaysScroll(page, name);
    await page.setViewportSize(size);
  };
}

/** The page is no wider than the window; tables and code may scroll inside themselves. */
import { expect, type Page } from '@playwright/test';

/** Fails with the elements that stick out; a menu may need a moment to follow a window that has become narrower. */
export async function expectNoSidewaysScroll(page: Page, name: string): Promise<void> {
  await expect
    .poll(() => whatSticksOut(page), { message: `sticks out of ${name} at ${page.viewportSize()?.width} px` })
    .toEqual([]);
}

function whatSticksOut(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const width = document.documentElement.clientWidth;
    if ((document.scrollingElement?.scrollWidth ?? 0) <= width) return [];
    const stickOut = [...document.body.querySelectorAll('*')].filter(
      (element) => element.getBoundingClientRect().right > width + 1,
    );
    return stickOut.map((element) => element.outerHTML.slice(0, 120)).slice(0, 5);
  });
}

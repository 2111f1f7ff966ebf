/**
 * axe-core on a page as it stands. It is evaluated through the debugger, so the page keeps its Content Security Policy.
 * Where a page runs no scripts, its HTML is shown once more in a second context of the same size that does.
 */
import { expect, type Frame, type Page } from '@playwright/test';
import axe from 'axe-core';

interface Finding {
  rule: string;
  what: string;
  where: string[];
}

/** Fails when axe finds anything on the page or, where given, on the page inside one of its frames. */
export async function expectAccessible(page: Page | Frame, name: string): Promise<void> {
  expect(await findings(page), `axe on ${name}`).toEqual([]);
}

async function findings(page: Page | Frame): Promise<Finding[]> {
  await page.evaluate(axe.source);
  return page.evaluate(async () => {
    const run = (window as unknown as { axe: typeof axe }).axe.run;
    // Frames are audited on their own: axe would have to be injected into them too.
    const { violations } = await run(document, { iframes: false, resultTypes: ['violations'] });
    return violations.map(({ id, help, nodes }) => ({
      rule: id,
      what: help,
      where: nodes.map((node) => `${node.target.join(' ')}  ${node.failureSummary ?? ''}`),
    }));
  });
}

/** The same for a page whose context has JavaScript disabled. */
export async function expectAccessibleWithoutScripts(page: Page, name: string): Promise<void> {
  const browser = page.context().browser();
  const viewport = page.viewportSize();
  if (browser === null || viewport === null) throw new Error('a page of a browser with a size is needed');
  const copy = await browser.newContext({ viewport, locale: 'ja-JP', reducedMotion: 'reduce' });
  try {
    const html = (await page.content()).replace(/<script\b[^>]*><\/script>/g, '');
    await copy.route(page.url(), (route) =>
      route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
    );
    const shown = await copy.newPage();
    await shown.goto(page.url());
    await expectAccessible(shown, name);
  } finally {
    await copy.close();
  }
}

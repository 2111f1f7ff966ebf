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
  const html = (await page.content()).replace(/<script\b[^>]*><\/script>/g, '');
  const copy = await copyingPage(page);
  const viewport = page.viewportSize();
  if (viewport === null) throw new Error('a page with a size is needed');
  await copy.setViewportSize(viewport);
  await copy.route(page.url(), (route) =>
    route.fulfill({ contentType: 'text/html; charset=utf-8', body: html }),
  );
  await copy.goto(page.url());
  await expectAccessible(copy, name);
  await copy.unroute(page.url());
}

const copies = new WeakMap<Page, Promise<Page>>();

/** A page that runs scripts; made once for each page, and closed with it. */
function copyingPage(page: Page): Promise<Page> {
  const made = copies.get(page) ?? makeCopy(page);
  copies.set(page, made);
  return made;
}

async function makeCopy(page: Page): Promise<Page> {
  const browser = page.context().browser();
  if (browser === null) throw new Error('a page of a browser is needed');
  const context = await browser.newContext({ locale: 'ja-JP', reducedMotion: 'reduce' });
  page.context().once('close', () => void context.close());
  return context.newPage();
}

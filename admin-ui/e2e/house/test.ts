/**
 * The test object of every journey: a server of its own, and pages for the people in it. Each person has a browser context
 * of their own (no shared cookies) that is watched from its first request to the end of the test.
 */
import { test as base, expect, type BrowserContextOptions, type Page } from '@playwright/test';
import { startServer, type Server } from './server';
import { watch } from './watch';

export const DESKTOP: BrowserContextOptions = { viewport: { width: 1280, height: 800 } };
export const PHONE: BrowserContextOptions = {
  viewport: { width: 390, height: 844 },
  deviceScaleFactor: 2,
  isMobile: true,
  hasTouch: true,
};

export type NewPage = (options?: BrowserContextOptions) => Promise<Page>;

interface Fixtures {
  server: Server;
  /** A page in a new, watched browser context. */
  newPage: NewPage;
}

export const test = base.extend<Fixtures>({
  // eslint-disable-next-line no-empty-pattern
  server: async ({}, use, testInfo) => {
    const server = await startServer();
    await use(server);
    await server.stop();
    if (testInfo.status !== testInfo.expectedStatus) {
      await testInfo.attach('server.log', { body: server.log(), contentType: 'text/plain' });
    }
  },
  newPage: async ({ browser, server }, use) => {
    const complaints: string[] = [];
    const open: Page[] = [];
    await use(async (options = DESKTOP) => {
      const context = await browser.newContext({
        ...options,
        baseURL: server.url,
        locale: 'ja-JP',
        timezoneId: 'Asia/Tokyo',
        reducedMotion: 'reduce',
        acceptDownloads: true,
      });
      watch(context, server.url, complaints);
      const page = await context.newPage();
      open.push(page);
      return page;
    });
    for (const page of open) await page.context().close();
    expect(complaints, 'complaints of the browser during the test').toEqual([]);
  },
});

export { expect };

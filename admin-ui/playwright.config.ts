// End-to-end tests: real Chromium against the built binary. Each test starts a server of its own on a free port with an
// empty data folder (e2e/house/server.ts), so tests are independent of each other and of anything that runs already.
//   MADOGUCHI_BIN  the binary (default ../target/debug/madoguchi)
//   CHROMIUM       the browser (default /usr/bin/chromium; nothing is downloaded)
import { defineConfig } from '@playwright/test';

const ALONE = '**/lighthouse.spec.ts';

export default defineConfig({
  testDir: './e2e',
  testMatch: '**/*.spec.ts',
  snapshotPathTemplate: '{testDir}/snapshots/{arg}{ext}',
  timeout: 180_000,
  expect: { timeout: 15_000 },
  fullyParallel: true,
  workers: Number(process.env.E2E_WORKERS ?? 3),
  // What measures the speed of pages runs when everything else is over, and one after the other.
  projects: [
    { name: 'together', testIgnore: ALONE },
    { name: 'alone', testMatch: ALONE, fullyParallel: false, dependencies: ['together'] },
  ],
  forbidOnly: process.env.CI !== undefined,
  // A change is taken or not by what runs there: a test that fails once is tried once more, and named as flaky at the end.
  retries: process.env.CI === undefined ? 0 : 1,
  reporter: [['list']],
  use: {
    actionTimeout: 15_000,
    locale: 'ja-JP',
    timezoneId: 'Asia/Tokyo',
    launchOptions: {
      executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
      args: ['--no-sandbox', '--disable-gpu', '--disable-background-networking'],
    },
  },
});

// `npm run bench`: how quickly the builder answers on a large form. Prints figures; fails only when it cannot measure.
import { defineConfig } from '@playwright/test';
import base from '../playwright.config';

export default defineConfig(base, {
  testDir: 'bench',
  testMatch: 'builder.ts',
  timeout: 300_000,
  reporter: [['line']],
});

// `npm run screenshots`: takes the pictures of the documentation anew. Not a test: it only fails when it cannot.
import { defineConfig } from '@playwright/test';
import base from '../playwright.config';

export default defineConfig(base, {
  testDir: '.',
  testMatch: 'screenshots.ts',
  projects: [{ name: 'pictures' }],
});

// `npm run screenshots`: takes the pictures of the documentation anew. Not a test: it only fails when it cannot.
import { defineConfig } from '@playwright/test';
import base from '../playwright.config';

// The guide for staff takes its pictures on the way through its test.
process.env.MADOGUCHI_PICTURES = '1';

export default defineConfig(base, {
  testDir: '.',
  testMatch: ['screenshots.ts', 'staff-guide.spec.ts'],
  projects: [{ name: 'pictures' }],
  // What the browser itself writes (a date to fill in, a button for files) is in Japanese too.
  use: { launchOptions: { ...base.use?.launchOptions, env: { ...inherited(), LANGUAGE: 'ja' } } },
});

function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) => (value ? [[name, value]] : [])),
  );
}

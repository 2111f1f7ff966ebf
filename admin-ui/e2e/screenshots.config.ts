// `npm run screenshots`: takes the pictures of the documentation anew. Not a test: it only fails when it cannot.
import { defineConfig } from '@playwright/test';
import base from '../playwright.config';

// The guide for staff takes its pictures on the way through its test.
process.env.MADOGUCHI_PICTURES = '1';

// Not the two-argument form: it would keep the projects of the tests, and take every picture twice.
export default defineConfig({
  ...base,
  testDir: '.',
  testMatch: ['screenshots.ts', 'staff-guide.spec.ts'],
  projects: [{ name: 'pictures' }],
});

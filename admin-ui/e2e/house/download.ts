/** A file that the browser saves because a person pressed something. */
import { readFile } from 'node:fs/promises';
import type { Page } from '@playwright/test';

export async function download(
  page: Page,
  press: () => Promise<void>,
): Promise<{ name: string; content: Buffer }> {
  const started = page.waitForEvent('download');
  await press();
  const file = await started;
  return { name: file.suggestedFilename(), content: await readFile(await file.path()) };
}

/** Forms that the operator publishes with the command, as after a delivery of templates; gives the public address. */
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect } from '@playwright/test';
import type { Server } from './server';

export const FORMS = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../../fixtures/forms');

/** A form of the template gallery. */
export async function publishTemplate(server: Server, slug: string): Promise<string> {
  const address = await server.run('form', 'import', path.join(FORMS, `${slug}.json`), '--publish');
  expect(address).toBe(`${server.url}/f/${slug}`);
  return address;
}

/** A form of the test's own, as its next version where it is published already. */
export async function publishDocument(server: Server, slug: string, document: object): Promise<string> {
  const file = path.join(server.folder, `${slug}.json`);
  await writeFile(file, JSON.stringify(document));
  return server.run('form', 'import', file, '--publish');
}

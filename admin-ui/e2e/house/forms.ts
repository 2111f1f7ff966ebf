/** Forms that the operator publishes with the command, as after a delivery of templates; gives the public address. */
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

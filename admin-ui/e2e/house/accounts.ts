/** Accounts that an administrator makes through the interface, for tests about what their owners see. */
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import type { Credentials } from './server';

export interface Person {
  email: string;
  name: string;
  role: 'viewer' | 'clerk' | 'editor';
}

/** Makes an account with every department that there is. The page is an administrator's. */
export async function addAccount(page: Page, person: Person): Promise<Credentials> {
  const answer = await page.request.get('/api/v1/staff/departments');
  const { departments } = (await answer.json()) as { departments: { id: string }[] };
  const made = await page.request.post('/api/v1/staff/accounts', {
    data: { ...person, department_ids: departments.map(({ id }) => id) },
    headers: { Origin: new URL(page.url()).origin },
  });
  expect(made.status()).toBe(201);
  const { password } = (await made.json()) as { password: string };
  return { email: person.email, password };
}

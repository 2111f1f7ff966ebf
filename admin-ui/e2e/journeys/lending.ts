/** A small form with everything a page's script has to do with: values worked out, questions that come and go, an address. */
import { expect } from '@playwright/test';
import { publishDocument } from '../house/forms';
import type { Server } from '../house/server';
import type { Resident } from '../people/resident';

export const TITLE = '備品の借用';
export const PAGES = [TITLE, '届け先', '入力内容の確認'] as const;
export const NAME = '見本 花子';

export const DOCUMENT = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  type: 'object',
  title: TITLE,
  'x-settings': { receipt: { prefix: 'KY' } },
  properties: {
    name: { type: 'string', title: 'お名前', 'x-kind': 'shortText', maxLength: 50 },
    count: { type: 'integer', title: 'いすの数', minimum: 1, maximum: 100 },
    fee: { type: 'integer', title: '料金', 'x-kind': 'money', 'x-value': 'count * 300' },
    reason: {
      type: 'string',
      title: '多く借りる理由',
      'x-kind': 'shortText',
      maxLength: 100,
      'x-required-when': true,
      'x-show-when': { properties: { count: { minimum: 50 } }, required: ['count'] },
    },
    memo: { type: 'string', title: '連絡事項', 'x-kind': 'longText', maxLength: 20 },
    home: { type: 'object', title: '届け先の住所', 'x-kind': 'postalAddress' },
    photos: {
      type: 'array',
      title: '会場の写真',
      'x-kind': 'file',
      items: { type: 'string' },
      maxItems: 3,
      'x-types': ['image/jpeg', 'image/png'],
    },
  },
  required: ['name', 'count'],
  'x-pages': [
    {
      id: 'what',
      title: '借りるもの',
      blocks: ['name', 'count', 'fee', 'reason', 'memo'].map((field) => ({ field })),
    },
    { id: 'where', title: '届け先', blocks: [{ field: 'home' }, { field: 'photos' }] },
  ],
};

/** Publishes the form; gives the address of its first questions. */
export async function publishesLending(server: Server): Promise<string> {
  return `${await publishDocument(server, 'lending', DOCUMENT)}/form`;
}

export async function fillsWhat(resident: Resident, name = NAME): Promise<void> {
  await resident.write('お名前', name);
  await resident.write('いすの数', '３');
}

export async function expectsWhat(resident: Resident, name = NAME): Promise<void> {
  await expect(resident.text('お名前')).toHaveValue(name);
  await expect(resident.text('いすの数')).toHaveValue('３');
}

/** From the first questions to the confirmation. */
export async function goesToConfirmation(resident: Resident, url: string): Promise<void> {
  await resident.page.goto(url);
  await fillsWhat(resident);
  await press(resident, '次へ進む', PAGES[1]);
  await press(resident, '次へ進む', PAGES[2]);
}

/** Presses a button and sees the heading of the page that follows. */
export async function press(resident: Resident, button: string, heading: string): Promise<void> {
  await resident.hands.press(resident.button(button));
  await expectsPage(resident, heading);
}

export async function expectsPage(resident: Resident, heading: string): Promise<void> {
  await expect(resident.page.getByRole('heading', { level: 1, name: heading, exact: true })).toBeVisible();
}

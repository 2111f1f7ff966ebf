import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import * as blocks from './blockActions';
import { BuilderContext } from './builderContext';
import { sample } from './fixtures';
import type { FormDocument } from './model/document';
import { RemovalDialog } from './RemovalDialog';
import { BuilderStore } from './store';

afterEach(cleanup);

function mailed(): FormDocument {
  const document = sample();
  return {
    ...document,
    properties: {
      ...document.properties,
      memo: { type: 'string', title: '連絡', 'x-kind': 'email', 'x-value': 'email + "様"' },
      contact: { type: 'string', format: 'email', title: '連絡先', 'x-kind': 'email' },
    },
    'x-rules': [
      { assert: 'size(email) > 5', message: '短すぎます。', field: 'email' },
      { assert: 'email != memo', message: '同じです。', field: 'memo' },
    ],
    'x-settings': { receiptMail: { to: 'email', body: '{{answers.email}}に送りました。' } },
  };
}

/** Asks to delete the mail address. */
function open(document: FormDocument) {
  let now = 0;
  const store = new BuilderStore(
    { document, revision: 1, savedAt: '', problems: [] },
    {
      save: vi.fn(() => new Promise<never>(() => undefined)),
      keep: vi.fn(),
      drop: vi.fn(),
      now: () => (now += 5000),
    },
  );
  render(
    <BuilderContext value={store}>
      <RemovalDialog />
    </BuilderContext>,
  );
  blocks.remove(store, [{ page: 0, block: 2 }]);
  return store;
}

it('says what becomes of every place, and only of those there are', async () => {
  const store = open(mailed());
  await screen.findByText(/^この項目を指定している設定は、指定がなくなります/);
  expect(screen.getByText(/^この項目のところで知らせる入力のきまりは、一緒に削除されます/)).toBeTruthy();
  // The calculation and the rule that is told elsewhere; the one told here goes.
  expect(screen.getByText(/^この項目を使う式（2か所）は残り/)).toBeTruthy();
  expect(screen.getByText(/差し込んでいるメールの文章（1通）は残り/)).toBeTruthy();
  expect(screen.queryByText(/条件から/)).toBeNull();
  await userEvent.click(screen.getByRole('button', { name: '削除する' }));
  const { document } = store.getState();
  expect(document['x-rules']?.map(({ message }) => message)).toEqual(['同じです。']);
  expect(document['x-settings']?.receiptMail).toEqual({ body: '{{answers.email}}に送りました。' });
});

it('replaces it in the texts of mails, as it says', async () => {
  const store = open(mailed());
  await userEvent.click(await screen.findByRole('radio', { name: '別の項目に置き換える' }));
  await userEvent.selectOptions(screen.getByLabelText(/^代わりに使う項目/), 'contact');
  await userEvent.click(screen.getByRole('button', { name: '置き換えて削除' }));
  const { document, notice } = store.getState();
  expect(notice).toContain('使われていた場所を「連絡先」に置き換えました');
  expect(document['x-settings']?.receiptMail).toEqual({
    to: 'contact',
    body: '{{answers.contact}}に送りました。',
  });
  expect(document['x-rules']?.[0]).toMatchObject({ assert: 'size(contact) > 5', field: 'contact' });
});

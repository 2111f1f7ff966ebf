import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Problem } from '../../api/types';
import { BuilderContext } from '../builderContext';
import { sample } from '../fixtures';
import { BuilderStore } from '../store';
import { PublishedSettings } from './PublishedSettings';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function open(problems: Problem[] = [], document: unknown = sample()) {
  let now = 0;
  const store = new BuilderStore(
    { document, revision: 1, savedAt: '', problems },
    {
      save: vi.fn(() => new Promise<never>(() => undefined)),
      keep: vi.fn(),
      drop: vi.fn(),
      now: () => (now += 5000),
    },
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BuilderContext value={store}>
        <PublishedSettings formId="form_1" />
      </BuilderContext>
    </QueryClientProvider>,
  );
  const settings = () => store.getState().document['x-settings'] as Record<string, never>;
  return { store, settings };
}

const problem = (code: string, at: string, params: Record<string, unknown> = {}): Problem => ({
  severity: 'error',
  code,
  at,
  params,
});

it('every setting has a sentence of explanation', () => {
  open();
  for (const input of screen.getAllByRole('textbox'))
    expect(input.getAttribute('aria-describedby'), input.outerHTML).toBeTruthy();
});

it('a placeholder of the menu goes to the caret, and the caret stays behind it', async () => {
  const { settings } = open();
  const body = screen.getByLabelText<HTMLTextAreaElement>(/^受付のメールの本文/);
  await userEvent.type(body, '番号は、です');
  body.setSelectionRange(4, 4);
  await userEvent.click(screen.getByRole('button', { name: '「受付のメールの本文」に差し込む' }));
  await userEvent.click(screen.getByRole('menuitem', { name: '受付番号' }));
  expect(settings().receiptMail).toMatchObject({ to: 'email', body: '番号は、{{number}}です' });
  await waitFor(() => expect(document.activeElement).toBe(body));
  expect(body.selectionStart).toBe(14);
  expect(screen.getByText('差し込む内容：受付番号')).toBeTruthy();
});

it('a subject is one line', async () => {
  const { settings } = open();
  const subject = screen.getByLabelText(/^受付のメールの件名/);
  await userEvent.click(subject);
  await userEvent.paste('受付\r\nBcc: x');
  expect(JSON.stringify(settings().receiptMail)).not.toMatch(/\\[rn]/);
});

it('the mail of a state is switched on, worded, and off again without a trace', async () => {
  const { settings, store } = open();
  const check = screen.getByRole('checkbox', { name: /^「完了」のメールを送る/ });
  await userEvent.click(check);
  expect(settings().statusMails).toEqual({ completed: {} });
  await userEvent.type(screen.getByLabelText(/^「完了」のメールの件名/), 'できました');
  expect(settings().statusMails).toEqual({ completed: { subject: 'できました' } });
  await userEvent.clear(screen.getByLabelText(/^「完了」のメールの件名/));
  expect(settings().statusMails).toEqual({ completed: {} });
  await userEvent.click(check);
  expect(settings()).toEqual(sample()['x-settings']);
  store.undo();
  expect(settings().statusMails).toEqual({ completed: {} });
});

it('whether mails hold the answers is one choice, also for drafts that said it otherwise', async () => {
  const old = {
    ...sample(),
    'x-language': 2,
    'x-settings': { receiptMail: { to: 'email', answersPdf: true } },
  };
  const { settings } = open([], old);
  const group = screen.getByRole('group', { name: '申請の内容をメールに載せるか' });
  expect(within(group).getByRole<HTMLInputElement>('radio', { name: /^PDF/ }).checked).toBe(true);
  await userEvent.click(within(group).getByRole('radio', { name: /^メールの文章/ }));
  expect(settings().receiptMail).toEqual({ to: 'email', answers: 'text' });
  await userEvent.click(within(group).getByRole('radio', { name: /^載せない/ }));
  expect(settings().receiptMail).toEqual({ to: 'email' });
});

it('what the server finds wrong stands at its input', () => {
  open([problem('mailPlaceholder', '/x-settings/receiptMail/body', { reason: 'unknown', name: 'numbr' })]);
  const body = screen.getByLabelText(/^受付のメールの本文/);
  expect(body.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText(/「numbr」という差し込みはありません/).id).toBe(
    body.getAttribute('aria-describedby')?.split(' ').at(-1),
  );
});

it('a preview shows what the server writes', async () => {
  const fetched = vi.fn(
    async (_address: string, _init: RequestInit) =>
      new Response(JSON.stringify({ subject: '件名です', text: '本文です\n', attachment: '受付票.pdf' }), {
        headers: { 'content-type': 'application/json' },
      }),
  );
  vi.stubGlobal('fetch', fetched);
  open();
  await userEvent.click(screen.getByRole('button', { name: '受付のメールをプレビュー' }));
  expect(await screen.findByText('件名です')).toBeTruthy();
  expect(screen.getByText('受付票.pdf')).toBeTruthy();
  await userEvent.selectOptions(screen.getByLabelText('プレビューの言語'), 'en');
  await waitFor(() => expect(fetched).toHaveBeenCalledTimes(2));
  expect(JSON.parse(String(fetched.mock.calls[1]![1].body))).toEqual({ mail: 'receipt', language: 'en' });
});

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { FormDetail } from '../../api/types';
import { AccessSettings } from './AccessSettings';

vi.mock('../../ui/LeaveGuard', () => ({ LeaveGuard: () => null }));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const FORM = {
  id: 'form_1',
  access: 'public',
  has_password: false,
  public_url: 'https://example.jp/f/survey',
  can: { edit: true },
} as unknown as FormDetail;

function show(form: Partial<FormDetail>) {
  const sent: [string, string, unknown][] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, init: RequestInit) => {
      const body = init.body === undefined ? null : JSON.parse(String(init.body));
      sent.push([String(init.method), url, body]);
      return new Response(JSON.stringify({ ...FORM, ...form, ...body, password: undefined }), {
        headers: { 'content-type': 'application/json' },
      });
    }),
  );
  const client = new QueryClient();
  const screenOf = (patch: Partial<FormDetail>) => (
    <QueryClientProvider client={client}>
      <AccessSettings form={{ ...FORM, ...patch } as FormDetail} />
    </QueryClientProvider>
  );
  const { rerender } = render(screenOf(form));
  reload = (patch) => rerender(screenOf(patch));
  return sent;
}

/** The form is loaded again, changed by somebody else. */
let reload: (patch: Partial<FormDetail>) => void = () => undefined;

const save = () => userEvent.click(screen.getByRole('button', { name: '公開範囲を保存' }));
const choose = (name: RegExp) => userEvent.click(screen.getByRole('radio', { name }));

it('asks for a good password before it saves one', async () => {
  const sent = show({});
  await choose(/^パスワード/);
  await save();
  expect(screen.getByText(/8文字以上、100文字以内/)).toBeTruthy();
  expect(sent).toEqual([]);
  await userEvent.type(screen.getByRole('textbox', { name: /^パスワード/ }), 'himawari-26');
  await save();
  expect(sent).toEqual([
    ['PATCH', expect.stringContaining('/forms/form_1'), { access: 'password', password: 'himawari-26' }],
  ]);
});

it('makes a password, and keeps the one there is where nothing is typed', async () => {
  const sent = show({ access: 'staff', has_password: true });
  await choose(/^パスワード/);
  await userEvent.click(screen.getByRole('button', { name: /パスワードを作る/ }));
  const input = screen.getByRole<HTMLInputElement>('textbox', { name: /^新しいパスワード/ });
  expect(input.value).toMatch(/^[a-z2-9]{4}-[a-z2-9]{4}-[a-z2-9]{4}$/);
  await userEvent.clear(input);
  await save();
  expect(sent.map(([, , body]) => body)).toEqual([{ access: 'password' }]);
});

it('shows the secret link, and asks before it makes a new one', async () => {
  const sent = show({ access: 'link', public_url: 'https://example.jp/f/survey?key=abc' });
  expect(screen.getByText('https://example.jp/f/survey?key=abc')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'リンクを作り直す' }));
  const dialog = await screen.findByRole('alertdialog');
  expect(within(dialog).getByText(/印刷した二次元コードは、すぐに使えなくなります/)).toBeTruthy();
  expect(sent).toEqual([]);
  await userEvent.click(within(dialog).getByRole('button', { name: '作り直す' }));
  expect(sent.map(([method, url]) => [method, url.endsWith('/forms/form_1/access-link')])).toEqual([
    ['POST', true],
  ]);
  expect(await screen.findByText(/前のリンクは、もう使えません/)).toBeTruthy();
});

it('offers nothing to change to those who may only look', () => {
  show({ access: 'link', can: { edit: false } as FormDetail['can'] });
  expect(screen.queryByRole('button', { name: /保存|作り直す/ })).toBeNull();
  expect(screen.getByRole('button', { name: 'リンクをコピー' })).toBeTruthy();
});

it("another person's change is shown, and not undone with a new password", async () => {
  const sent = show({});
  reload({ access: 'password', has_password: true });
  expect(screen.getByRole<HTMLInputElement>('radio', { name: /^パスワード/ }).checked).toBe(true);
  await userEvent.type(screen.getByRole('textbox', { name: /^新しいパスワード/ }), 'himawari-26');
  await save();
  expect(sent.map(([, , body]) => body)).toEqual([{ password: 'himawari-26' }]);
});

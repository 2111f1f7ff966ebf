import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { FormDetail, Problem, Session } from '../../api/types';
import { SessionContext } from '../../shell/sessionContext';
import { BuilderContext } from '../builderContext';
import { sample } from '../fixtures';
import { BuilderStore } from '../store';
import { TestPanel } from './TestPanel';

vi.mock('@tanstack/react-router', () => ({
  Link: ({ children }: { children: React.ReactNode }) => <a href="#there">{children}</a>,
}));

const tab = { close: vi.fn(), opener: {} as unknown, location: { replace: vi.fn() } };
let sent: string[];
/** What the server answers to each request, by method and path. */
let answers: Record<string, () => Response>;

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

function tests(...numbers: string[]) {
  const submissions = numbers.map((receipt_number, index) => ({
    id: `sub_${index}`,
    receipt_number,
    state: 'received',
    received_at: '2026-04-01T01:00:00Z',
  }));
  return () => json({ submissions, next_cursor: null, test_count: numbers.length });
}

beforeEach(() => {
  sent = [];
  tab.opener = {};
  tab.close.mockClear();
  tab.location.replace.mockClear();
  answers = {
    'GET /api/v1/staff/forms/form_1/submissions': tests(),
    'POST /api/v1/staff/forms/form_1/test-versions': () =>
      json({ version_id: 'ver_1', url: '/test?version=ver_1' }, 201),
  };
  vi.stubGlobal(
    'open',
    vi.fn(() => tab),
  );
  vi.stubGlobal(
    'fetch',
    vi.fn(async (address: string, init: RequestInit) => {
      const call = `${init.method} ${address.split('?')[0]}`;
      sent.push(init.body === undefined ? call : `${call} ${String(init.body)}`);
      return answers[call]?.() ?? json({ code: 'not-found' }, 404);
    }),
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

function show(problems: Problem[] = [], edit = true) {
  const store = new BuilderStore(
    { document: sample(), revision: 7, savedAt: '', problems },
    { save: () => new Promise<never>(() => undefined), keep: vi.fn(), drop: vi.fn(), now: () => 0 },
  );
  const session = { staff: { email: 'hensyu@example.jp', role: 'editor' } } as unknown as Session;
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <SessionContext value={session}>
        <BuilderContext value={store}>
          <TestPanel form={{ id: 'form_1', can: { edit } } as unknown as FormDetail} />
        </BuilderContext>
      </SessionContext>
    </QueryClientProvider>,
  );
}

it('freezes the saved draft and opens it in a tab of its own', async () => {
  show();
  expect(screen.getByText(/hensyu@example\.jp/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'テスト送信を始める' }));
  const link = await screen.findByRole('link', { name: 'テスト版を開く' });
  expect(link.getAttribute('href')).toBe('/test?version=ver_1');
  expect(tab.location.replace).toHaveBeenCalledWith('/test?version=ver_1');
  expect(tab.opener).toBeNull();
  expect(sent).toContain('POST /api/v1/staff/forms/form_1/test-versions {"revision":7}');
});

it('leaves no empty tab behind when the draft cannot be frozen', async () => {
  answers['POST /api/v1/staff/forms/form_1/test-versions'] = () => json({ code: 'conflict' }, 409);
  show();
  await userEvent.click(screen.getByRole('button', { name: 'テスト送信を始める' }));
  expect((await screen.findByRole('alert')).textContent).toContain('ほかの人が先に変更しました');
  expect(tab.close).toHaveBeenCalled();
  expect(screen.queryByRole('link', { name: 'テスト版を開く' })).toBeNull();
});

it('gives a link where the browser opens no tab', async () => {
  vi.stubGlobal(
    'open',
    vi.fn(() => null),
  );
  show();
  await userEvent.click(screen.getByRole('button', { name: 'テスト送信を始める' }));
  expect(await screen.findByRole('link', { name: 'テスト版を開く' })).toBeTruthy();
});

it('waits for errors to be put right', () => {
  show([{ severity: 'error', code: 'dangling', at: '', params: {} }]);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'テスト送信を始める' }).disabled).toBe(true);
  expect(screen.getByText(/エラーが1件あるため/)).toBeTruthy();
});

it('shows the latest tests and erases all of them with one click', async () => {
  answers['GET /api/v1/staff/forms/form_1/submissions'] = tests('TEST-1', 'TEST-2', 'TEST-3', 'TEST-4');
  answers['DELETE /api/v1/staff/forms/form_1/test-submissions'] = () => {
    answers['GET /api/v1/staff/forms/form_1/submissions'] = tests();
    return json({ erased: 4 });
  };
  show();
  expect(await screen.findByRole('heading', { name: '送ったテスト（4件）' })).toBeTruthy();
  expect(within(screen.getByRole('list')).getAllByRole('listitem')).toHaveLength(3);
  await userEvent.click(screen.getByRole('button', { name: 'テスト送信をすべて消す（4件）' }));
  const told = await screen.findByText('テスト送信を4件消しました。');
  expect(screen.queryByRole('list')).toBeNull();
  expect(told.closest('[tabindex="-1"]')).toBe(document.activeElement);
});

it('is only looked at by those who may not edit', () => {
  show([], false);
  expect(screen.queryByRole('button')).toBeNull();
  expect(screen.getByText(/編集者の役割が必要です/)).toBeTruthy();
  expect(sent).toEqual([]);
});

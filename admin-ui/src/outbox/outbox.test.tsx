import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Outbox } from '../api/types';
import { OutboxLink } from './OutboxLink';
import { OutboxPage } from './OutboxPage';
import { adviceFor, kindName, reasonName } from './words';

vi.mock('@tanstack/react-router', () => ({
  Link: ({ children, params }: { children: React.ReactNode; params?: Record<string, string> }) => (
    <a href={`/${Object.values(params ?? {}).join('/')}`}>{children}</a>
  ),
}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const stuck: Outbox = {
  jobs: [
    {
      id: 'job_1',
      kind: 'send_receipt',
      state: 'dead',
      attempts: 20,
      enqueued_at: '2026-04-01T01:00:00Z',
      next_at: '2026-04-01T01:00:00Z',
      reason: 'mail_refused',
      submission: { id: 'sub_1', receipt_number: 'AB-7K3M-PX4R-D', form_title: '証の再交付' },
    },
    {
      id: 'job_2',
      kind: 'send_digest',
      state: 'waiting',
      attempts: 3,
      enqueued_at: '2026-04-01T00:00:00Z',
      next_at: '2026-04-01T02:00:00Z',
      reason: 'mail_unreachable',
      submission: null,
    },
  ],
  reasons: [
    { reason: 'mail_refused', count: 1, is_more: false },
    { reason: 'mail_unreachable', count: 1000, is_more: true },
  ],
  has_more: false,
};

function show(children: React.ReactNode, answers: Record<string, unknown>) {
  const asked: [string, string, unknown][] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (path: string, init?: RequestInit) => {
      const body: unknown = init?.body ? JSON.parse(String(init.body)) : undefined;
      asked.push([init?.method ?? 'GET', path.replace('/api/v1/staff', ''), body]);
      const known = Object.entries(answers).find(([end]) => path.endsWith(end));
      return new Response(JSON.stringify(known?.[1] ?? {}), {
        headers: { 'content-type': 'application/json' },
      });
    }),
  );
  render(<QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>);
  return asked;
}

it('says what did not get through, why, and what to do about it', async () => {
  show(<OutboxPage />, { '/outbox': stuck });
  expect(await screen.findByRole('rowheader', { name: '申請した人への受付完了メール' })).toBeTruthy();
  expect(screen.getByRole('link', { name: /AB-7K3M-PX4R-D（証の再交付）/ }).getAttribute('href')).toBe(
    '/sub_1',
  );
  expect(screen.getByText('送れませんでした')).toBeTruthy();
  expect(screen.getByText(/3回試行・次は/)).toBeTruthy();
  expect(screen.getByText(/メールサーバーにつながりません：1000件以上/)).toBeTruthy();
  expect(screen.getByText(adviceFor('mail_refused'))).toBeTruthy();
});

it('sends one again, or all of one reason', async () => {
  const asked = show(<OutboxPage />, { '/outbox': stuck, '/outbox/resend': { resent: 7 } });
  await userEvent.click(
    await screen.findByRole('button', { name: /^もう一度送る：申請した人への受付完了メール/ }),
  );
  expect(await screen.findByText('「申請した人への受付完了メール」を、もう一度送ります。')).toBeTruthy();
  await userEvent.click(
    screen.getByRole('button', { name: /^すべてもう一度送る：メールサーバーにつながりません/ }),
  );
  expect(await screen.findByText('7件を、もう一度送ります。')).toBeTruthy();
  const posts = asked.filter(([method]) => method === 'POST');
  expect(posts).toEqual([
    ['POST', '/outbox/job_1/resend', undefined],
    ['POST', '/outbox/resend', { reason: 'mail_unreachable' }],
  ]);
});

it('says when there is nothing', async () => {
  show(<OutboxPage />, { '/outbox': { jobs: [], reasons: [], has_more: false } });
  expect(await screen.findByText('送信できていないものは、ありません。')).toBeTruthy();
  expect(screen.queryByRole('table')).toBeNull();
});

it('counts beside the link, and says nothing where nothing is stuck', async () => {
  show(<OutboxLink />, { '/outbox/count': { stuck: 3, is_more: false } });
  expect(await screen.findByText('未送信3件')).toBeTruthy();
  cleanup();
  show(<OutboxLink />, { '/outbox/count': { stuck: 0, is_more: false } });
  expect(await screen.findByText('送信状況')).toBeTruthy();
  expect(screen.queryByText(/未送信/)).toBeNull();
});

it('has a name for what a later version enqueues, and for what has not failed yet', () => {
  expect(kindName('send_something')).toBe('メール');
  expect(kindName('whatever')).toBe('その他の処理');
  expect(reasonName(null)).toBe('順番を待っています');
});

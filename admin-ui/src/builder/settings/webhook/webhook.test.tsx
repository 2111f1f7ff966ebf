import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { FormDetail } from '../../../api/types';
import { WebhookSettings } from './WebhookSettings';

vi.mock('../../../ui/LeaveGuard', () => ({ LeaveGuard: () => null }));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const FORM = {
  id: 'form_1',
  webhook_url: 'https://hooks.example.jp/a',
  can: { edit: true },
} as unknown as FormDetail;

const DELIVERY = {
  id: 'delivery_1',
  event: 'submission.created',
  at: '2026-04-01T01:00:00Z',
  status: 500,
  reason: 'webhook_refused',
  duration_ms: 120,
  can_resend: true,
};

function show(form: Partial<FormDetail>, more: Record<string, unknown> = {}) {
  const sent: [string, string, unknown][] = [];
  const answers: Record<string, unknown> = {
    'GET /forms/form_1/webhook': { url: '', has_secret: true, secrets: 2, deliveries: [DELIVERY] },
    'POST /forms/form_1/webhook/secret': { secret: 'whsec_abc' },
    'POST /forms/form_1/webhook/test': { ...DELIVERY, event: 'webhook.test', status: 204, reason: null },
    ...more,
  };
  vi.stubGlobal(
    'fetch',
    vi.fn(async (url: string, init?: RequestInit) => {
      const [method, path] = [init?.method ?? 'GET', url.replace('/api/v1/staff', '')];
      const body: unknown = init?.body ? JSON.parse(String(init.body)) : undefined;
      if (method !== 'GET') sent.push([method, path, body]);
      if (method === 'DELETE' || path.endsWith('/resend')) return new Response(null, { status: 204 });
      return new Response(JSON.stringify(answers[`${method} ${path}`] ?? { ...FORM, ...Object(body) }), {
        headers: { 'content-type': 'application/json' },
      });
    }),
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <WebhookSettings form={{ ...FORM, ...form }} />
    </QueryClientProvider>,
  );
  return sent;
}

it('saves the address, and nothing where it is emptied', async () => {
  const sent = show({ webhook_url: null });
  expect(screen.queryByText('署名の鍵')).toBeNull();
  const input = screen.getByRole('textbox', { name: /^通知先のURL/ });
  await userEvent.type(input, ' https://hooks.example.jp/b ');
  await userEvent.click(screen.getByRole('button', { name: '通知先を保存' }));
  expect(sent).toEqual([['PATCH', '/forms/form_1', { webhook_url: 'https://hooks.example.jp/b' }]]);
  cleanup();
  const emptied = show({});
  await userEvent.clear(screen.getByRole('textbox', { name: /^通知先のURL/ }));
  await userEvent.click(screen.getByRole('button', { name: '通知先を保存' }));
  expect(emptied).toEqual([['PATCH', '/forms/form_1', { webhook_url: null }]]);
});

it('shows a new secret once, and ends the one before', async () => {
  const sent = show({});
  await userEvent.click(await screen.findByRole('button', { name: '新しい鍵を作る' }));
  expect(await screen.findByText('whsec_abc')).toBeTruthy();
  expect(screen.getByText(/もう表示できません/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: '前の鍵を止める' }));
  expect(sent.map(([method, path]) => `${method} ${path}`)).toEqual([
    'POST /forms/form_1/webhook/secret',
    'DELETE /forms/form_1/webhook/old-secret',
  ]);
});

it('tries it out, and says what became of each delivery', async () => {
  const sent = show({});
  expect(await screen.findByText('通知先のシステムに断られました（500）')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'テスト送信' }));
  expect(await screen.findByText('テスト送信：届きました（204）')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: /^もう一度送る：/ }));
  expect(await screen.findByText(/^もう一度送ります/)).toBeTruthy();
  expect(sent.map(([, path]) => path)).toEqual([
    '/forms/form_1/webhook/test',
    '/forms/form_1/webhook/deliveries/delivery_1/resend',
  ]);
});

it('says that a trial did not get through', async () => {
  show({}, { 'POST /forms/form_1/webhook/test': { ...DELIVERY, status: null, reason: 'webhook_forbidden' } });
  await userEvent.click(await screen.findByRole('button', { name: 'テスト送信' }));
  expect((await screen.findByRole('alert')).textContent).toContain('送ることが許されていません');
});

it('shows nothing of it to those who may only look', () => {
  show({ can: { edit: false } as FormDetail['can'] });
  expect(screen.queryByRole('textbox')).toBeNull();
});

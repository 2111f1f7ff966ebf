import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import { ApiError } from '../../api/http';
import type { FormPatch } from '../../api/types';
import { formDetail } from '../settings/testForm';
import { SettingsRequest } from './SettingsRequest';

vi.mock('@tanstack/react-router', () => ({
  Link: ({ children }: { children: ReactNode }) => <a href="#publish">{children}</a>,
}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const refusal = (setting: string) => new ApiError(409, { code: 'approval-required', settings: [setting] });

it('every refused change is asked for by itself', async () => {
  const sent: unknown[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (_: string, init: RequestInit) => {
      sent.push(JSON.parse(String(init.body)));
      return new Response(JSON.stringify(formDetail()), { headers: { 'content-type': 'application/json' } });
    }),
  );
  const client = new QueryClient();
  const refused = (error: unknown, patch: FormPatch) => (
    <QueryClientProvider client={client}>
      <SettingsRequest form={formDetail()} error={error} patch={patch} onAsked={vi.fn()} />
    </QueryClientProvider>
  );
  const ask = () => userEvent.click(screen.getByRole('button', { name: 'この変更を申請する' }));

  const { rerender } = render(refused(refusal('capacity'), { capacity: 20 }));
  await userEvent.type(screen.getByLabelText(/^承認する人への連絡/), '定員です');
  await ask();
  expect(await screen.findByText(/設定の変更を申請しました/)).toBeTruthy();

  rerender(refused(null, {}));
  rerender(refused(refusal('slug'), { slug: 'cat' }));
  expect(screen.queryByText(/設定の変更を申請しました/)).toBeNull();
  expect(screen.getByLabelText<HTMLTextAreaElement>(/^承認する人への連絡/).value).toBe('');
  await ask();
  expect(await screen.findByText(/設定の変更を申請しました/)).toBeTruthy();
  expect(sent).toEqual([
    { settings: { capacity: 20 }, note: '定員です' },
    { settings: { slug: 'cat' }, note: '' },
  ]);
});

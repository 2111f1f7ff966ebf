import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { FormDetail } from '../../api/types';
import { OperationalSettings } from './OperationalSettings';
import { formDetail } from './testForm';

vi.mock('../../ui/LeaveGuard', () => ({ LeaveGuard: () => null }));
vi.mock('./operational/Address', () => ({ Address: () => null }));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const FORM = formDetail({ grace_seconds: 0, access: 'public' });

function open() {
  const sent: unknown[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (_: string, init: RequestInit) => {
      sent.push(JSON.parse(String(init.body)));
      return new Response(JSON.stringify(FORM), { headers: { 'content-type': 'application/json' } });
    }),
  );
  const client = new QueryClient();
  const screenOf = (form: FormDetail) => (
    <QueryClientProvider client={client}>
      <OperationalSettings form={form} />
    </QueryClientProvider>
  );
  const { rerender } = render(screenOf(FORM));
  return { sent, load: (patch: Partial<FormDetail>) => rerender(screenOf({ ...FORM, ...patch })) };
}

const opens = () => screen.getByLabelText<HTMLInputElement>(/^受付の始まり/);

it("another person's change is shown, is no change of ours, and is not undone", async () => {
  const { sent, load } = open();
  load({ opens_at: '2026-05-01T00:00:00Z' });
  expect(opens().value).toBe('2026-05-01T09:00');
  expect(screen.queryByText('保存していない変更があります。')).toBeNull();
  await userEvent.type(screen.getByLabelText(/^定員/), '20');
  expect(screen.getByText('保存していない変更があります。')).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: '保存' }));
  expect(sent).toEqual([{ capacity: 20 }]);
});

it('what is being typed stays when the form is loaded again', async () => {
  const { sent, load } = open();
  await userEvent.type(screen.getByLabelText(/^定員/), '20');
  load({ capacity: 10, is_listed: false });
  expect(screen.getByLabelText<HTMLInputElement>(/^定員/).value).toBe('20');
  await userEvent.click(screen.getByRole('button', { name: '保存' }));
  expect(sent).toEqual([{ capacity: 20 }]);
});

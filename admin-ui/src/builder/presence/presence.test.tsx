import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { EVERY_MS, UNUSED_MS } from './useEditors';
import { Presence } from './Presence';

beforeEach(() => vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

function answering(names: () => string[]) {
  const sent: string[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (path: string, init: RequestInit) => {
      sent.push(`${init.method} ${path}`);
      if (init.method === 'DELETE') return new Response(null, { status: 204 });
      const editors = names().map((name) => ({ name, seen_at: '2026-04-01T00:00:00Z' }));
      return new Response(JSON.stringify({ editors }), { headers: { 'content-type': 'application/json' } });
    }),
  );
  return sent;
}

const pass = (ms: number) => act(() => vi.advanceTimersByTimeAsync(ms));

it('says who else is editing, asks again, and takes its leave', async () => {
  let names = ['見本 花子'];
  const sent = answering(() => names);
  const { unmount } = render(<Presence formId="form_1" />);
  await pass(0);
  expect(screen.getByRole('status').textContent).toContain('見本 花子さんも今このフォームを編集しています。');
  names = [];
  await pass(EVERY_MS);
  expect(screen.getByRole('status').textContent).toBe('');
  unmount();
  const path = '/api/v1/staff/forms/form_1/editors';
  expect(sent).toEqual([`POST ${path}`, `POST ${path}`, `DELETE ${path}`]);
});

it('falls silent when nobody works at the screen, and speaks again when somebody does', async () => {
  const sent = answering(() => []);
  render(<Presence formId="form_1" />);
  await pass(UNUSED_MS + EVERY_MS);
  const before = sent.length;
  await pass(10 * EVERY_MS);
  expect(sent).toHaveLength(before);
  window.dispatchEvent(new KeyboardEvent('keydown'));
  await pass(EVERY_MS);
  expect(sent).toHaveLength(before + 1);
});

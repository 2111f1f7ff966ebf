import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { ProseArea } from './ProseArea';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const html = '<p><strong>重要</strong> <a href="https://example.jp/">案内</a></p>';

function open(answer: () => Response) {
  const ask = vi.fn((..._: unknown[]) => Promise.resolve(answer()));
  vi.stubGlobal('fetch', ask);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <ProseArea label="文章" value="**重要** [案内](https://example.jp/)" onChange={() => undefined} />
    </QueryClientProvider>,
  );
  return ask;
}

/** jsdom does not tell of a fold that opens. */
function unfold() {
  const fold = screen.getByText('表示を確かめる').closest('details');
  if (fold === null) throw new Error('no fold');
  fold.open = true;
  fireEvent(fold, new Event('toggle'));
}

it('asks the server only when unfolded, and shows what it draws', async () => {
  const ask = open(
    () => new Response(JSON.stringify({ html }), { headers: { 'content-type': 'application/json' } }),
  );
  expect(ask).not.toHaveBeenCalled();
  unfold();
  expect((await screen.findByText('重要')).tagName).toBe('STRONG');
  expect(JSON.parse((ask.mock.calls[0]?.[1] as RequestInit).body as string)).toEqual({
    text: '**重要** [案内](https://example.jp/)',
  });
});

it('tries a link in a tab of its own', async () => {
  open(() => new Response(JSON.stringify({ html }), { headers: { 'content-type': 'application/json' } }));
  const opened = vi.fn();
  vi.stubGlobal('open', opened);
  unfold();
  await userEvent.click(await screen.findByRole('link', { name: '案内' }));
  expect(opened).toHaveBeenCalledWith('https://example.jp/', '_blank', 'noopener');
});

it('says when the server cannot be asked', async () => {
  open(() => new Response('', { status: 500 }));
  unfold();
  expect(await screen.findByText('サーバーに接続できないため、表示できません。')).toBeTruthy();
});

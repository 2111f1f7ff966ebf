import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { FormattedText } from './FormattedText';
import { ProseArea } from './ProseArea';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const html = '<p><strong>重要</strong> <a href="https://example.jp/">案内</a></p>';

const drawn = () =>
  new Response(JSON.stringify({ html }), { headers: { 'content-type': 'application/json' } });

function show(shown: ReactNode, answer: () => Response) {
  const ask = vi.fn((..._: unknown[]) => Promise.resolve(answer()));
  vi.stubGlobal('fetch', ask);
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(<QueryClientProvider client={client}>{shown}</QueryClientProvider>);
  return ask;
}

const open = (answer: () => Response) =>
  show(
    <ProseArea label="文章" value="**重要** [案内](https://example.jp/)" onChange={() => undefined} />,
    answer,
  );

/** jsdom does not tell of a fold that opens. */
function unfold() {
  const fold = screen.getByText('表示を確かめる').closest('details');
  if (fold === null) throw new Error('no fold');
  fold.open = true;
  fireEvent(fold, new Event('toggle'));
}

it('asks the server only when unfolded, and shows what it draws', async () => {
  const ask = open(drawn);
  expect(ask).not.toHaveBeenCalled();
  unfold();
  expect((await screen.findByText('重要')).tagName).toBe('STRONG');
  expect(JSON.parse((ask.mock.calls[0]?.[1] as RequestInit).body as string)).toEqual({
    text: '**重要** [案内](https://example.jp/)',
  });
});

it('tries a link in a tab of its own', async () => {
  open(drawn);
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

describe('on the canvas', () => {
  const marked = <FormattedText className="card-text" text="**重要** [案内](https://example.jp/)" />;

  it('stands what the server draws, and no link that Tab would stop at', async () => {
    show(marked, drawn);
    expect(screen.getByText(/\*\*重要/)).toBeTruthy();
    expect((await screen.findByText('重要')).tagName).toBe('STRONG');
    expect(screen.getByText('案内').hasAttribute('href')).toBe(false);
  });

  it('stands what is typed now where the server does not answer', async () => {
    const answers = [drawn(), new Response('', { status: 500 })];
    vi.stubGlobal('fetch', () => Promise.resolve(answers.shift()));
    const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
    const text = (typed: string) => (
      <QueryClientProvider client={client}>
        <FormattedText className="card-text" text={typed} />
      </QueryClientProvider>
    );
    const { rerender } = render(text('**重要**'));
    await screen.findByText('重要');
    rerender(text('**大切**'));
    // Until the answer the last drawing stays.
    expect(screen.getByText('重要').tagName).toBe('STRONG');
    expect((await screen.findByText('**大切**')).className).toContain('is-plain');
    expect(screen.queryByText('重要')).toBeNull();
  });

  it('stands a text without marks at once, and nobody is asked', () => {
    const ask = show(
      <FormattedText className="card-text" text={'会場までの地図です。\n当日お持ちください。'} />,
      drawn,
    );
    expect(screen.getByText(/会場までの地図です。/)).toBeTruthy();
    expect(ask).not.toHaveBeenCalled();
  });
});

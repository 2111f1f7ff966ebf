import { act, cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BuilderContext } from './builderContext';
import { sample } from './fixtures';
import { Notice } from './Notice';
import { BuilderStore } from './store';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function open() {
  const store = new BuilderStore(
    { document: sample(), revision: 1, savedAt: '', problems: [] },
    { save: () => new Promise<never>(() => undefined), keep: vi.fn(), drop: vi.fn(), now: () => 0 },
  );
  render(
    <BuilderContext value={store}>
      <Notice />
    </BuilderContext>,
  );
  return store;
}

it('says what happens on the same document after the last notice has gone', () => {
  const store = open();
  act(() => store.announce('コピーしました。'));
  expect(screen.getByRole('status').textContent).toBe('コピーしました。');
  act(() => vi.advanceTimersByTime(6000));
  expect(screen.getByRole('status').textContent).toBe('');
  act(() => store.announce('最初の項目です。'));
  expect(screen.getByRole('status').textContent).toBe('最初の項目です。');
  act(() => vi.advanceTimersByTime(6000));
  act(() => store.announce('最初の項目です。'));
  expect(screen.getByRole('status').textContent).toBe('最初の項目です。');
});

it('puts the same words there anew, so that they are read out again, and for the whole time', () => {
  const store = open();
  act(() => store.announce('最初の項目です。'));
  const said = screen.getByRole('status').firstChild;
  act(() => vi.advanceTimersByTime(5000));
  act(() => store.announce('最初の項目です。'));
  expect(screen.getByRole('status').firstChild).not.toBe(said);
  act(() => vi.advanceTimersByTime(5000));
  expect(screen.getByRole('status').textContent).toBe('最初の項目です。');
});

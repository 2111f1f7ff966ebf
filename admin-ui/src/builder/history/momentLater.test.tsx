import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { MOMENT_MS, MomentLater } from './momentLater';

let done: string[];
const job = (name: string) => () => done.push(name);

beforeEach(() => {
  done = [];
  vi.useFakeTimers();
});
afterEach(() => vi.useRealTimers());

it('does the last job of a moment, once', () => {
  const later = new MomentLater();
  later.put(job('a'));
  later.put(job('b'));
  expect(done).toEqual([]);
  vi.advanceTimersByTime(MOMENT_MS);
  expect(done).toEqual(['b']);
  later.put(job('c'));
  later.forget();
  vi.advanceTimersByTime(MOMENT_MS);
  expect(done).toEqual(['b']);
});

it.each([
  ['the page is left', () => window.dispatchEvent(new Event('pagehide'))],
  ['the page is hidden', () => document.dispatchEvent(new Event('visibilitychange'))],
])('does at once what waits when %s', (_, happens) => {
  const later = new MomentLater();
  const unwatch = later.watch();
  later.put(job('a'));
  happens();
  expect(done).toEqual(['a']);
  later.put(job('b'));
  unwatch();
  expect(done).toEqual(['a', 'b']);
  later.put(job('c'));
  happens();
  vi.advanceTimersByTime(MOMENT_MS);
  expect(done).toEqual(['a', 'b', 'c']);
});

it('waits for nothing in a page that nobody sees', () => {
  vi.spyOn(document, 'hidden', 'get').mockReturnValue(true);
  new MomentLater().put(job('a'));
  expect(done).toEqual(['a']);
});

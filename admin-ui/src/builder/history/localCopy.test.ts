// @vitest-environment happy-dom
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { apply } from '../commands';
import { sample } from '../fixtures';
import type * as Copies from './localCopy';

/** The copies as another tab of the browser has them: the storage is shared, the memory is not. */
async function tab(): Promise<typeof Copies> {
  vi.resetModules();
  return import('./localCopy');
}

/** Web Locks, which happy-dom has not: granted at once, let go with the promise. */
function locks() {
  const held: string[] = [];
  return {
    query: async () => ({ held: held.map((name) => ({ name })) }),
    request: async (name: string, _: unknown, work: () => Promise<void>) => {
      held.push(name);
      await work();
      held.splice(held.indexOf(name), 1);
    },
  };
}

const SERVER = sample();
const MINE = apply(SERVER, { type: 'editForm', patch: { title: '私' } });
const WAYS = [
  ['Web Locks', locks()],
  ['a channel', undefined],
] as const;

beforeEach(() => localStorage.clear());
afterEach(() => vi.unstubAllGlobals());

describe.each(WAYS)('by %s', (_, manager) => {
  beforeEach(() => Object.defineProperty(navigator, 'locks', { value: manager, configurable: true }));

  it('a copy is offered when its tab is gone, and no other tab drops it', async () => {
    const [first, second] = [await tab(), await tab()];
    const own = new first.OwnCopy('staff', 'form');
    const crash = own.hold();
    own.keep(3, MINE, SERVER, 10);
    own.sending(3, MINE);
    expect(await second.leftCopies('staff', 'form', SERVER)).toEqual([]);
    const other = new second.OwnCopy('staff', 'form');
    other.hold();
    other.keep(3, SERVER, SERVER, 20);
    other.drop();
    crash();
    await vi.waitFor(async () =>
      expect(await second.leftCopies('staff', 'form', SERVER)).toMatchObject([
        { revision: 3, document: MINE, at: 10, base: SERVER, sent: [MINE] },
      ]),
    );
    expect(await second.leftCopies('staff', 'form', MINE)).toEqual([]);
    expect(localStorage).toHaveLength(0);
  });
});

describe('what is kept', () => {
  it('reads the copy of the former format once', async () => {
    const { leftCopies, dropCopy } = await tab();
    const key = 'madoguchi.draft.staff.form';
    localStorage.setItem(key, JSON.stringify({ revision: 3, document: MINE, at: 10 }));
    localStorage.setItem(`${key}.base`, JSON.stringify({ revision: 3, document: SERVER }));
    localStorage.setItem(`${key}2`, JSON.stringify({ revision: 3, document: MINE, at: 10 }));
    expect(await leftCopies('staff', 'form', SERVER)).toEqual([
      { key, revision: 3, document: MINE, at: 10, base: SERVER },
    ]);
    dropCopy(key);
    expect(await leftCopies('staff', 'form', SERVER)).toEqual([]);
    expect(localStorage).toHaveLength(1);
  });

  it('the newest first; what began or was sent at another revision is not of it', async () => {
    const { leftCopies, OwnCopy } = await tab();
    const [one, other] = [new OwnCopy('staff', 'form'), new OwnCopy('staff', 'form')];
    one.keep(3, MINE, SERVER, 10);
    one.sending(3, MINE);
    one.keep(4, MINE, null, 20);
    other.keep(5, MINE, null, 30);
    const left = await leftCopies('staff', 'form', SERVER);
    expect(left.map(({ key: _, ...copy }) => copy)).toEqual([
      { revision: 5, document: MINE, at: 30 },
      { revision: 4, document: MINE, at: 20 },
    ]);
  });

  it('the first and the last that were sent without an answer', async () => {
    const { leftCopies, OwnCopy } = await tab();
    const own = new OwnCopy('staff', 'form');
    const typed = ['一', '二', '二', '三', '四', '五', '六'].map((title) =>
      apply(SERVER, { type: 'editForm', patch: { title } }),
    );
    own.keep(3, typed.at(-1)!, SERVER, 10);
    for (const document of typed) own.sending(3, document);
    const [copy] = await leftCopies('staff', 'form', SERVER);
    expect(copy?.sent?.map(({ title }) => title)).toEqual(['一', '四', '五', '六']);
  });
});

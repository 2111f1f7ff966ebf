import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { gallery, sample } from '../fixtures';
import { BuilderStore } from '../store';
import { diagnosticsOf } from './diagnostics';
import { changed } from './editor';
import { keysAt, otherType, valuesAt } from './meta';
import { rangeOf } from './places';
import { read, sourceOf, written } from './reading';
import { TwoWay } from './twoWay';

function open() {
  let now = 0;
  const store = new BuilderStore(
    { document: sample(), revision: 1, savedAt: '', problems: [] },
    {
      save: vi.fn(() => new Promise<never>(() => undefined)),
      keep: vi.fn(),
      drop: vi.fn(),
      now: () => (now += 5000),
    },
  );
  return store;
}

describe('reading', () => {
  it('takes every form of the gallery as it is written', () => {
    for (const { document } of gallery()) expect(read(written(document)).document).toEqual(document);
  });
  it.each([
    ['{"title": ', /JSONとして読めません/],
    ['[1]', /全体を/],
    ['{"title":"a","properties":{},"title":"b"}', /「title」が同じ所に2つ/],
    ['{"properties":{"a":true}}', /properties/],
    ['{"x-pages":[{"id":"a"}]}', /x-pages/],
    ['{"required":[1]}', /required/],
    ['{"x-settings":3}', /x-settings/],
    ['['.repeat(50_000), /JSONとして読めません/],
  ])('refuses %.40s', (text, refusal) => {
    expect(read(text).refusal).toMatch(refusal);
  });
});

describe('both ways', () => {
  it('makes typed JSON one step that can be undone, and shows what changes elsewhere', () => {
    const store = open();
    const twoWay = new TwoWay(store);
    const before = store.getState().document;
    twoWay.typed(written({ ...sample(), title: '別の名前' }));
    expect(store.getState().document.title).toBe('別の名前');
    expect(store.getState().undoName).toBe('JSONの変更');
    expect(twoWay.follow()).toBeNull();
    store.undo();
    expect(store.getState().document).toBe(before);
    expect(twoWay.follow()).toBe(written(before));
  });

  it('never gives an unfinished text to the store, and keeps it while one looks elsewhere', () => {
    const store = open();
    const before = store.getState().document;
    new TwoWay(store).typed('{"title": ');
    expect(store.getState().document).toBe(before);
    const again = new TwoWay(store);
    expect(again.start()).toBe('{"title": ');
    expect(again.getState()).toMatchObject({ isStale: false });
    expect(again.getState().refusal).toMatch(/JSON/);
    expect(again.discard()).toBe(written(before));
    expect(new TwoWay(store).start()).toBe(written(before));
  });

  it('asks when the form has changed elsewhere meanwhile, and overwrites nothing by itself', () => {
    const store = open();
    const twoWay = new TwoWay(store);
    twoWay.typed('{"title": ');
    store.dispatch({ type: 'editForm', patch: { title: 'ほかで変えた' } });
    expect(twoWay.follow()).toBeNull();
    expect(twoWay.getState().isStale).toBe(true);
    const mine = written({ ...sample(), title: '自分の' });
    twoWay.typed(mine);
    expect(store.getState().document.title).toBe('ほかで変えた');
    twoWay.insist(mine);
    expect(store.getState().document.title).toBe('自分の');
    expect(twoWay.getState()).toEqual({ refusal: null, isStale: false });
    store.undo();
    expect(store.getState().document.title).toBe('ほかで変えた');
  });

  it('is no step when nothing was changed', () => {
    const store = open();
    const twoWay = new TwoWay(store);
    twoWay.typed(JSON.stringify(store.getState().document));
    expect(store.getState().undoName).toBeNull();
  });
});

describe('places in the text', () => {
  const text = '{"a": [1, {"b/c": "x"}], "d": {}}';
  it.each([
    [['a'], '"a"'],
    [['a', '0'], '1'],
    [['a', '1', 'b/c'], '"b/c"'],
    [['d', 'gone'], '"d"'],
    [['gone'], '{'],
  ])('%j', (path, shown) => {
    const { from, to } = rangeOf(sourceOf(text), path);
    expect(text.slice(from, to)).toBe(shown);
  });
  it('changes only what differs', () => {
    expect(changed('abcd', 'abXd')).toEqual({ from: 2, to: 3, insert: 'X' });
    expect(changed('aa', 'aaa')).toEqual({ from: 2, to: 2, insert: 'a' });
    expect(changed('', 'x')).toEqual({ from: 0, to: 0, insert: 'x' });
  });
});

describe('the meta-schema', () => {
  it('knows keys and values along a path', () => {
    expect(keysAt([])).toEqual(expect.arrayContaining(['title', 'x-pages', 'x-settings']));
    expect(keysAt(['properties', 'name'])).toEqual(expect.arrayContaining(['x-help', 'x-show-when']));
    expect(keysAt(['properties', 'name', 'x-show-when', 'allOf', '0'])).toContain('minimum');
    expect(keysAt(['x-pages', '0', 'blocks', '1'])).toEqual(expect.arrayContaining(['field', 'heading']));
    expect(valuesAt(['properties', 'name', 'x-sensitive'])).toContain('special');
    expect(keysAt(['nowhere', 'at', 'all'])).toEqual([]);
  });
  it('says what is to stand somewhere', () => {
    expect(otherType(['title'], 1)).toBe('文字');
    expect(otherType(['title'], 'x')).toBeNull();
    expect(otherType(['x-pages'], {})).toBe('一覧（[ ]）');
    expect(otherType(['properties', 'a', 'default'], 1)).toBeNull();
  });
  it('finds nothing wrong with the types of the gallery', () => {
    const folder = resolve(import.meta.dirname, '../../../../fixtures/forms');
    for (const { file, document } of gallery()) {
      const text = readFileSync(resolve(folder, file), 'utf8');
      expect(diagnosticsOf(text, [], document), file).toEqual([]);
    }
  });
});

it('puts the problems of the server where they stand', () => {
  const document = sample();
  const text = written(document);
  const problem = { severity: 'error' as const, code: 'noLabel', at: '/properties/venue', params: {} };
  const [found] = diagnosticsOf(text, [problem], document);
  expect(text.slice(found!.from, found!.to)).toBe('"venue"');
  expect(found!.message).toContain('項目の名前がありません');
  const wrong = text.replace('"見本"', '12');
  expect(diagnosticsOf(wrong, [], document).map(({ message }) => message)).toEqual([
    'ここには文字を書きます。',
  ]);
});

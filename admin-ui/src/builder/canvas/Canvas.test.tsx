import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import * as actions from '../actions';
import { BuilderContext } from '../builderContext';
import { rowsSample, sample } from '../fixtures';
import { KeyMapDialog } from '../keys/KeyMapDialog';
import { KIND_GROUPS, KINDS } from '../kinds';
import type { FormDocument } from '../model/document';
import { scopeOf } from '../model/scope';
import { BuilderStore } from '../store';
import { Canvas } from './Canvas';
import { cardViews, createViewCache } from './cardView';
import { Palette } from './Palette';
import { searchPalette } from './paletteSearch';

beforeEach(() => localStorage.clear());
afterEach(cleanup);

function open(document: FormDocument) {
  let now = 0;
  const store = new BuilderStore(
    { document, revision: 1, savedAt: '', problems: [] },
    {
      save: vi.fn(() => new Promise<never>(() => undefined)),
      keep: vi.fn(),
      drop: vi.fn(),
      now: () => (now += 5000),
    },
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BuilderContext value={store}>
        <Palette />
        <Canvas />
        <KeyMapDialog />
      </BuilderContext>
    </QueryClientProvider>,
  );
  return store;
}

const order = (store: BuilderStore) =>
  store.getState().document['x-pages'][0]!.blocks.map((block) => block.field ?? block.heading ?? block.text);

const kinds = KIND_GROUPS.flatMap((group) => group.kinds);

describe('a card', () => {
  it.each(kinds)('of $kind is drawn, inert and hidden from screen readers', ({ kind, label }) => {
    const store = open({ ...sample(), 'x-pages': [{ id: 'p', title: 'p', blocks: [] }] });
    actions.insert(store, kind);
    cleanup();
    const again = open(store.getState().document);
    const card = screen.getByRole('row', { name: label });
    const sketch = card.querySelector('.sketch');
    if (kind !== 'group') {
      expect(sketch?.getAttribute('aria-hidden')).toBe('true');
      expect(sketch?.querySelector('input, select, textarea, button, a, [tabindex]')).toBeNull();
    }
    const summary = KINDS[kind as keyof typeof KINDS]?.summary;
    const schema = Object.values(again.getState().document.properties).at(-1) ?? {};
    if (summary !== undefined) expect(card.textContent).toContain(summary(schema));
  });

  it('stays the same object while nothing of it changes', () => {
    const unchanged = createViewCache();
    const seen = { problems: [], selection: { page: 1, block: null }, cut: [] };
    const first = unchanged(cardViews({ ...seen, document: sample() }, 0));
    const document = sample();
    const again = unchanged(cardViews({ ...seen, document }, 0));
    // Another object for the field is another card; the heading says the same.
    expect(again[0]?.schema).toBe(first[0]?.schema);
    expect(unchanged(cardViews({ ...seen, document: { ...document, title: 'x' } }, 0))).toBe(again);
  });
});

describe('a card of text', () => {
  const texts = (): FormDocument => ({
    ...sample(),
    'x-pages': [{ id: 'p', title: 'p', blocks: [{ text: '案内' }] }],
  });
  const edit = (store: BuilderStore, text: string) =>
    act(() => store.dispatch({ type: 'editBlock', page: 0, block: 0, patch: { text } }));

  it('stays the same one while its text is edited, and after undo', () => {
    const store = open(texts());
    const card = screen.getByRole('row', { name: '案内' });
    edit(store, '案内です');
    expect(screen.getByRole('row', { name: '案内です' })).toBe(card);
    act(() => store.undo());
    expect(screen.getByRole('row', { name: '案内' })).toBe(card);
  });

  it('is called by its words, without the marks', () => {
    const store = open(texts());
    vi.stubGlobal('fetch', () => new Promise(() => undefined));
    edit(store, '- **接種券**\n- [本人確認書類](https://example.jp/)');
    expect(screen.getByRole('row', { name: /^接種券\s本人確認書類$/ })).toBeTruthy();
    vi.unstubAllGlobals();
  });
});

describe('several cards', () => {
  it('are chosen by keyboard, moved, duplicated, cut and removed', async () => {
    const store = open(sample());
    await userEvent.click(screen.getByRole('row', { name: '本人' }));
    await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
    expect(store.getState().selection).toMatchObject({ page: 0, many: [0, 1] });
    expect(screen.getByText('2個を選択中')).toBeTruthy();
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(order(store)).toEqual(['email', '本人', 'name']);
    await userEvent.keyboard('{Control>}d{/Control}');
    expect(order(store)).toEqual(['email', '本人', 'name', '本人', 'name2']);
    await userEvent.click(screen.getByRole('button', { name: '切り取り' }));
    expect(store.getState().cut?.blocks).toHaveLength(2);
    await userEvent.click(screen.getByRole('button', { name: '削除' }));
    expect(order(store)).toEqual(['email', '本人', 'name']);
  });

  it('become fewer again with Shift and the arrow back', async () => {
    const store = open(sample());
    await userEvent.click(screen.getByRole('row', { name: '本人' }));
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{ArrowUp}{/Shift}');
    expect(store.getState().selection).toMatchObject({ page: 0, many: [0, 1] });
    // What is chosen elsewhere takes the place of what the list knows: a range begins there now.
    act(() => store.select({ page: 0, block: 2 }));
    await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}');
    expect(store.getState().selection).toMatchObject({ page: 0, many: [0, 1, 2], block: 0 });
  });

  it('are chosen one by one with Control, by mouse and by keyboard', async () => {
    const store = open(sample());
    const card = (name: string) => screen.getByRole('row', { name });
    const user = userEvent.setup();
    await user.click(card('本人'));
    await user.keyboard('{Control>}');
    await user.click(screen.getAllByRole('row')[2]!);
    await user.keyboard('{/Control}');
    expect(store.getState().selection).toEqual({ page: 0, block: 2, many: [0, 2] });
    await user.keyboard('{Control>}{ArrowUp} {/Control}');
    expect(store.getState().selection.many).toEqual([0, 1, 2]);
    await user.keyboard('{Control>} {/Control}');
    expect(store.getState().selection.many).toEqual([0, 2]);
    await user.keyboard('{Control>}a{/Control}');
    expect(store.getState().selection.many).toEqual([0, 1, 2]);
    await user.keyboard('{Escape}');
    expect(store.getState().selection.many).toBeUndefined();
    await user.keyboard('{End}{Shift>}{Home}{/Shift}');
    expect(store.getState().selection).toEqual({ page: 0, block: 0, many: [0, 1, 2] });
  });

  it('are one stop for Tab; the arrows lead to the buttons on a card and back', async () => {
    const store = open(rowsSample());
    const card = screen.getByRole('row', { name: 'お子さん' });
    const list = screen.getByRole('grid');
    expect(list.querySelectorAll('[tabindex="0"], button:not([tabindex]):not(:disabled)')).toHaveLength(1);
    await userEvent.click(card);
    await userEvent.keyboard('{ArrowRight}');
    expect(document.activeElement).not.toBe(card);
    expect(card.contains(document.activeElement)).toBe(true);
    await userEvent.keyboard('{ArrowLeft}');
    expect(document.activeElement).toBe(card);
    await userEvent.keyboard('{ArrowLeft}{Enter}');
    expect(screen.getByRole('menu', { name: '項目の操作' })).toBeTruthy();
    await userEvent.keyboard('{Escape}{Escape}');
    expect(document.activeElement).toBe(card);
    expect(store.getState().selection.block).toBe(0);
  });

  it('are what the row of buttons acts on, also when others were chosen meanwhile', async () => {
    const store = open(sample());
    await userEvent.click(screen.getByRole('row', { name: '本人' }));
    act(() => store.select({ page: 0, block: 2 }));
    await userEvent.click(screen.getByRole('button', { name: '切り取り' }));
    expect(store.getState().cut?.blocks).toEqual([{ field: 'email' }]);
    await userEvent.click(screen.getByRole('button', { name: '移動' }));
    await userEvent.click(screen.getByRole('menuitem', { name: '先頭へ移動' }));
    expect(order(store)).toEqual(['email', '本人', 'name']);
  });

  it('can be sent to another page from the row of buttons', async () => {
    const store = open(sample());
    await userEvent.click(screen.getByRole('row', { name: '本人' }));
    await userEvent.keyboard('{Shift>}{ArrowDown}{/Shift}');
    await userEvent.click(screen.getByRole('button', { name: '移動' }));
    await userEvent.click(screen.getByRole('menuitem', { name: '2. 体調へ' }));
    expect(order(store)).toEqual(['email']);
    expect(store.getState().document['x-pages'][1]?.blocks).toHaveLength(6);
  });
});

describe('a card that is moved by keyboard', () => {
  it('is brought into view, though it has the focus already', async () => {
    const store = open(sample());
    const card = screen.getByRole('row', { name: '本人' });
    const shown = vi.spyOn(card, 'scrollIntoView');
    await userEvent.click(card);
    await userEvent.keyboard('{Alt>}{ArrowDown}{/Alt}');
    expect(order(store)).toEqual(['name', '本人', 'email']);
    await vi.waitFor(() => expect(shown).toHaveBeenCalledWith({ block: 'nearest' }));
    expect(document.activeElement).toBe(card);
  });

  it('keeps the focus the whole time where the browser can move it as it is', async () => {
    const prototype = HTMLElement.prototype as { moveBefore?: (node: Node, before: Node | null) => void };
    const moved = vi.fn();
    prototype.moveBefore = function (this: HTMLElement, node, before) {
      moved(node);
      Node.prototype.insertBefore.call(this, node, before);
    };
    try {
      const store = open(sample());
      const card = screen.getByRole('row', { name: '本人' });
      await userEvent.click(card);
      await userEvent.keyboard('{Alt>}{ArrowDown}{ArrowDown}{/Alt}');
      expect(order(store)).toEqual(['name', 'email', '本人']);
      expect(screen.getAllByRole('row').at(-1)).toBe(card);
      expect(moved.mock.calls).toEqual([[card], [card]]);
      actions.insert(store, 'phone');
      expect(await screen.findByRole('row', { name: '電話番号' })).toBeTruthy();
      expect(moved).toHaveBeenCalledTimes(2);
    } finally {
      delete prototype.moveBefore;
    }
  });
});

it('the inputs of a row are added, put in order and opened on the card', async () => {
  const store = open(rowsSample());
  const card = screen.getByRole('row', { name: 'お子さん' });
  await userEvent.click(within(card).getByRole('button', { name: '「年齢」を上へ' }));
  expect(Object.keys(scopeOf(store.getState().document, 'children').properties)[0]).toBe('age');
  await userEvent.click(within(card).getByRole('button', { name: '「年齢」を編集' }));
  expect(store.getState().selection).toEqual({ page: 0, block: 0, member: 'age' });
  await userEvent.click(within(card).getByRole('button', { name: 'この中に項目を追加' }));
  await userEvent.click(screen.getByRole('menuitem', { name: '日付' }));
  expect(Object.keys(scopeOf(store.getState().document, 'children').properties)).toContain('date');
}, 30_000);

describe('the palette', () => {
  it.each([
    ['でんわ', '電話番号'],
    ['デンワ', '電話番号'],
    ['ＴＥＬ', '電話番号'],
    ['生年月日', '日付'],
    ['プルダウン', '1つ選ぶ'],
    ['みだし', '見出し'],
    ['振込先 支店', '銀行の口座'],
  ])('finds by %s', (question, label) => {
    expect(searchPalette(question)[0]?.kinds[0]?.label).toBe(label);
  });

  it('adds the first thing found with Enter, and says when there is none', async () => {
    const store = open(sample());
    const search = screen.getByRole('searchbox', { name: '項目を探す' });
    await userEvent.type(search, 'じゅうしょ{Enter}');
    expect(order(store)).toContain('address');
    await userEvent.clear(search);
    await userEvent.type(search, 'ｗｗｗｗ');
    expect(screen.getByText(/見つかりません/)).toBeTruthy();
  });
});

it('? opens the table of keys, except while somebody is writing', async () => {
  open(sample());
  await userEvent.type(screen.getByRole('searchbox', { name: '項目を探す' }), '?');
  expect(screen.queryByRole('dialog')).toBeNull();
  await userEvent.click(screen.getByRole('row', { name: '本人' }));
  await userEvent.keyboard('?');
  expect(screen.getByRole('dialog', { name: 'キーボード操作' })).toBeTruthy();
});

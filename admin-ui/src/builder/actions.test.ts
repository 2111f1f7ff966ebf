import { describe, expect, it, vi } from 'vitest';
import * as actions from './actions';
import * as blocks from './blockActions';
import { asked, sample } from './fixtures';
import { BuilderStore } from './store';

function open(document: unknown = sample()) {
  let now = 0;
  return new BuilderStore(
    { document, revision: 1, savedAt: '', problems: [] },
    {
      save: vi.fn(() => new Promise<never>(() => undefined)),
      keep: vi.fn(),
      drop: vi.fn(),
      now: () => (now += 5000),
    },
  );
}

const order = (store: BuilderStore, page: number) =>
  store
    .getState()
    .document['x-pages'][page]!.blocks.map((block) => block.field ?? block.heading ?? block.text);

describe('adding', () => {
  it('goes behind the selected block, under a fresh name, and is selected', () => {
    const store = open();
    store.select({ page: 0, block: 1 });
    actions.insert(store, 'email');
    expect(order(store, 0)).toEqual(['本人', 'name', 'email2', 'email']);
    expect(store.getState().selection).toEqual({ page: 0, block: 2 });
    expect(store.getState().document.required).toContain('email2');
    store.undo();
    expect(order(store, 0)).toEqual(['本人', 'name', 'email']);
    expect(store.getState().selection).toEqual({ page: 0, block: 1 });
    expect(store.getState().notice).toContain('項目の追加');
  });

  it('goes to the end of a page where nothing is selected', () => {
    const store = open();
    actions.insert(store, 'heading');
    expect(order(store, 0).at(-1)).toBe('見出し');
  });
});

describe('moving', () => {
  it('stops at the ends of the page', () => {
    const store = open();
    blocks.move(store, [{ page: 0, block: 0 }], { page: 0, block: -1 });
    expect(store.getState().notice).toBe('見出し「本人」は、このページの先頭です。');
    blocks.move(store, [{ page: 0, block: 2 }], { page: 0, block: 9 });
    expect(store.getState().notice).toBe('「メールアドレス」は、このページの最後です。');
    expect(order(store, 0)).toEqual(['本人', 'name', 'email']);
    expect(store.getState().undoName).toBeNull();
  });

  it('takes the selection along to the other page', () => {
    const store = open();
    blocks.move(store, [{ page: 0, block: 1 }], { page: 1, block: 0 });
    expect(order(store, 1)[0]).toBe('name');
    expect(store.getState().selection).toEqual({ page: 1, block: 0 });
  });
});

describe('removing', () => {
  it('happens at once when nobody speaks about the field', () => {
    const store = open();
    blocks.remove(store, [{ page: 0, block: 1 }]);
    expect(store.getState().removal).toBeNull();
    expect(order(store, 0)).toEqual(['本人', 'email']);
    expect(store.getState().selection).toEqual({ page: 0, block: 1 });
  });

  it('asks first when somebody does, and says where', () => {
    const store = open();
    blocks.remove(store, [{ page: 1, block: 0 }]);
    const { removal, document } = store.getState();
    expect(document.properties.fever).toBeDefined();
    expect(removal?.references.map((reference) => reference.where)).toEqual([
      '「症状」の表示条件',
      'ページ「体調」の出口「来場できません」',
    ]);
    actions.answerRemoval(store, removal!);
    expect(store.getState().document.properties.fever).toBeUndefined();
    expect(store.getState().removal).toBeNull();
  });

  it('of a page asks only for what stays and speaks about its fields', () => {
    const store = open();
    actions.removePage(store, 1);
    expect(store.getState().removal).toBeNull();
    expect(store.getState().document['x-pages']).toHaveLength(1);

    const other = open({ ...sample(), properties: { ...sample().properties } });
    other.dispatch({ type: 'editField', name: 'name', patch: { 'x-show-when': asked('venue', 'hall') } });
    actions.removePage(other, 1);
    expect(other.getState().removal?.references).toEqual([
      { where: '「氏名」の表示条件', kind: 'condition' },
    ]);
  });

  it('of the mail field mentions the setting', () => {
    const store = open();
    blocks.remove(store, [{ page: 0, block: 2 }]);
    expect(store.getState().removal?.references.map((reference) => reference.kind)).toEqual(['setting']);
  });
});

it('a foreign schema without pages gets one page and can be edited', () => {
  const store = open({ type: 'object', properties: { a: { type: 'string' }, b: { type: 'integer' } } });
  expect(order(store, 0)).toEqual(['a', 'b']);
  expect(store.autosave.isDirty).toBe(false);
  blocks.duplicate(store, [{ page: 0, block: 0 }]);
  expect(order(store, 0)).toEqual(['a', 'a2', 'b']);
  expect(store.autosave.isDirty).toBe(true);
});

it('places a field that stands on no page', () => {
  const document = sample();
  document['x-pages'][0]!.blocks.pop();
  const store = open(document);
  actions.placeUnplaced(store, 'email');
  expect(order(store, 0)).toEqual(['本人', 'name', 'email']);
});

// @vitest-environment happy-dom
import { beforeEach, describe, expect, it, vi } from 'vitest';
import * as blocks from '../blockActions';
import { apply } from '../commands';
import { asked, expectSound, rowsSample, sample } from '../fixtures';
import { openDocument, type FormDocument, type Place } from '../model/document';
import { BuilderStore } from '../store';
import { clipOf, readClip, writeClip } from './clip';
import { pasted } from './pasted';
import { keptText } from './transport';

beforeEach(() => localStorage.clear());

const places = (page: number, ...list: number[]): Place[] => list.map((block) => ({ page, block }));
const empty = (): FormDocument =>
  openDocument({ type: 'object', title: '空', properties: {}, 'x-pages': [{ id: 'p', blocks: [] }] });

/** Through the clipboard, as it happens between two forms. */
function carried(from: FormDocument, chosen: Place[], to: FormDocument, at: Place) {
  const clip = readClip(writeClip(clipOf(from, chosen)));
  if (clip === null) throw new Error('nothing was copied');
  const { command, dropped } = pasted(to, clip, at);
  const document = apply(to, command);
  expectSound(document);
  return { document, dropped };
}

function open(document: FormDocument) {
  return new BuilderStore(
    { document, revision: 1, savedAt: '', problems: [] },
    {
      save: vi.fn(() => new Promise<never>(() => undefined)),
      keep: vi.fn(),
      drop: vi.fn(),
      now: () => 0,
    },
  );
}

describe('pasting', () => {
  it('keeps names where they are free, and what the fields say about each other', () => {
    const { document, dropped } = carried(sample(), places(1, 0, 1), empty(), { page: 0, block: 0 });
    expect(Object.keys(document.properties)).toEqual(['fever', 'symptom']);
    expect(document.properties.symptom?.['x-show-when']).toEqual(asked('fever', true));
    expect(dropped).toEqual([]);
  });

  it('gives fresh names where they are taken, and references follow', () => {
    const { document } = carried(sample(), places(1, 0, 1), sample(), { page: 0, block: 3 });
    expect(document['x-pages'][0]?.blocks.slice(3)).toEqual([{ field: 'fever2' }, { field: 'symptom2' }]);
    expect(document.properties.symptom2?.['x-show-when']).toEqual(asked('fever2', true));
    expect(document.properties.symptom2?.['x-required-when']).toBe(true);
    expect(document.properties.symptom?.['x-show-when']).toEqual(asked('fever', true));
  });

  it('says （コピー） only where the same words stand on the page already', () => {
    const near = carried(sample(), places(0, 2), sample(), { page: 0, block: 3 }).document;
    expect(near.properties.email2?.title).toBe('メールアドレス（コピー）');
    expect(near.required).toContain('email2');
    const far = carried(sample(), places(0, 2), sample(), { page: 1, block: 0 }).document;
    expect(far.properties.email2?.title).toBe('メールアドレス');
  });

  it('takes out and tells what speaks of fields that are not there', () => {
    const { document, dropped } = carried(sample(), places(1, 1, 3), empty(), { page: 0, block: 0 });
    expect(document.properties.symptom?.['x-show-when']).toBeUndefined();
    expect(document['x-pages'][0]?.blocks[1]).toEqual({ text: '会場までの地図' });
    expect(dropped).toEqual(['「症状」の表示条件', '「会場までの地図」の表示条件']);
    // Always shown now, so it is required the plain way.
    expect(document.required).toEqual(['symptom']);
  });

  it('keeps what speaks of a field of the same name and kind, and not of another kind', () => {
    const same = carried(sample(), places(1, 1), sample(), { page: 0, block: 0 });
    expect(same.document.properties.symptom2?.['x-show-when']).toEqual(asked('fever', true));
    const other = openDocument({
      properties: { fever: { type: 'string', title: '熱', maxLength: 9 } },
      'x-pages': [{ id: 'p', blocks: [{ field: 'fever' }] }],
    });
    const { dropped } = carried(sample(), places(1, 1), other, { page: 0, block: 0 });
    expect(dropped).toEqual(['「症状」の表示条件']);
  });

  it('renames in formulas, rules and rows; drops formulas whose fields are missing', () => {
    const whole = carried(rowsSample(), places(0, 0, 1, 3), rowsSample(), { page: 0, block: 4 }).document;
    expect(whole.properties.total2?.['x-value']).toBe(
      'sum(children2, "fee") + count(children2.filter(c, c.age > 3))',
    );
    expect(whole['x-rules']?.[1]).toEqual({
      assert: 'total2 <= limit2',
      message: '上限を超えています。',
      field: 'limit2',
    });
    const { document, dropped } = carried(rowsSample(), places(0, 1), empty(), { page: 0, block: 0 });
    expect(document.properties.total?.['x-value']).toBeUndefined();
    expect(document['x-rules']).toBeUndefined();
    expect(dropped).toEqual(['「合計」の計算式']);
  });

  it('brings the texts in other languages along, under the new names and places', () => {
    const from = rowsSample();
    from['x-pages'][0]?.blocks.unshift({ heading: '見出し' });
    from['x-i18n'] = {
      en: { ...(from['x-i18n'] as { en: object }).en, '/x-pages/0/blocks/0/heading': 'Heading' },
    };
    const { document } = carried(from, places(0, 0, 1, 4), rowsSample(), { page: 0, block: 1 });
    expect(document['x-i18n']).toEqual({
      en: {
        '/properties/children/items/properties/age/title': 'Age',
        '/properties/limit/title': 'Limit',
        '/x-pages/0/blocks/1/heading': 'Heading',
        '/properties/children2/items/properties/age/title': 'Age',
        '/properties/limit2/title': 'Limit',
      },
    });
  });
});

it('a translation out of date stays so in a copy', () => {
  const from = { ...rowsSample(), 'x-i18n-source': { en: { '/properties/limit/title': '古い上限' } } };
  const { document } = carried(from, places(0, 3), rowsSample(), { page: 0, block: 1 });
  expect(document['x-i18n-source']).toEqual({ en: { '/properties/limit2/title': '古い上限' } });
});

describe('a text from the clipboard', () => {
  it.each([
    ['', null],
    ['会議は3時から', null],
    ['{"madoguchi-blocks-1": {"blocks": "x"}}', null],
    ['{"madoguchi-blocks-1": {"blocks": [{"field": "a"}, {"field": 3}, 4, {}]}}', null],
    ['{"madoguchi-blocks-1": ', null],
    ['[{"madoguchi-blocks-1": 1}]', null],
  ])('%s is none of ours', (text, clip) => {
    expect(readClip(text)).toBe(clip);
  });

  it('brings no names, rules, texts or keys but those of its own fields', () => {
    const clip = readClip(
      JSON.stringify({
        'madoguchi-blocks-1': {
          blocks: [{ field: 'a' }, { heading: 'い' }],
          fields: { a: { type: 'string' }, __proto__x: {}, 'b c': {}, c: 'x' },
          required: ['a', 'z', 3],
          rules: [{ assert: 'a', message: '', field: 'z' }, { assert: 1 }, null],
          outside: { q: 1 },
          texts: {
            en: {
              '/title': 'evil',
              '/properties/a/title': 'A',
              '/blocks/1/heading': 'I',
              '/blocks/9/text': 1,
            },
          },
          more: 1,
        },
      }),
    );
    expect(clip).toEqual({
      blocks: [{ field: 'a' }, { heading: 'い' }],
      fields: { a: { type: 'string' } },
      required: ['a'],
      rules: [],
      outside: {},
      texts: { en: { '/properties/a/title': 'A', '/blocks/1/heading': 'I' } },
      sources: {},
    });
  });
});

const order = (store: BuilderStore, page: number) =>
  store
    .getState()
    .document['x-pages'][page]!.blocks.map((block) => block.field ?? block.heading ?? block.text);

describe('gestures on blocks', () => {
  it('several are moved together, one step or to another page, and stay chosen', () => {
    const store = open(sample());
    blocks.choose(store, 1, [0, 2]);
    blocks.step(store, blocks.chosen(store.getState().selection), 1);
    expect(order(store, 1)).toEqual(['symptom', '会場までの地図', 'fever', 'venue']);
    expect(store.getState().selection).toEqual({ page: 1, block: 2, many: [2, 3] });
    blocks.moveToPage(store, blocks.chosen(store.getState().selection), 0);
    expect(order(store, 0)).toEqual(['本人', 'name', 'email', 'fever', 'venue']);
    expect(store.getState().notice).toBe('2個の項目をページ「本人」へ移動しました。');
    store.undo();
    store.undo();
    expect(store.getState().document).toEqual(sample());
  });

  it('are copied in one tab and pasted in another', () => {
    const one = open(sample());
    blocks.choose(one, 1, [0, 1]);
    blocks.copy(one, blocks.chosen(one.getState().selection));
    expect(keptText(Date.now())).toContain('symptom');
    const two = open(sample());
    two.select({ page: 0, block: 0 });
    blocks.paste(two);
    expect(order(two, 0)).toEqual(['本人', 'fever2', 'symptom2', 'name', 'email']);
    expect(two.getState().selection).toEqual({ page: 0, block: 1, many: [1, 2] });
    two.undo();
    expect(two.getState().document).toEqual(sample());
  });

  it('that were cut stay until they are pasted, then move with everything that refers to them', () => {
    const store = open(sample());
    store.select({ page: 1, block: 0 });
    const text = blocks.cut(store, places(1, 0));
    expect(order(store, 1)).toContain('fever');
    expect(store.getState().cut?.blocks).toHaveLength(1);
    store.select({ page: 0, block: 0 });
    blocks.paste(store, text ?? '');
    expect(order(store, 0)).toEqual(['本人', 'fever', 'name', 'email']);
    expect(store.getState().document.properties.symptom?.['x-show-when']).toEqual(asked('fever', true));
    expect(store.getState().cut).toBeNull();
    // Once moved, pasting again makes copies.
    blocks.paste(store, text ?? '');
    expect(order(store, 0)).toEqual(['本人', 'fever', 'fever2', 'name', 'email']);
  });

  it('tell what had to be left out, and that there is nothing to paste', () => {
    const from = open(sample());
    const text = blocks.copy(from, places(1, 1));
    const store = open(empty());
    blocks.paste(store, text ?? '');
    expect(store.getState().report?.lines).toEqual(['「症状」の表示条件']);
    blocks.paste(store, '会議は3時から');
    expect(store.getState().notice).toContain('貼り付けられる項目がありません');
    expect(order(store, 0)).toEqual(['symptom']);
  });

  it('duplicate behind the last, and ask before removing what others speak about', () => {
    const store = open(sample());
    blocks.duplicate(store, places(1, 0, 1));
    expect(order(store, 1).slice(0, 4)).toEqual(['fever', 'symptom', 'fever2', 'symptom2']);
    expect(store.getState().selection.many).toEqual([2, 3]);
    blocks.remove(store, places(1, 2, 3));
    expect(store.getState().removal).toBeNull();
    blocks.remove(store, places(1, 0, 1));
    // The exit speaks of them; the field that goes along does not count.
    expect(store.getState().removal?.references.map(({ kind }) => kind)).toEqual(['exit']);
  });

  it('a heading is chosen with everything below it', () => {
    const store = open(sample());
    blocks.chooseSection(store, { page: 0, block: 0 });
    expect(store.getState().selection).toEqual({ page: 0, block: 0, many: [0, 1, 2] });
  });
});

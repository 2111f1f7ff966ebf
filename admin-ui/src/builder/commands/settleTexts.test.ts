import { describe, expect, it } from 'vitest';
import { withChoices, withOther } from '../model/choices';
import { patched } from '../model/change';
import { openDocument, type FormDocument } from '../model/document';
import { apply, type Command } from './index';

const when = { properties: { color: { const: 'a' } }, required: ['color'] };

/** A form with words in every place that commands can move. */
function form(): FormDocument {
  return openDocument({
    type: 'object',
    title: '見本',
    properties: {
      color: {
        type: 'string',
        title: '色',
        'x-help': '1つ',
        oneOf: ['a', 'b', 'c'].map((value) => ({ const: value, title: value })),
      },
      size: { type: 'string', title: '大きさ', maxLength: 10 },
    },
    'x-rules': [
      { assert: 'true', message: '一つ目', field: 'color' },
      { assert: 'true', message: '二つ目', field: 'size' },
    ],
    'x-settings': { contact: { name: '見本課' } },
    'x-pages': [
      {
        id: 'p1',
        title: '一',
        blocks: [{ heading: 'あ' }, { field: 'color' }, { text: 'い', 'x-show-when': when }],
      },
      {
        id: 'p2',
        title: '二',
        blocks: [{ heading: 'う' }, { field: 'size' }],
        'x-exits': [
          { when, title: '終わり', message: '電話を' },
          { when: { properties: { size: { const: 'L' } }, required: ['size'] }, message: '窓口へ' },
        ],
      },
    ],
    'x-i18n': {
      en: {
        '/title': 'Sample',
        '/x-settings/contact/name': 'Desk',
        '/properties/color/title': 'Color',
        '/properties/color/oneOf/1/title': 'B',
        '/properties/color/oneOf/2/title': 'C',
        '/x-rules/1/message': 'second',
        '/x-pages/0/title': 'One',
        '/x-pages/0/blocks/0/heading': 'A',
        '/x-pages/0/blocks/2/text': 'I',
        '/x-pages/1/title': 'Two',
        '/x-pages/1/blocks/0/heading': 'U',
        '/x-pages/1/x-exits/0/title': 'End',
        '/x-pages/1/x-exits/1/message': 'To the desk',
      },
    },
  });
}

/** The translations that are somewhere else than before; null for those that went. */
function moved(command: Command, from = form()): Record<string, string | null> {
  const texts = (document: FormDocument) => (document['x-i18n'] as { en: Record<string, string> }).en;
  const [before, after] = [texts(from), texts(apply(from, command))];
  const placeOf = (words: string) => Object.keys(after).find((place) => after[place] === words) ?? null;
  return Object.fromEntries(
    Object.entries(before).flatMap(([place, words]) =>
      placeOf(words) === place ? [] : [[words, placeOf(words)]],
    ),
  );
}

describe('texts in other languages', () => {
  it('follow a page that moves', () => {
    expect(moved({ type: 'movePage', from: 1, to: 0 })).toEqual({
      One: '/x-pages/1/title',
      A: '/x-pages/1/blocks/0/heading',
      I: '/x-pages/1/blocks/2/text',
      Two: '/x-pages/0/title',
      U: '/x-pages/0/blocks/0/heading',
      End: '/x-pages/0/x-exits/0/title',
      'To the desk': '/x-pages/0/x-exits/1/message',
    });
  });

  it('move on when a page is put in front', () => {
    expect(moved({ type: 'addPage', id: 'p0', title: '零', at: 0 })).toMatchObject({
      One: '/x-pages/1/title',
      U: '/x-pages/2/blocks/0/heading',
    });
  });

  it('follow blocks on their page and to another, with those that make room', () => {
    expect(moved({ type: 'moveBlocks', from: [{ page: 0, block: 0 }], to: { page: 0, block: 2 } })).toEqual({
      A: '/x-pages/0/blocks/2/heading',
      I: '/x-pages/0/blocks/1/text',
    });
    expect(
      moved({
        type: 'moveBlocks',
        from: [
          { page: 0, block: 0 },
          { page: 0, block: 2 },
        ],
        to: { page: 1, block: 0 },
      }),
    ).toEqual({
      A: '/x-pages/1/blocks/0/heading',
      I: '/x-pages/1/blocks/1/text',
      U: '/x-pages/1/blocks/2/heading',
    });
  });

  it('go with what is removed, and those behind move up, even when a condition of theirs changes', () => {
    expect(moved({ type: 'removeBlocks', places: [{ page: 0, block: 0 }] })).toEqual({
      A: null,
      I: '/x-pages/0/blocks/1/text',
    });
    expect(moved({ type: 'removeBlocks', places: [{ page: 0, block: 1 }] })).toEqual({
      Color: null,
      B: null,
      C: null,
      second: '/x-rules/0/message',
      I: '/x-pages/0/blocks/1/text',
      End: null,
      'To the desk': '/x-pages/1/x-exits/0/message',
    });
    expect(moved({ type: 'removePage', page: 0 })).toMatchObject({
      One: null,
      A: null,
      Two: '/x-pages/0/title',
      U: '/x-pages/0/blocks/0/heading',
    });
  });

  it('move on when blocks are put in front of theirs', () => {
    expect(moved({ type: 'addBlock', page: 0, at: 0, block: { heading: '新' } })).toEqual({
      A: '/x-pages/0/blocks/1/heading',
      I: '/x-pages/0/blocks/3/text',
    });
    const insert: Command = {
      type: 'insertBlocks',
      page: 0,
      at: 0,
      blocks: [{ heading: '新' }],
      fields: {},
      required: [],
      rules: [],
      texts: { en: { '/blocks/0/heading': 'New' } },
    };
    expect(moved(insert)).toEqual({ A: '/x-pages/0/blocks/1/heading', I: '/x-pages/0/blocks/3/text' });
    expect(apply(form(), insert)['x-i18n']).toMatchObject({ en: { '/x-pages/0/blocks/0/heading': 'New' } });
  });

  it('stay while their words are edited, also when they are emptied for a moment', () => {
    expect(moved({ type: 'editBlock', page: 0, block: 0, patch: { heading: 'ああ' } })).toEqual({});
    expect(moved({ type: 'editField', name: 'color', patch: { title: '' } })).toEqual({});
    expect(moved({ type: 'editPage', page: 0, patch: { title: undefined as never } })).toEqual({});
    expect(moved({ type: 'editSettings', path: ['contact', 'name'], value: undefined })).toEqual({});
  });

  it('follow the name of their field and the order of choices, exits and rules', () => {
    expect(moved({ type: 'renameField', from: 'color', to: 'tone' })).toEqual({
      Color: '/properties/tone/title',
      B: '/properties/tone/oneOf/1/title',
      C: '/properties/tone/oneOf/2/title',
    });
    const choices = ['c', 'a', 'b'].map((value) => ({ const: value, title: value }));
    const { color } = form().properties;
    expect(moved({ type: 'editField', name: 'color', patch: withChoices(color ?? {}, choices) })).toEqual({
      B: '/properties/color/oneOf/2/title',
      C: '/properties/color/oneOf/0/title',
    });
    expect(moved({ type: 'renameChoice', name: 'color', from: 'b', to: 'z' })).toEqual({});
    const exits = form()['x-pages'][1]?.['x-exits'] ?? [];
    expect(moved({ type: 'editPage', page: 1, patch: { 'x-exits': exits.toReversed() } })).toEqual({
      End: '/x-pages/1/x-exits/1/title',
      'To the desk': '/x-pages/1/x-exits/0/message',
    });
    const rules = form()['x-rules'] ?? [];
    expect(moved({ type: 'editRules', rules: rules.toReversed() })).toEqual({
      second: '/x-rules/0/message',
    });
  });

  it('follow the choices when a free text comes to stand beside them, and back', () => {
    const { color = {} } = form().properties;
    const free: Command = { type: 'editField', name: 'color', patch: withOther(color, { title: 'その他' }) };
    expect(moved(free)).toEqual({
      B: '/properties/color/anyOf/0/oneOf/1/title',
      C: '/properties/color/anyOf/0/oneOf/2/title',
    });
    const after = apply(form(), free);
    const back = withOther(patched(color, withOther(color, { title: 'その他' })), null);
    expect(moved({ type: 'editField', name: 'color', patch: back }, after)).toEqual({
      B: '/properties/color/oneOf/1/title',
      C: '/properties/color/oneOf/2/title',
    });
  });

  it('take the originals they were made of along', () => {
    const sources = {
      en: { '/x-pages/0/blocks/2/text': '古い「い」', '/properties/color/oneOf/1/title': '古い b' },
    };
    const from = { ...form(), 'x-i18n-source': sources };
    const to: Command = { type: 'moveBlocks', from: [{ page: 0, block: 2 }], to: { page: 1, block: 0 } };
    const renamed = apply(apply(from, to), { type: 'renameField', from: 'color', to: 'tone' });
    expect(renamed['x-i18n-source']).toEqual({
      en: { '/x-pages/1/blocks/0/text': '古い「い」', '/properties/tone/oneOf/1/title': '古い b' },
    });
    const removed = apply(renamed, { type: 'removeBlocks', places: [{ page: 1, block: 0 }] });
    expect(removed['x-i18n-source']).toEqual({ en: { '/properties/tone/oneOf/1/title': '古い b' } });
  });

  it('remember their original when it changes, wherever it stands by then', () => {
    const edited = apply(form(), { type: 'editBlock', page: 0, block: 2, patch: { text: '新しい「い」' } });
    expect(edited['x-i18n-source']).toEqual({ en: { '/x-pages/0/blocks/2/text': 'い' } });
    const again = apply(edited, { type: 'editBlock', page: 0, block: 2, patch: { text: 'もう一度' } });
    expect(again['x-i18n-source']).toEqual({ en: { '/x-pages/0/blocks/2/text': 'い' } });
    const moved = apply(form(), { type: 'movePage', from: 1, to: 0 });
    expect(moved['x-i18n-source']).toBeUndefined();
    const choices = ['c', 'a', 'b'].map((value) => ({ const: value, title: value === 'c' ? '茶' : value }));
    const color = apply(form(), {
      type: 'editField',
      name: 'color',
      patch: withChoices(form().properties.color ?? {}, choices),
    });
    expect(color['x-i18n-source']).toEqual({ en: { '/properties/color/oneOf/0/title': 'c' } });
  });

  it('that belonged to nothing are left for the person to see', () => {
    const lost = {
      ...form(),
      'x-i18n': { en: { '/x-pages/9/title': 'Nine', '/properties/ghost/title': 'G' } },
    };
    expect(moved({ type: 'movePage', from: 1, to: 0 }, lost)).toEqual({});
  });
});

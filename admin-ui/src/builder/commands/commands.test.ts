import { describe, expect, it } from 'vitest';
import { asked, danglingNames, rowsSample, sample } from '../fixtures';
import { record, redo, startHistory, undo } from '../history/history';
import { openDocument, type Predicate } from '../model/document';
import { scopeOf } from '../model/scope';
import { apply, COMMAND_NAMES } from './index';
import { ROW_CASES, type Case } from './rowCases';
import { TRANSLATION_CASES } from './translationCases';

const CASES: Case[] = [
  ...ROW_CASES,
  ...TRANSLATION_CASES,
  {
    command: { type: 'editForm', patch: { title: '新しい名前' } },
    holds: (after) => expect(after.title).toBe('新しい名前'),
  },
  {
    command: { type: 'editSettings', path: ['contact', 'phone'], value: '00-0000-0000' },
    holds: (after) => expect(after['x-settings']?.contact).toEqual({ phone: '00-0000-0000' }),
  },
  {
    command: { type: 'addPage', id: 'page-3', title: '最後', at: 2 },
    holds: (after) => expect(after['x-pages'][2]).toEqual({ id: 'page-3', title: '最後', blocks: [] }),
  },
  {
    command: { type: 'editPage', page: 0, patch: { title: 'あなたについて' } },
    holds: (after) => expect(after['x-pages'][0]?.title).toBe('あなたについて'),
  },
  {
    command: { type: 'removePage', page: 1 },
    holds: (after) => {
      expect(after['x-pages']).toHaveLength(1);
      expect(Object.keys(after.properties)).toEqual(['name', 'email']);
    },
  },
  {
    command: { type: 'movePage', from: 1, to: 0 },
    holds: (after) => expect(after['x-pages'].map((page) => page.id)).toEqual(['health', 'person']),
  },
  {
    command: {
      type: 'addField',
      page: 0,
      at: 1,
      name: 'phone',
      schema: { type: 'string', title: '電話', 'x-kind': 'phone' },
      isRequired: true,
    },
    holds: (after) => {
      expect(after['x-pages'][0]?.blocks[1]).toEqual({ field: 'phone' });
      expect(after.required).toContain('phone');
    },
  },
  {
    command: { type: 'addBlock', page: 1, at: 0, block: { heading: '体調' } },
    holds: (after) => expect(after['x-pages'][1]?.blocks[0]).toEqual({ heading: '体調' }),
  },
  {
    command: { type: 'editBlock', page: 0, block: 0, patch: { heading: '申請する方' } },
    holds: (after) => expect(after['x-pages'][0]?.blocks[0]).toEqual({ heading: '申請する方' }),
  },
  {
    command: { type: 'removeBlocks', places: [{ page: 1, block: 0 }] },
    holds: (after) => {
      expect(after.properties.fever).toBeUndefined();
      expect(after.properties.symptom?.['x-show-when']).toBeUndefined();
      expect(after['x-pages'][1]?.['x-exits']).toBeUndefined();
      // Shown always now, so it is required the plain way.
      expect(after.required).toContain('symptom');
      expect(after.properties.symptom?.['x-required-when']).toBeUndefined();
    },
  },
  {
    command: { type: 'moveBlocks', from: [{ page: 0, block: 1 }], to: { page: 1, block: 4 } },
    holds: (after) => {
      expect(after['x-pages'][0]?.blocks).toHaveLength(2);
      expect(after['x-pages'][1]?.blocks[4]).toEqual({ field: 'name' });
    },
  },
  {
    command: {
      type: 'moveBlocks',
      from: [
        { page: 1, block: 3 },
        { page: 0, block: 0 },
        { page: 1, block: 0 },
      ],
      to: { page: 0, block: 1 },
    },
    holds: (after) => {
      // In the order of the pages, behind what stays.
      expect(after['x-pages'][0]?.blocks.map((block) => block.field ?? block.heading ?? block.text)).toEqual([
        'name',
        '本人',
        'fever',
        '会場までの地図',
        'email',
      ]);
      expect(after['x-pages'][1]?.blocks).toHaveLength(2);
    },
  },
  {
    command: {
      type: 'removeBlocks',
      places: [
        { page: 1, block: 0 },
        { page: 1, block: 2 },
        { page: 0, block: 0 },
      ],
    },
    holds: (after) => {
      expect(Object.keys(after.properties)).toEqual(['name', 'email', 'symptom']);
      expect(after['x-pages'][1]?.blocks).toEqual([{ field: 'symptom' }, { text: '会場までの地図' }]);
      expect(after.required).toContain('symptom');
    },
  },
  {
    command: {
      type: 'insertBlocks',
      page: 0,
      at: 1,
      blocks: [{ heading: '連絡先' }, { field: 'phone' }],
      fields: { phone: { type: 'string', title: '電話', 'x-kind': 'phone' } },
      required: ['phone'],
      rules: [{ assert: 'phone != ""', message: '入力してください。', field: 'phone' }],
      texts: { en: { '/blocks/0/heading': 'Contact', '/properties/phone/title': 'Phone' } },
    },
    holds: (after) => {
      expect(after['x-pages'][0]?.blocks.slice(1, 3)).toEqual([{ heading: '連絡先' }, { field: 'phone' }]);
      expect(after.required).toContain('phone');
      expect(after['x-rules']).toHaveLength(1);
      expect(after['x-i18n']).toEqual({
        en: { '/x-pages/0/blocks/1/heading': 'Contact', '/properties/phone/title': 'Phone' },
      });
    },
  },
  {
    command: { type: 'editField', name: 'email', patch: { 'x-confirm': true } },
    holds: (after) => expect(after.properties.email?.['x-confirm']).toBe(true),
  },
  {
    command: { type: 'renameField', from: 'fever', to: 'hasFever' },
    holds: (after) => {
      expect(Object.keys(after.properties)[2]).toBe('hasFever');
      expect(after.properties.symptom?.['x-show-when']).toEqual(asked('hasFever', true));
      expect(after['x-pages'][1]?.['x-exits']?.[0]?.when).toEqual(asked('hasFever', true));
    },
  },
  {
    command: { type: 'renameChoice', name: 'venue', from: 'hall', to: 'city-hall' },
    holds: (after) => {
      expect(after['x-pages'][1]?.blocks[3]?.['x-show-when']).toEqual(asked('venue', 'city-hall'));
    },
  },
  {
    command: { type: 'renameChoice', name: 'venue', from: 'hall', to: 'city-hall' },
    from: () => {
      const document = sample();
      const fee = { type: 'integer', title: '料金', 'x-value': 'venue == "hall" ? 500 : 0' };
      const rule = { assert: '"hall" != venue || fever', message: '会場です。', field: 'venue' };
      return openDocument({
        ...document,
        properties: { ...document.properties, fee },
        'x-rules': [rule],
      });
    },
    holds: (after) => {
      expect(after.properties.fee?.['x-value']).toBe('venue == "city-hall" ? 500 : 0');
      expect(after['x-rules']?.[0]?.assert).toBe('"city-hall" != venue || fever');
    },
  },
  {
    command: {
      type: 'replaceDocument',
      document: {
        title: '別のフォーム',
        properties: {
          hidden: { type: 'string', 'x-show-when': asked('yes', true) },
          yes: { type: 'boolean' },
        },
        required: ['hidden'],
      },
    },
    holds: (after) => {
      expect(after.title).toBe('別のフォーム');
      // Pages as the form language gives them; everything else exactly as it was written.
      expect(after['x-pages'][0]?.blocks).toEqual([{ field: 'hidden' }, { field: 'yes' }]);
      expect(after.required).toEqual(['hidden']);
    },
  },
  {
    command: { type: 'replaceReferences', name: 'email', to: 'contact' },
    from: () => {
      const document = sample();
      const properties = {
        ...document.properties,
        contact: {
          type: 'string',
          title: '連絡先',
          'x-kind': 'email',
          'x-show-when': { required: ['email'] },
        },
        memo: {
          type: 'string',
          title: '連絡',
          'x-value': 'email + "様"',
          'x-show-when': { required: ['email', 'contact'] },
        },
      };
      return openDocument({ ...document, properties });
    },
    holds: (after) => {
      expect(after['x-settings']?.receiptMail).toEqual({ to: 'contact' });
      expect(after.properties.memo?.['x-show-when']).toEqual({ required: ['contact'] });
      expect(after.properties.memo?.['x-value']).toBe('contact + "様"');
      // It would be asked of itself.
      expect(after.properties.contact?.['x-show-when']).toBeUndefined();
      expect(after.properties.email).toBeDefined();
    },
  },
  {
    command: { type: 'replaceReferences', name: 'age', group: 'children', to: 'fee' },
    from: () => {
      const document = rowsSample();
      const asked = {
        children: {
          contains: { properties: { age: { maximum: 5 }, fee: { minimum: 1 } }, required: ['age', 'fee'] },
          minContains: 2,
        },
      };
      const page = document['x-pages'][0]!;
      const when = { properties: asked, required: ['children'] } as unknown as Predicate;
      return { ...document, 'x-pages': [{ ...page, 'x-show-when': when }] };
    },
    holds: (after) => {
      expect(after['x-pages'][0]?.['x-show-when']).toEqual({
        properties: {
          children: {
            contains: {
              properties: { fee: { minimum: 1 } },
              required: ['fee'],
              allOf: [{ properties: { fee: { maximum: 5 } }, required: ['fee'] }],
            },
            minContains: 2,
          },
        },
        required: ['children'],
      });
      expect(scopeOf(after, 'children')['x-rules']?.[0]).toMatchObject({
        assert: 'item.fee < 20',
        field: 'fee',
      });
    },
  },
  {
    command: { type: 'setRequired', name: 'venue', isRequired: true },
    holds: (after) => expect(after.required).toEqual(['name', 'email', 'venue']),
  },
];

describe.each(CASES)('$command.type', ({ command, from = sample, holds }) => {
  const before = from();
  const frozen = deepFreeze(from());

  it('do', () => {
    const after = apply(frozen, command);
    holds(after);
    expect(danglingNames(after)).toEqual([]);
  });

  it('undo', () => {
    const start = startHistory(frozen);
    const done = record(start, { ...start.present, document: apply(frozen, command), name: '' }, null, 0);
    expect(undo(done).present.document).toEqual(before);
  });

  it('redo', () => {
    const start = startHistory(frozen);
    const after = apply(frozen, command);
    const done = record(start, { ...start.present, document: after, name: '' }, null, 0);
    expect(redo(undo(done)).present.document).toBe(after);
  });
});

it('has a case for every command', () => {
  const covered = new Set(CASES.map(({ command }) => command.type));
  expect([...covered].sort()).toEqual(Object.keys(COMMAND_NAMES).sort());
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

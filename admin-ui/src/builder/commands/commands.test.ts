import { describe, expect, it } from 'vitest';
import { asked, danglingNames, rowsSample, sample } from '../fixtures';
import { record, redo, startHistory, undo } from '../history/history';
import type { FormDocument } from '../model/document';
import { scopeOf } from '../model/scope';
import { apply, COMMAND_NAMES, type Command } from './index';

interface Case {
  command: Command;
  /** The document it is done to; the small sample when absent. */
  from?: () => FormDocument;
  /** What must be true of the document afterwards. */
  holds: (after: FormDocument) => void;
}

const row = (document: FormDocument) => scopeOf(document, 'children');

/** The same commands about the members of a repeating group, and those only they have. */
const ROW_CASES: Case[] = [
  {
    command: {
      type: 'addMember',
      group: 'children',
      at: 1,
      name: 'birth',
      schema: { type: 'string', format: 'date', title: '生年月日' },
      isRequired: true,
    },
    holds: (after) => {
      expect(Object.keys(row(after).properties)).toEqual(['name', 'birth', 'age', 'school', 'fee']);
      expect(row(after).required).toEqual(['name', 'age', 'birth']);
    },
  },
  {
    command: { type: 'moveMember', group: 'children', from: 0, to: 2 },
    holds: (after) => expect(Object.keys(row(after).properties)).toEqual(['age', 'school', 'name', 'fee']),
  },
  {
    command: { type: 'removeMember', group: 'children', name: 'age' },
    holds: (after) => {
      expect(row(after).required).toEqual(['name', 'school']);
      expect(row(after).properties.school?.['x-show-when']).toBeUndefined();
      expect(row(after)['x-rules']).toBeUndefined();
      expect(after['x-i18n']).toEqual({ en: { '/properties/limit/title': 'Limit' } });
    },
  },
  {
    command: { type: 'removeMember', group: 'children', name: 'school' },
    holds: (after) => expect(after.properties.note?.['x-show-when']).toBeUndefined(),
  },
  {
    command: { type: 'editField', group: 'children', name: 'age', patch: { maximum: 18 } },
    holds: (after) => expect(row(after).properties.age?.maximum).toBe(18),
  },
  {
    command: { type: 'setRequired', group: 'children', name: 'name', isRequired: false },
    holds: (after) => expect(row(after).required).toEqual(['age']),
  },
  {
    command: { type: 'renameField', group: 'children', from: 'age', to: 'years' },
    holds: (after) => {
      expect(row(after).required).toEqual(['name', 'years']);
      expect(row(after).properties.school?.['x-show-when']).toEqual({
        properties: { years: { maximum: 6 } },
        required: ['years'],
      });
      expect(row(after).properties.fee?.['x-value']).toBe('item.years * 100');
      expect(row(after)['x-rules']?.[0]).toMatchObject({ assert: 'item.years < 20', field: 'years' });
      expect(after.properties.total?.['x-value']).toBe(
        'sum(children, "fee") + count(children.filter(c, c.years > 3))',
      );
      expect(after['x-i18n']).toEqual({
        en: {
          '/properties/children/items/properties/years/title': 'Age',
          '/properties/limit/title': 'Limit',
        },
      });
    },
  },
  {
    command: { type: 'renameField', from: 'children', to: 'kids' },
    holds: (after) => {
      expect(after.properties.total?.['x-value']).toBe('sum(kids, "fee") + count(kids.filter(c, c.age > 3))');
      expect(JSON.stringify(after.properties.note?.['x-show-when'])).toContain('"kids":{"contains"');
    },
  },
  {
    command: { type: 'renameField', from: 'limit', to: 'upper-limit' },
    holds: (after) => {
      expect(after['x-rules']).toEqual([
        { assert: 'total <= answers["upper-limit"]', message: '上限を超えています。', field: 'upper-limit' },
      ]);
    },
  },
  {
    command: { type: 'renameChoice', group: 'children', name: 'school', from: 'none', to: 'home' },
    holds: (after) => {
      expect(JSON.stringify(row(after).properties.school)).toContain('"const":"home"');
      expect(JSON.stringify(after.properties.note?.['x-show-when'])).toContain('["nursery","home"]');
    },
  },
  {
    command: {
      type: 'editField',
      group: 'children',
      name: 'school',
      patch: {
        anyOf: [
          { oneOf: ['nursery', 'none', 'day'].map((value) => ({ const: value, title: value })) },
          { type: 'string' },
        ],
      },
    },
    // A new choice is not the free text.
    holds: (after) =>
      expect(JSON.stringify(after.properties.note?.['x-show-when'])).toContain('["nursery","none","day"]'),
  },
  {
    command: { type: 'removeBlock', page: 0, block: 3 },
    holds: (after) => {
      expect(after['x-rules']).toBeUndefined();
      expect(after.required).toEqual([]);
    },
  },
  {
    command: { type: 'setCalculation', name: 'limit', expression: '10 * count(children)' },
    holds: (after) => {
      expect(after.properties.limit?.['x-value']).toBe('10 * count(children)');
      expect(after.required).toEqual([]);
    },
  },
  {
    command: { type: 'setCalculation', group: 'children', name: 'fee', expression: undefined },
    holds: (after) => expect('x-value' in (row(after).properties.fee ?? {})).toBe(false),
  },
  {
    command: {
      type: 'editRules',
      group: 'children',
      rules: [{ assert: 'item.fee >= 0', message: 'm', field: 'fee' }],
    },
    holds: (after) => expect(row(after)['x-rules']).toHaveLength(1),
  },
  {
    command: { type: 'editRules', rules: [] },
    holds: (after) => expect('x-rules' in after).toBe(false),
  },
].map((entry) => ({ ...entry, from: rowsSample }) as Case);

const CASES: Case[] = [
  ...ROW_CASES,
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
    command: { type: 'removeBlock', page: 1, block: 0 },
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
    command: { type: 'moveBlock', from: { page: 0, block: 1 }, to: { page: 1, block: 4 } },
    holds: (after) => {
      expect(after['x-pages'][0]?.blocks).toHaveLength(2);
      expect(after['x-pages'][1]?.blocks[4]).toEqual({ field: 'name' });
    },
  },
  {
    command: { type: 'duplicateBlock', page: 0, block: 2, name: 'email2' },
    holds: (after) => {
      expect(after['x-pages'][0]?.blocks[3]).toEqual({ field: 'email2' });
      expect(after.properties.email2?.title).toBe('メールアドレス（コピー）');
      expect(after.required).toContain('email2');
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

describe('what must not happen', () => {
  it('a command that changes nothing returns the same document', () => {
    const document = sample();
    expect(apply(document, { type: 'editForm', patch: { title: '見本' } })).toBe(document);
    expect(
      apply(document, { type: 'moveBlock', from: { page: 0, block: 1 }, to: { page: 0, block: 1 } }),
    ).toBe(document);
    expect(apply(document, { type: 'renameField', from: 'name', to: 'email' })).toBe(document);
    expect(apply(document, { type: 'renameField', from: 'name', to: '9x' })).toBe(document);
    expect(apply(document, { type: 'removeBlock', page: 0, block: 99 })).toBe(document);
  });

  it('removing the mail field takes it out of the settings', () => {
    const after = apply(sample(), { type: 'removeBlock', page: 0, block: 2 });
    expect(after['x-settings']).toEqual({ receipt: { prefix: 'MH' } });
  });

  it('renaming the mail field keeps the setting', () => {
    const after = apply(sample(), { type: 'renameField', from: 'email', to: 'mail' });
    expect(after['x-settings']?.receiptMail).toEqual({ to: 'mail' });
    expect(after.required).toEqual(['name', 'mail']);
  });

  it('an emptied setting leaves no empty object behind', () => {
    const after = apply(sample(), { type: 'editSettings', path: ['receipt', 'prefix'], value: undefined });
    expect(after['x-settings']).toEqual({ receiptMail: { to: 'email' } });
  });
});

describe('required and conditions', () => {
  it('a condition moves "required" out of the root, its removal moves it back', () => {
    const hidden = apply(sample(), {
      type: 'editField',
      name: 'email',
      patch: { 'x-show-when': asked('fever', true) },
    });
    expect(hidden.required).toEqual(['name']);
    expect(hidden.properties.email?.['x-required-when']).toBe(true);
    const shown = apply(hidden, { type: 'editField', name: 'email', patch: { 'x-show-when': undefined } });
    expect(shown.required).toEqual(['name', 'email']);
    expect(shown.properties.email?.['x-required-when']).toBeUndefined();
  });

  it('a condition on the page counts for its fields', () => {
    const after = apply(sample(), {
      type: 'editPage',
      page: 0,
      patch: { 'x-show-when': asked('fever', true) },
    });
    expect(after.required).toEqual([]);
    expect(after.properties.name?.['x-required-when']).toBe(true);
  });

  it('not required clears both spellings', () => {
    const after = apply(sample(), { type: 'setRequired', name: 'symptom', isRequired: false });
    expect(after.properties.symptom?.['x-required-when']).toBeUndefined();
    expect(apply(sample(), { type: 'setRequired', name: 'name', isRequired: false }).required).toEqual([
      'email',
    ]);
  });
});

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(deepFreeze);
  return value;
}

import { describe, expect, it } from 'vitest';
import { asked, danglingNames, sample } from '../fixtures';
import { record, redo, startHistory, undo } from '../history/history';
import { apply, COMMAND_NAMES } from './index';
import { ROW_CASES, type Case } from './rowCases';

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
    command: {
      type: 'replaceDocument',
      document: {
        title: '別のフォーム',
        properties: { hidden: { type: 'string', 'x-show-when': asked('yes', true) }, yes: { type: 'boolean' } },
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
    expect(apply(document, { type: 'replaceDocument', document: sample() })).toBe(document);
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

  it('the answer that opens a receipt later follows its field', () => {
    const declared = apply(sample(), { type: 'editSettings', path: ['receipt', 'declared'], value: 'email' });
    const renamed = apply(declared, { type: 'renameField', from: 'email', to: 'mail' });
    expect(renamed['x-settings']).toEqual({
      receiptMail: { to: 'mail' },
      receipt: { prefix: 'MH', declared: 'mail' },
    });
    const removed = apply(declared, { type: 'removeBlock', page: 0, block: 2 });
    expect(removed['x-settings']).toEqual({ receipt: { prefix: 'MH' } });
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

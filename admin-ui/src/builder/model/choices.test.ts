import { describe, expect, it } from 'vitest';
import { patched } from './change';
import { choicesOf, otherOf, withChoices, withOther } from './choices';
import type { FieldSchema } from './document';
import { hasPart, needsPart, PARTS, withParts } from './parts';

const list = [
  { const: 'a', title: 'A' },
  { const: 'b', title: 'B' },
];
const more = [...list, { const: 'c', title: 'C' }];

describe('choices', () => {
  it.each<[string, FieldSchema]>([
    ['one', { type: 'string', oneOf: list }],
    ['several', { type: 'array', items: { type: 'string', oneOf: list }, uniqueItems: true }],
  ])('of %s stay when a free text comes and goes', (_, schema) => {
    const free = patched(schema, withOther(schema, { title: 'その他', maxLength: 50 }));
    expect(choicesOf(free)).toEqual(list);
    expect(otherOf(free)).toEqual({ type: 'string', title: 'その他', maxLength: 50 });
    const longer = patched(free, withChoices(free, more));
    expect(choicesOf(longer)).toEqual(more);
    expect(otherOf(longer)?.maxLength).toBe(50);
    expect(patched(free, withOther(free, null))).toEqual(schema);
  });

  it('of a table are the same in every row', () => {
    const schema: FieldSchema = {
      type: 'object',
      'x-kind': 'matrix',
      properties: { r1: { title: '1', enum: ['a', 'b'] }, r2: { title: '2', enum: ['a', 'b'] } },
    };
    expect(choicesOf(schema).map((choice) => choice.const)).toEqual(['a', 'b']);
    expect(patched(schema, withChoices(schema, more)).properties).toEqual({
      r1: { title: '1', oneOf: more },
      r2: { title: '2', oneOf: more },
    });
  });

  it('take the one that stands alone along when it goes', () => {
    const schema: FieldSchema = { type: 'array', items: { oneOf: list }, 'x-exclusive': 'b' };
    expect('x-exclusive' in patched(schema, withChoices(schema, list.slice(0, 1)))).toBe(false);
    expect(patched(schema, withChoices(schema, more))['x-exclusive']).toBe('b');
  });
});

describe('parts', () => {
  const parts = PARTS.bankAccount ?? [];
  const account: FieldSchema = { type: 'object', 'x-kind': 'bankAccount' };

  it('are all there and required where the document does not say', () => {
    expect(parts.every((part) => hasPart(account, part) && needsPart(account, part))).toBe(true);
  });

  it('are written out when one goes or need not be given', () => {
    const withoutType = withParts(account, parts, {
      has: ({ name }) => name !== 'accountType',
      needs: ({ name }) => name !== 'accountType',
    });
    expect(Object.keys(withoutType.properties as object)).toEqual([
      'bankCode',
      'branchCode',
      'accountNumber',
      'accountHolderKana',
    ]);
    expect(withoutType.required).toBeUndefined();
    const optional = withParts(account, parts, { has: () => true, needs: ({ name }) => name === 'bankCode' });
    expect(optional.required).toEqual(['bankCode']);
  });

  it('keep what the document says about them', () => {
    const schema = { ...account, properties: { bankCode: { enum: ['9900'] }, branchCode: {} } };
    const patch = withParts(schema, parts, { has: (part) => hasPart(schema, part), needs: () => true });
    expect(patch.properties).toEqual(schema.properties);
  });
});

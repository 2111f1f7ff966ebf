import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { OP_LABELS, opsFor } from '../conditions/ops';
import { SENTENCES } from '../sentences';
import type { FieldSchema } from './document';
import { KIND_GROUPS, kindLabel, MEMBER_GROUPS } from '../kinds';
import { freshName, kindOf } from './kinds';

const read = (path: string) => readFileSync(resolve(import.meta.dirname, '../../../../', path), 'utf8');
const all = KIND_GROUPS.flatMap((group) => group.kinds);

describe('the palette', () => {
  it('has every kind of the form language', () => {
    const meta = JSON.parse(read('schema/form.schema.json')) as {
      $defs: { field: { properties: { 'x-kind': { examples: string[] } } } };
    };
    const kinds = meta.$defs.field.properties['x-kind'].examples;
    expect(kinds.length).toBeGreaterThan(30);
    const offered = all.map(({ create }) => create()['x-kind']);
    expect([...new Set(offered)].sort()).toEqual([...kinds].sort());
  });

  it.each(all)('$kind starts as what it says, under a name of its own', ({ kind, label, stem, create }) => {
    const schema = create();
    expect(schema.title).toBe(label);
    expect(kindLabel(schema)).toBe(kind === 'calculated' ? '金額' : label);
    expect(freshName({ properties: {} }, stem)).toBe(stem);
    expect(opsFor(schema).every((op) => OP_LABELS[op] !== undefined)).toBe(true);
    // Nothing is shared between two fields of a kind.
    expect(create()).toEqual(schema);
    expect(create()).not.toBe(schema);
  });

  it('offers in rows what the language allows there', () => {
    const members = MEMBER_GROUPS.flatMap((group) => group.kinds.map(({ kind }) => kind));
    const left = all.map(({ kind }) => kind).filter((kind) => !members.includes(kind));
    expect(left).toEqual(['slot', 'file', 'image', 'signature', 'group', 'hidden']);
    expect(SENTENCES.kindInGroup).toBeDefined();
  });
});

describe('a field without `x-kind`', () => {
  const rows = (...values: string[][]) =>
    Object.fromEntries(values.map((list, index) => [`r${index}`, { enum: list }]));
  it.each<[FieldSchema, string]>([
    [{ type: 'string' }, 'shortText'],
    [{}, 'shortText'],
    [{ type: ['null', 'string'] } as unknown as FieldSchema, 'shortText'],
    [{ type: 'integer', enum: [1, 2] }, 'integer'],
    [{ type: 'number' }, 'decimal'],
    [{ type: 'string', format: 'date' }, 'date'],
    [{ type: 'string', format: 'date-time' }, 'dateTime'],
    [{ format: 'time' }, 'time'],
    [{ type: 'string', format: 'uri' }, 'url'],
    [{ type: 'string', format: 'email' }, 'email'],
    [{ enum: ['a', 'b'] }, 'choice'],
    [{ oneOf: [{ const: 'a', title: 'A' }] }, 'choice'],
    [{ anyOf: [{ enum: ['a'] }, { type: 'string' }] }, 'choice'],
    [{ type: 'array', items: { enum: ['a'] } }, 'choices'],
    [{ type: 'array', items: { anyOf: [{ enum: ['a'] }, { type: 'string' }] } }, 'choices'],
    [{ type: 'array', items: { type: 'object', properties: {} } }, 'group'],
    [{ items: { properties: { a: {} } } }, 'group'],
    [{ type: 'object', properties: rows(['a'], ['a']) }, 'matrix'],
    [{ type: 'object', properties: rows(['a'], ['b']) }, 'unknown'],
    [{ type: 'object', properties: rows(['a']) }, 'unknown'],
    [{ type: 'boolean', const: true }, 'consent'],
    [{ const: true }, 'consent'],
    [{ type: 'boolean' }, 'yesNo'],
    [{ type: 'object' }, 'unknown'],
    [{ type: 'array', items: { type: 'string' } }, 'unknown'],
  ])('%j is %s', (schema, kind) => {
    expect(kindOf(schema)).toBe(kind);
  });
});

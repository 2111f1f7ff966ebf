import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gallery } from '../fixtures';
import type { Predicate } from '../model/document';
import { without } from '../model/predicates';
import { parse, print, type Condition, type Test } from './predicate';

const field = fc.constantFrom('a', 'b', 'c');
const value = fc.string({ minLength: 1 });
const plainTest: fc.Arbitrary<Test> = fc.oneof(
  fc.record({ field, op: fc.constantFrom('yes' as const, 'notYes' as const) }),
  fc.record({ field, op: fc.constantFrom('answered' as const, 'unanswered' as const) }),
  fc.record({
    field,
    op: fc.constantFrom('equals' as const, 'notEquals' as const),
    value: fc.oneof(value, fc.integer()),
  }),
  fc.record({ field, op: fc.constant('oneOf' as const), values: fc.array(value, { minLength: 1 }) }),
  fc.record({ field, op: fc.constant('includes' as const), value }),
  fc.record({
    field,
    op: fc.constantFrom('atLeast' as const, 'atMost' as const, 'atLeastRows' as const),
    value: fc.integer(),
  }),
  fc.record({
    field,
    op: fc.constant('other' as const),
    values: fc.array(value, { minLength: 1 }),
    isList: fc.boolean(),
  }),
);
const anyTest: fc.Arbitrary<Test> = fc.oneof(
  { weight: 4, arbitrary: plainTest },
  { weight: 1, arbitrary: fc.record({ field, op: fc.constant('anyRow' as const), test: plainTest }) },
);
const anyCondition: fc.Arbitrary<Condition> = fc.record({
  mode: fc.constantFrom('all' as const, 'any' as const),
  tests: fc.array(anyTest, { minLength: 1, maxLength: 4 }),
});

it('reads back what it writes', () => {
  fc.assert(
    fc.property(anyCondition, (condition) => {
      const expected = condition.tests.length === 1 ? { ...condition, mode: 'all' } : condition;
      expect(parse(print(condition))).toEqual(expected);
    }),
  );
});

it('writes `required` beside every statement about a value', () => {
  fc.assert(
    fc.property(anyTest, (test) => {
      const printed = print({ mode: 'all', tests: [test] }) as Record<string, unknown>;
      const said = (printed.not ?? printed) as Record<string, unknown>;
      if (test.op === 'unanswered') expect(said).toEqual({ properties: { [test.field]: false } });
      else expect(said.required).toEqual([test.field]);
    }),
  );
});

describe('what it cannot show', () => {
  it.each<[string, unknown]>([
    ['a range', { properties: { a: { minimum: 1, maximum: 2 } }, required: ['a'] }],
    ['an exclusive bound', { properties: { a: { exclusiveMinimum: 20 } }, required: ['a'] }],
    ['a pattern', { properties: { a: { pattern: '^x' } }, required: ['a'] }],
    ['a part of a composite', { properties: { a: { properties: { b: { const: 1 } } } }, required: ['a'] }],
    ['nested lists', { anyOf: [{ allOf: [{ required: ['a'] }] }, { required: ['b'] }] }],
    ['"both" inside "any"', { anyOf: [{ required: ['a', 'b'] }, { required: ['c'] }] }],
    ['an unknown keyword', { required: ['a'], minProperties: 1 }],
    ['a denied list', { not: { anyOf: [{ required: ['a'] }] } }],
    ['an unanswered required field', { properties: { a: false }, required: ['a'] }],
    ['true', true],
    ['an empty schema', {}],
    [
      'two statements about a row',
      { properties: { a: { contains: { required: ['x', 'y'] } } }, required: ['a'] },
    ],
    [
      'how many rows',
      { properties: { a: { contains: { required: ['x'] }, minContains: 2 } }, required: ['a'] },
    ],
    [
      'rows within rows',
      { properties: { a: { contains: { properties: { b: { contains: { required: ['x'] } } } } } } },
    ],
    ['a denied value', { properties: { a: { not: { const: 'x' } } }, required: ['a'] }],
    ['nothing', undefined],
  ])('%s', (_, predicate) => {
    expect(parse(predicate)).toBeNull();
  });
});

it('understands several statements of one level as "all"', () => {
  expect(parse({ properties: { a: { const: 'x' }, b: false }, required: ['a', 'c'] })).toEqual({
    mode: 'all',
    tests: [
      { field: 'a', op: 'equals', value: 'x' },
      { field: 'b', op: 'unanswered' },
      { field: 'c', op: 'answered' },
    ],
  });
});

it('shows most conditions of the gallery', () => {
  const conditions = gallery().flatMap(({ document }) =>
    Object.values(document.properties).flatMap((schema) => schema['x-show-when'] ?? []),
  );
  const shown = conditions.filter((predicate) => parse(predicate) !== null);
  expect(conditions.length).toBeGreaterThan(20);
  expect(shown.length / conditions.length).toBeGreaterThan(0.9);
});

describe('taking a field out', () => {
  it.each<[string, Predicate, Predicate | undefined]>([
    ['alone', { properties: { a: { const: 1 } }, required: ['a'] }, undefined],
    ['of "any"', { anyOf: [{ required: ['a'] }, { required: ['b'] }] }, { anyOf: [{ required: ['b'] }] }],
    ['denied', { not: { required: ['a'] } }, undefined],
    ['beside another', { properties: { a: false, b: false } }, { properties: { b: false } }],
    ['not mentioned', { required: ['b'] }, { required: ['b'] }],
    [
      'below a value',
      { properties: { b: { properties: { a: {} } } } },
      { properties: { b: { properties: { a: {} } } } },
    ],
  ])('%s', (_, predicate, rest) => {
    expect(without(predicate, { name: 'a' })).toEqual(rest);
  });
});

describe('taking a member of the rows out', () => {
  const rows = (name: string): Predicate => ({
    properties: { children: { contains: { properties: { [name]: { maximum: 5 } } }, minContains: 2 } },
    required: ['children'],
  });
  it('takes the statement about the rows as a whole', () => {
    expect(without(rows('age'), { name: 'age', group: 'children' })).toBeUndefined();
    expect(
      without({ anyOf: [rows('age'), { required: ['b'] }] }, { name: 'age', group: 'children' }),
    ).toEqual({
      anyOf: [{ required: ['b'] }],
    });
  });

  it('leaves other members, and fields of the same name', () => {
    expect(without(rows('name'), { name: 'age', group: 'children' })).toEqual(rows('name'));
    const field = { properties: { age: { minimum: 1 } }, required: ['age'] };
    expect(without(field, { name: 'age', group: 'children' })).toEqual(field);
    expect(without(rows('age'), { name: 'age' })).toEqual(rows('age'));
  });
});

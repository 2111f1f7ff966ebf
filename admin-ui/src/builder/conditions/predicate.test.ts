import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gallery, rowsSample, sample } from '../fixtures';
import type { Predicate } from '../model/document';
import { without } from '../model/predicates';
import * as patterns from './patterns';
import { parse, print, printTest } from './predicate';
import { completed, group, question, type Group, type Mode, type Node, type Test } from './tree';
import { conditionInWords } from './words';

const field = fc.constantFrom('a', 'b', 'c');
const text = fc.string({ minLength: 1 });
const values = fc.array(text, { minLength: 1 });
const day = fc.constantFrom('2026-04-01', '1999-12-31', '2000-01-01', '2026-04', '09:05');
const ops = <T extends string>(...names: T[]) => fc.constantFrom(...names);
const plainTest: fc.Arbitrary<Test> = fc.oneof(
  fc.record({ field, op: ops('yes', 'notYes', 'answered', 'unanswered') }),
  fc.record({ field, op: ops('equals', 'notEquals'), value: fc.oneof(text, fc.integer()) }),
  fc.record({ field, op: ops('oneOf', 'notOneOf', 'includesAny', 'includesNone'), values }),
  fc.record({ field, op: ops('includes', 'notIncludes', 'hasText', 'startsWith'), value: text }),
  fc.record({ field, op: ops('from', 'until'), value: day }),
  fc.record({ field, op: ops('atLeast', 'atMost', 'above', 'below'), value: fc.integer() }),
  fc.record({ field, op: ops('atLeastRows', 'atMostRows', 'atMostLetters'), value: fc.nat() }),
  fc.record({ field, op: fc.constant('other' as const), values, isList: fc.boolean() }),
  fc
    .tuple(field, fc.integer(), fc.nat())
    .map(([name, from, more]): Test => ({ field: name, op: 'between', from, to: from + more })),
) as fc.Arbitrary<Test>;
const plainNode = plainTest.map((test): Node => question(test));
const rowsTest: fc.Arbitrary<Test> = fc.record({
  field,
  op: fc.constant('rows' as const),
  how: fc.constantFrom('any' as const, 'none' as const, 'atLeast' as const, 'atMost' as const),
  count: fc.integer({ min: 1, max: 9 }),
  of: fc.array(plainNode, { minLength: 2, maxLength: 3 }).map((nodes) => group('any', nodes)),
});
const anyTest = fc.oneof({ weight: 6, arbitrary: plainTest }, { weight: 1, arbitrary: rowsTest });
const anyNode = anyTest.map((test): Node => question(test));
const listOf = (node: fc.Arbitrary<Node>) => fc.array(node, { minLength: 2, maxLength: 4 });
const modes: Mode[] = ['all', 'any', 'none', 'notAll'];
const inner = fc.record({ mode: fc.constantFrom(...modes), nodes: listOf(anyNode) });
const innerNode = inner.map(({ mode, nodes }): Node => group(mode, nodes));
const anyTree: fc.Arbitrary<Group> = fc
  .record({ mode: fc.constantFrom(...modes), nodes: listOf(fc.oneof(anyNode, innerNode)) })
  .map(({ mode, nodes }) => group(mode, nodes));

const bare = (tree: Group): unknown =>
  JSON.parse(
    JSON.stringify(tree, (key, value: unknown) => (key === 'count' || key === 'written' ? 0 : value)),
  );

it('reads back what it writes', () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      expect(bare(parse(print(tree)))).toEqual(bare(tree));
    }),
  );
});

it('writes the same again, whatever a predicate was', () => {
  fc.assert(
    fc.property(anyTree, (tree) => {
      const printed = print(tree);
      expect(print(parse(printed))).toEqual(printed);
    }),
  );
});

it('writes `required` beside every statement about a value', () => {
  fc.assert(
    fc.property(anyTest, (test) => {
      const printed = printTest(test) as Record<string, unknown>;
      const said = (printed.not ?? printed) as Record<string, unknown>;
      if (test.op === 'unanswered') expect(said).toEqual({ properties: { [test.field]: false } });
      else expect(said.required).toEqual([test.field]);
    }),
  );
});

it('never writes an unfinished question', () => {
  const unfinished = question({ field: 'a', op: 'equals', value: '' });
  expect(print(group('any', [unfinished]))).toBeUndefined();
  expect(print(group('any', [unfinished, question({ field: 'b', op: 'yes' })]))).toEqual({
    properties: { b: { const: true } },
    required: ['b'],
  });
  expect(completed(group('all', [group('any', [unfinished])]))).toBeNull();
});

describe('how many rows', () => {
  const old = { properties: { age: { minimum: 65 } }, required: ['age'] };
  const rows = (how: 'any' | 'all' | 'none' | 'atLeast' | 'atMost') =>
    print(group('all', [question({ field: 'm', op: 'rows', how, count: 2, of: parse(old) })]));
  const said = (contains: object) => ({ properties: { m: contains }, required: ['m'] });
  it.each([
    ['any', { contains: old }],
    ['all', { contains: { not: old }, minContains: 0, maxContains: 0 }],
    ['none', { contains: old, minContains: 0, maxContains: 0 }],
    ['atLeast', { contains: old, minContains: 2 }],
    ['atMost', { contains: old, minContains: 0, maxContains: 2 }],
  ] as const)('%s', (how, contains) => {
    expect(rows(how)).toEqual(said(contains));
    expect(print(parse(rows(how)))).toEqual(rows(how));
  });
});

describe('days, months and times by the order of their letters', () => {
  const days = fc
    .date({ min: new Date('1900-01-01'), max: new Date('2199-12-31'), noInvalidDate: true })
    .map((date) => date.toISOString().slice(0, 10));
  it('says what is before and after', () => {
    fc.assert(
      fc.property(days, days, (limit, other) => {
        expect(new RegExp(patterns.notBefore(limit), 'u').test(other)).toBe(other >= limit);
        expect(new RegExp(patterns.notAfter(limit), 'u').test(other)).toBe(other <= limit);
      }),
    );
  });
  it('reads only what it wrote', () => {
    expect(patterns.notAfter('09:30')).toBe('^(09:30|0[0-8]:[0-9]{2}|09:[0-2][0-9])$');
    expect(patterns.readNotAfter(patterns.notAfter('09:30'))).toBe('09:30');
    expect(patterns.readNotBefore('^(2026-04-01|2[1-9])$')).toBeNull();
    expect(patterns.readHasText('a|b')).toBeNull();
    expect(patterns.readHasText(patterns.hasText('1.5（税込）$'))).toBe('1.5（税込）$');
    expect(patterns.readStartsWith('^A')).toBe('A');
  });
});

describe('what it cannot show is a part of its own and stays as it is', () => {
  it.each<[string, Predicate]>([
    [
      'two bounds that are no range',
      { properties: { a: { minimum: 1, exclusiveMaximum: 2 } }, required: ['a'] },
    ],
    ['a pattern', { properties: { a: { pattern: '^[xy]' } }, required: ['a'] }],
    ['a part of a composite', { properties: { a: { properties: { b: { const: 1 } } } }, required: ['a'] }],
    ['an unknown keyword', { required: ['a'], minProperties: 1 }],
    ['an unanswered required field', { properties: { a: false }, required: ['a'] }],
    ['true', true],
    ['an empty schema', {}],
    [
      'rows within rows',
      {
        properties: { a: { contains: { properties: { b: { contains: { required: ['x'] } } } } } },
        required: ['a'],
      },
    ],
    ['a denied value', { properties: { a: { not: { const: 'x' } } }, required: ['a'] }],
  ])('%s', (_, predicate) => {
    const tree = parse(predicate);
    expect(tree.nodes.map(({ node }) => node)).toEqual(['foreign']);
    expect(print(tree)).toEqual(predicate);
    const beside = group('any', [...tree.nodes, question({ field: 'z', op: 'yes' })]);
    expect((print(beside) as { anyOf: unknown[] }).anyOf[0]).toEqual(predicate);
    expect(conditionInWords(sample(), predicate)).toMatch(/とき$/);
  });
});

it('understands several statements of one level as "all"', () => {
  expect(
    parse({ properties: { a: { const: 'x' }, b: false }, required: ['a', 'c'], not: { required: ['d'] } }),
  ).toEqual(
    group('all', [
      question({ field: 'a', op: 'equals', value: 'x' }),
      question({ field: 'b', op: 'unanswered' }),
      question({ field: 'c', op: 'answered' }),
      group('none', [question({ field: 'd', op: 'answered' })]),
    ]),
  );
});

const isWhole = ({ nodes }: Group): boolean =>
  nodes.every((node) => (node.node === 'group' ? isWhole(node) : node.node === 'test'));

it('shows nearly every condition of the gallery, and says all of them in words', () => {
  const conditions = gallery().flatMap(({ document }) =>
    Object.values(document.properties).flatMap((schema) => {
      const when = schema['x-show-when'];
      return when === undefined ? [] : [{ when, words: conditionInWords(document, when) }];
    }),
  );
  const shown = conditions.filter(({ when }) => isWhole(parse(when)));
  expect(conditions.length).toBeGreaterThan(20);
  expect(shown.length / conditions.length).toBeGreaterThan(0.97);
  for (const { words } of conditions) expect(words).toMatch(/^「.*とき$/);
});

it('says groups, denials and rows in words', () => {
  const rows = rowsSample();
  const age = { properties: { age: { maximum: 5 } }, required: ['age'] };
  const two = { properties: { children: { contains: age, minContains: 2 } }, required: ['children'] };
  expect(conditionInWords(rows, two)).toBe('「お子さん」に、「年齢」が5以下という行が2件以上のとき');
  expect(
    conditionInWords(sample(), {
      allOf: [
        { not: { anyOf: [{ required: ['email'] }, { properties: { fever: { const: true } } }] } },
        { anyOf: [{ required: ['name'] }, { properties: { venue: { enum: ['hall', 'center'] } } }] },
      ],
    }),
  ).toBe(
    '（「メールアドレス」に入力がある、または「熱がある」が「はい」）にあてはまらない、かつ（「氏名」に入力がある、または「会場」が「市民会館」か「保健センター」）のとき',
  );
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

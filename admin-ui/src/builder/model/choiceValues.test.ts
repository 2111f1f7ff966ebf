import { describe, expect, it } from 'vitest';
import { choiceRenamedIn, quotesChoice } from './choiceValues';

describe('a comparison of the field itself takes the new value', () => {
  it.each([
    ['plan == "a" ? 500 : 0', 'plan == "b\\"c" ? 500 : 0'],
    ["plan != 'a' && x", "plan != 'b\"c' && x"],
    ['x > 1 || ( "a"==answers.plan )', 'x > 1 || ( "b\\"c"==answers.plan )'],
    ['plan in ["x", "a"] ? 1 : 2', 'plan in ["x", "b\\"c"] ? 1 : 2'],
    ['"a" in plan', '"b\\"c" in plan'],
    ['plan[12] == "a"', 'plan[12] == "b\\"c"'],
    ['plan.row1 == "a"', 'plan.row1 == "b\\"c"'],
    ['other == "a" && plan == "a"', 'other == "a" && plan == "b\\"c"'],
  ])('%s', (before, after) => {
    expect(choiceRenamedIn(before, { name: 'plan' }, 'a', 'b"c')).toBe(after);
  });

  it.each([
    ['item.plan == "a"', 'rows', 'item.plan == "b"'],
    ['count(rows.filter(r, r.plan == "a"))', undefined, 'count(rows.filter(r, r.plan == "b"))'],
  ])('of a row: %s', (before, row, after) => {
    expect(choiceRenamedIn(before, { name: 'plan', group: 'rows' }, 'a', 'b', row)).toBe(after);
  });
});

describe('what may be another text stays, and is found', () => {
  it.each([
    'plan + "x" == "a"',
    '"x" + plan == "a"',
    'plan == "a" + x',
    'x == plan == "a"',
    'plan.startsWith("a")',
    'plan == r"a"',
    'plan in ["a", x]',
    'plan.exists(p, p == "a")',
    'others.exists(plan, plan == "a")',
  ])('%s', (text) => {
    expect(choiceRenamedIn(text, { name: 'plan' }, 'a', 'b')).toBe(text);
    expect(quotesChoice(text, { name: 'plan' }, 'a')).toBe(true);
  });

  it('of a row that may be one of another group', () => {
    const text = 'count(rows) + count(others.filter(r, r.plan == "a"))';
    expect(choiceRenamedIn(text, { name: 'plan', group: 'rows' }, 'a', 'b')).toBe(text);
  });

  it('is not found where the field or the value is not named', () => {
    expect(quotesChoice('other == "a"', { name: 'plan' }, 'a')).toBe(false);
    expect(quotesChoice('plan == "ab"', { name: 'plan' }, 'a')).toBe(false);
    expect(choiceRenamedIn('other == "a" ? plan : "a"', { name: 'plan' }, 'a', 'b')).toBe(
      'other == "a" ? plan : "a"',
    );
  });
});

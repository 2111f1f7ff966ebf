import { describe, expect, it } from 'vitest';
import { celName, names, renamedIn, piecesOf } from './expressions';

describe('a field of the form', () => {
  it.each([
    ['fee * 2', 'cost * 2'],
    ['fees + fee', 'fees + cost'],
    ['answers.fee+ 1', 'answers.cost+ 1'],
    ['answers["fee"] + 1', 'answers.cost + 1'],
    ['has(answers.fee) ? fee : 0', 'has(answers.cost) ? cost : 0'],
    ['"fee" + string(fee)', '"fee" + string(cost)'],
    ['children[0].fee', 'children[0].fee'],
    ['item.fee', 'item.fee'],
    ['fee.fee', 'cost.fee'],
    ['', ''],
  ])('%s', (before, after) => {
    expect(renamedIn(before, { name: 'fee' }, 'cost')).toBe(after);
    expect(names(before, { name: 'fee' })).toBe(before !== after);
  });

  it('gets quotes where its name is none of the language', () => {
    expect(renamedIn('fee + 1', { name: 'fee' }, 'my-fee')).toBe('answers["my-fee"] + 1');
    expect(renamedIn('answers["my-fee"] + 1', { name: 'my-fee' }, 'fee')).toBe('answers.fee + 1');
    expect(celName({ name: 'today' })).toBe('answers["today"]');
    expect(celName({ name: 'my-age', group: 'children' })).toBe('item["my-age"]');
  });
});

describe('a member of a row', () => {
  it.each([
    ['sum(children, "age")', 'sum(children, "years")'],
    ['sum(others, "age")', 'sum(others, "age")'],
    ['children.map(c, c.age)', 'children.map(c, c.years)'],
    ['children[0].age + age', 'children[0].years + age'],
    [
      'count(children.filter(c, has(c.age) && c.age < 6))',
      'count(children.filter(c, has(c.years) && c.years < 6))',
    ],
    ['item.age', 'item.age'],
  ])('%s', (before, after) => {
    expect(renamedIn(before, { name: 'age', group: 'children' }, 'years')).toBe(after);
  });

  it('is `item` in its own rows only', () => {
    const field = { name: 'age', group: 'children' };
    expect(renamedIn('item.age * fee', field, 'years', 'children')).toBe('item.years * fee');
    expect(renamedIn('item.age * fee', field, 'years', 'pets')).toBe('item.age * fee');
  });
});

describe('cut at the fields it names', () => {
  const fields = [{ name: 'fee' }, { name: 'rows' }, { name: 'fee', group: 'rows' }];
  const cut = (text: string, row?: string) =>
    piecesOf(text, fields, row).map(({ text: piece, field }) =>
      field === null ? piece : `<${field.group ?? ''}.${field.name}>`,
    );
  it.each([
    ['fee * 2', undefined, ['<.fee>', ' * 2']],
    ['sum(rows, "fee") + fee', undefined, ['sum(', '<.rows>', ', ', '<rows.fee>', ') + ', '<.fee>']],
    ['item.fee > fee', 'rows', ['<rows.fee>', ' > ', '<.fee>']],
    ['rows.exists(c, c.fee > 1)', undefined, ['<.rows>', '.exists(c, ', '<rows.fee>', ' > 1)']],
    ['"fee"', undefined, ['"fee"']],
  ])('%s', (text, row, pieces) => {
    expect(cut(text, row)).toEqual(pieces);
    expect(
      piecesOf(text, fields, row)
        .map((piece) => piece.text)
        .join(''),
    ).toBe(text);
  });
});

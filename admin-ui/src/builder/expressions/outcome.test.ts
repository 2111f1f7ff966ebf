import { expect, it } from 'vitest';
import type { Decided } from '../../api/types';
import { outcomeOf } from './outcome';

const decided = (answers: Record<string, unknown>, violations: Decided['violations'] = []): Decided => ({
  answers,
  violations,
  fields: {},
  rows: {},
  pages: [],
});

it('says what a calculation gives, by row where it stands in a group', () => {
  expect(outcomeOf(decided({ total: 1200 }), { is: 'value', name: 'total' }).words).toBe('結果：1,200');
  const rows = decided({ children: [{ fee: 100 }, { name: 'x' }] });
  expect(outcomeOf(rows, { is: 'value', name: 'fee', group: 'children' }).words).toBe('結果：100、（なし）');
  expect(outcomeOf(decided({}), { is: 'value', name: 'total' }).look).toBe('none');
  const failed = decided({}, [{ at: '/total', code: 'calculation', params: {} }]);
  expect(outcomeOf(failed, { is: 'value', name: 'total' }).look).toBe('bad');
  expect(outcomeOf(failed, { is: 'value', name: 'other' }).look).toBe('none');
});

it('tells the rules of the form from those of rows', () => {
  const own = { at: '/limit', code: 'rule', params: { rule: 0, message: '上限です。' } };
  const inRow = { at: '/children/1/age', code: 'rule', params: { rule: 0, message: '19歳まで。' } };
  expect(outcomeOf(decided({}, [own]), { is: 'rule', index: 0 }).words).toContain('上限です。');
  expect(outcomeOf(decided({}, [own]), { is: 'rule', index: 1 }).look).toBe('good');
  expect(outcomeOf(decided({}, [own]), { is: 'rule', index: 0, group: 'children' }).look).toBe('good');
  expect(outcomeOf(decided({}, [inRow]), { is: 'rule', index: 0, group: 'children' }).look).toBe('bad');
  expect(outcomeOf(decided({}, [inRow]), { is: 'rule', index: 0 }).look).toBe('good');
});

import { expect, it } from 'vitest';
import type { Template } from '../../api/types';
import { fits, grouped } from './templates';

const template = (patch: Partial<Template>): Template => ({
  id: 'a',
  title: 'ワクチン接種の予約',
  description: null,
  category: '健康・医療',
  gallery: '会場と日付を選ぶとき',
  keywords: ['よぼうせっしゅ', '注射'],
  field_count: 3,
  page_count: 1,
  ...patch,
});

it.each([
  ['', true],
  ['ﾜｸﾁﾝ', true],
  ['ワクチン　会場', true],
  ['注射', true],
  ['健康', true],
  ['犬', false],
  ['ワクチン 犬', false],
])('finds by words anywhere: %s', (text, found) => {
  expect(fits(template({}), text)).toBe(found);
});

it('groups by category, the largest first and the rest last', () => {
  const groups = grouped([
    template({ id: 'x', category: null }),
    template({ id: 'y', category: null }),
    template({ id: 'b', category: '税' }),
    template({ id: 'c' }),
    template({ id: 'd' }),
  ]);
  expect(groups.map(({ category, templates }) => [category, templates.map(({ id }) => id)])).toEqual([
    ['健康・医療', ['c', 'd']],
    ['税', ['b']],
    ['そのほか', ['x', 'y']],
  ]);
});

import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { functionWords, resultInWords } from './functions';

it('has words for every function of the form language', () => {
  const source = readFileSync(
    resolve(import.meta.dirname, '../../../../schema/src/calculation/catalogue.rs'),
    'utf8',
  );
  const names = [...source.matchAll(/^ {4}\("(\w+)", "/gm)].map(([, name]) => name!);
  expect(names.length).toBeGreaterThan(15);
  expect(names.filter((name) => functionWords(name) === name)).toEqual([]);
});

it('says results as people read them', () => {
  expect(resultInWords(1234567)).toBe('1,234,567');
  expect(resultInWords(false)).toBe('いいえ（false）');
  expect(resultInWords('2026-04-01')).toBe('「2026-04-01」');
});

import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Problem } from '../api/types';
import { rowsSample, sample } from './fixtures';
import {
  countBySeverity,
  problemsAt,
  problemsOfField,
  selectionOf,
  sentenceOf,
  viewOf,
  whereOf,
} from './problems';
import { whyOf } from './why';
import { CALCULATION_REASONS, SENTENCES, TEXT_REASONS } from './sentences';

const problem = (code: string, at: string, params: Record<string, unknown> = {}): Problem => ({
  severity: 'error',
  code,
  at,
  params,
});

/** Every code that the schema crate can emit, read from its source. */
function emittedCodes(): string[] {
  const root = resolve(import.meta.dirname, '../../../schema/src');
  const codes = new Set<string>();
  for (const entry of readdirSync(root, { recursive: true, encoding: 'utf8' })) {
    if (!entry.endsWith('.rs')) continue;
    const source = readFileSync(resolve(root, entry), 'utf8');
    for (const [, code] of source.matchAll(/Problem::(?:error|warning|hint)\(\s*"(\w+)"/g)) codes.add(code!);
  }
  return [...codes].sort();
}

it('has a sentence for every code of the schema crate', () => {
  const codes = emittedCodes();
  expect(codes.length).toBeGreaterThan(30);
  expect(codes.filter((code) => SENTENCES[code] === undefined)).toEqual([]);
});

it('says of every code why it matters', () => {
  expect(emittedCodes().filter((code) => whyOf(code) === null)).toEqual([]);
});

it('leads from a translation that is missing or out of date to the table of translations', () => {
  const params = { language: 'en', source: '古い題' };
  expect(viewOf(problem('staleTranslation', '/properties/name/title', params))).toBe('translations');
  expect(viewOf(problem('untranslated', '/x-settings/nextSteps', params))).toBe('translations');
  expect(viewOf(problem('noContact', ''))).toBe('settings');
  expect(sentenceOf(problem('staleTranslation', '/title', params))).toContain('古い題');
});

it('shows the code where it has no sentence', () => {
  expect(sentenceOf(problem('somethingNew', ''))).toContain('somethingNew');
});

it('puts labels for names and leaves no placeholder', () => {
  expect(sentenceOf(problem('placedTwice', '', { name: 'email' }), sample())).toContain('「メールアドレス」');
  expect(sentenceOf(problem('cycle', '', { fields: ['fever', 'symptom'] }), sample())).toContain(
    '熱がある、症状',
  );
  for (const code of Object.keys(SENTENCES)) expect(sentenceOf(problem(code, ''))).not.toMatch(/[{}]/);
});

describe('where a problem stands', () => {
  const document = sample();
  it.each([
    ['/properties/venue/oneOf/0', { page: 1, block: 2 }, '項目「会場」'],
    ['/x-pages/1/blocks/3/x-show-when', { page: 1, block: 3 }, 'ページ「体調」'],
    ['/x-pages/0/blocks/1/field', { page: 0, block: 1 }, '項目「氏名」'],
    ['/x-pages/1', { page: 1, block: null }, 'ページ「体調」'],
    ['/required/1', { page: 0, block: 2 }, 'フォーム全体'],
    ['/x-settings/receiptMail/to', null, '設定'],
    ['', null, 'フォーム全体'],
    ['/x-pages/9', null, 'ページ'],
  ])('%s', (at, selection, where) => {
    expect(selectionOf(document, problem('shape', at))).toEqual(selection);
    expect(whereOf(document, problem('shape', at))).toBe(where);
  });

  it('finds the problems of a field, and of nobody with a similar name', () => {
    const list = [problem('noLabel', '/properties/a~1b'), problem('noLabel', '/properties/a')];
    expect(problemsOfField(list, { name: 'a/b' })).toEqual([list[0]]);
  });
});

describe('a problem of a member of a repeating group', () => {
  const document = rowsSample();
  const at = '/properties/children/items/properties/fee/x-value';
  const found = problem('calculation', at, { reason: 'unknownMember', name: 'limit', suggestion: 'age' });

  it('stands at the member', () => {
    expect(selectionOf(document, found)).toEqual({ page: 0, block: 0, member: 'fee' });
    expect(whereOf(document, found)).toBe('項目「お子さん」の「料金」');
    expect(problemsOfField([found], { name: 'children' })).toEqual([found]);
    expect(problemsOfField([found], { name: 'fee', group: 'children' })).toEqual([found]);
    expect(problemsOfField([found], { name: 'age', group: 'children' })).toEqual([]);
    expect(problemsAt([found], at)).toEqual([found]);
  });

  it('says what the expression says, not what the form calls it, and what may be meant', () => {
    expect(sentenceOf(found, document)).toMatch(/「limit」.*「age」ではありませんか/);
  });

  it('selects the group where the member is gone', () => {
    const gone = problem('noLabel', '/properties/children/items/properties/gone');
    expect(selectionOf(document, gone)).toEqual({ page: 0, block: 0 });
  });
});

/** Every reason that the documentation lists for wrong expressions. */
it('has a sentence for every reason of a wrong expression', () => {
  const docs = readFileSync(resolve(import.meta.dirname, '../../../docs/form-language.md'), 'utf8');
  const table = docs.split('| `reason` | meaning |')[1]?.split('\n\n')[0] ?? '';
  const reasons = table.split('\n').flatMap((row) => {
    return [...(row.split('|')[1] ?? '').matchAll(/`(\w+)`/g)].map(([, reason]) => reason!);
  });
  expect(reasons.length).toBeGreaterThan(5);
  expect(Object.keys(CALCULATION_REASONS).sort()).toEqual(reasons.sort());
});

it.each(['spacedLetters', 'onlySigns', 'ruler', 'seenOnly', 'linkText'])('has words for %s', (reason) => {
  const sentence = sentenceOf(problem('unreadableText', '', { reason }));
  expect(sentence).toBe(TEXT_REASONS[reason]);
  expect(sentence).not.toBe(SENTENCES.unreadableText);
});

it('counts by severity', () => {
  expect(countBySeverity([problem('shape', ''), { ...problem('shape', ''), severity: 'hint' }])).toEqual({
    error: 1,
    warning: 0,
    hint: 1,
  });
});

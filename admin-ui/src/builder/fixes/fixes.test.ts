/** Every repair against its case in `fixtures/fixes`; the engine is asked about the same files (schema/tests/it/fixes.rs). */
import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sample } from '../fixtures';
import { record, redo, startHistory, undo } from '../history/history';
import { apply } from '../commands';
import { openDocument } from '../model/document';
import { FIXES, repairOf } from './index';

interface FixCase {
  code: string;
  at: string;
  params: Record<string, unknown>;
  before: unknown;
  after: unknown;
}

const folder = resolve(import.meta.dirname, '../../../../fixtures/fixes');
const cases = readdirSync(folder).map(
  (file) => JSON.parse(readFileSync(resolve(folder, file), 'utf8')) as FixCase,
);

it('has a case for every repair', () => {
  expect(cases.map(({ code }) => code).sort()).toEqual(Object.keys(FIXES).sort());
});

describe.each(cases)('$code', ({ code, at, params, before, after }) => {
  const document = openDocument(before);
  const repair = repairOf(document, { severity: 'error', code, at, params });

  it('makes the document that the engine was asked about', () => {
    expect(repair?.label).toMatch(/\S/);
    expect(apply(document, repair!.command)).toEqual(after);
  });

  it('is one step that can be undone and redone', () => {
    const start = startHistory(document);
    const done = record(start, { ...start.present, document: apply(document, repair!.command) }, null, 0);
    expect(undo(done).present.document).toBe(document);
    expect(redo(undo(done)).present.document).toBe(done.present.document);
  });
});

describe('offers nothing', () => {
  it.each([
    ['for a code without a repair', 'noTitle', '/title', {}],
    ['for a word nobody can guess', 'calculation', '/properties/name/x-value', { name: 'feee' }],
    ['where the place is not there any more', 'unboundedText', '/properties/gone', {}],
    ['for the last page', 'exitMessage', '/x-pages/9/x-exits/0', {}],
    ['for another reason of the same code', 'unreadableText', '/title', { reason: 'onlySigns' }],
    [
      'for limits of a list that is not written',
      'emptyRange',
      '/properties/name',
      { minimum: 'minItems', maximum: 'items' },
    ],
  ])('%s', (_, code, at, params) => {
    expect(repairOf(sample(), { severity: 'error', code, at, params })).toBeNull();
  });
});

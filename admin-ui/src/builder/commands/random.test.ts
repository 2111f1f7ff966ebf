import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import Ajv2020 from 'ajv/dist/2020';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { expectSound, gallery, rowsSample, sample } from '../fixtures';
import { record, redo, startHistory, undo } from '../history/history';
import type { FormDocument } from '../model/document';
import { isSchema } from '../model/predicates';
import { tokensOf } from '../model/translations';
import { apply, type Command } from './index';
import { anyDraw, commandOf } from './randomCommands';

/** How many sequences; the long form (1000) is for releases. */
const RUNS = Number(process.env.MADOGUCHI_COMMAND_SEQUENCES ?? 100);

const meta: unknown = JSON.parse(
  readFileSync(resolve(import.meta.dirname, '../../../../schema/form.schema.json'), 'utf8'),
);
const isForm = new Ajv2020({ strict: false, validateFormats: false, logger: false }).compile(meta as object);

const STARTS: FormDocument[] = [sample(), rowsSample(), ...gallery().map(({ document }) => document)];
const anyStart = () => fc.constantFrom(...STARTS);

function at(document: unknown, pointer: string): unknown {
  return tokensOf(pointer).reduce<unknown>(
    (value, token) =>
      Array.isArray(value) || isSchema(value) ? (value as Record<string, unknown>)[token] : undefined,
    document,
  );
}

const texts = (document: FormDocument, keyword = 'x-i18n'): [string, string][] =>
  Object.values((document[keyword] ?? {}) as Record<string, Record<string, string>>).flatMap((entry) =>
    Object.entries(entry),
  );

/** Every text in another language belongs to something. */
function expectPlaced(document: FormDocument): void {
  const all = [...texts(document), ...texts(document, 'x-i18n-source')];
  const lost = all.filter(([pointer]) => {
    const parent = at(document, pointer.slice(0, pointer.lastIndexOf('/')));
    return !pointer.startsWith('/x-settings/') && !isSchema(parent) && !Array.isArray(parent);
  });
  expect(lost).toEqual([]);
}

it('undoing any run of commands gives the identical document, redoing it the result; every step is a form', () => {
  fc.assert(
    fc.property(anyStart(), fc.array(anyDraw(), { maxLength: 25 }), (first, draws) => {
      let history = startHistory(first);
      const seen = [first];
      draws.forEach((draw, index) => {
        const { document } = history.present;
        const next = apply(document, commandOf(document, draw));
        if (next === document) return;
        expectSound(next);
        expectPlaced(next);
        expect(isForm(next), JSON.stringify(isForm.errors)).toBe(true);
        history = record(history, { ...history.present, document: next, name: '' }, null, index * 10_000);
        seen.push(next);
      });
      const written = JSON.stringify(first);
      for (const document of seen.toReversed()) {
        expect(history.present.document).toBe(document);
        history = undo(history);
      }
      expect(JSON.stringify(history.present.document)).toBe(written);
      for (const document of seen) {
        expect(history.present.document).toBe(document);
        history = redo(history);
      }
    }),
    { numRuns: RUNS },
  );
}, 600_000);

const MOVING: Command['type'][] = [
  'addBlock',
  'addPage',
  'editRules',
  'insertBlocks',
  'moveBlocks',
  'movePage',
  'removeBlocks',
  'removePage',
  'renameField',
];

/** The words that a text in another language stands for; a copy says so behind its title. */
const original = (value: unknown) => String(value).replace(/(（コピー）)+$/, '');

/** The form with every word of pages and fields said again in English. */
function translated(document: FormDocument): FormDocument {
  const said: Record<string, string> = {};
  const walk = (value: unknown, pointer: string): void => {
    if (Array.isArray(value)) value.forEach((entry, index) => walk(entry, `${pointer}/${index}`));
    else if (isSchema(value)) {
      for (const [key, inner] of Object.entries(value)) {
        const isWord = typeof inner === 'string' && ['title', 'heading', 'text', 'message'].includes(key);
        if (isWord) said[`${pointer}/${key}`] = `en: ${inner}`;
        else if (!['x-show-when', 'x-required-when', 'when'].includes(key)) walk(inner, `${pointer}/${key}`);
      }
    }
  };
  walk(document['x-pages'], '/x-pages');
  walk(document.properties, '/properties');
  walk(document['x-rules'], '/x-rules');
  return { ...document, 'x-i18n': { en: said } };
}

it('whatever moves, is pasted, renamed or removed keeps its own words in other languages', () => {
  const starts = STARTS.map(translated);
  fc.assert(
    fc.property(fc.constantFrom(...starts), fc.array(anyDraw(), { maxLength: 12 }), (first, draws) => {
      const last = draws.reduce(
        (document, draw) => apply(document, commandOf(document, draw, MOVING)),
        first,
      );
      for (const [pointer, words] of texts(last)) {
        expect([pointer, words]).toEqual([pointer, `en: ${original(at(last, pointer))}`]);
      }
    }),
    { numRuns: RUNS },
  );
}, 600_000);

import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { FormDocument } from '../model/document';
import { isSchema } from '../model/predicates';
import { apply, type Command } from './index';
import { anyDraw, commandOf } from './randomCommands';
import { at, texts } from './randomPlaces';
import { STARTS } from './randomStarts';

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
    { numRuns: 300 },
  );
}, 600_000);

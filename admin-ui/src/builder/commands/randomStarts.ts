/** What random runs of commands begin with: nothing, the samples, one made at random, and every form of the gallery. */
import fc from 'fast-check';
import { gallery, rowsSample, sample } from '../fixtures';
import { openDocument, type FormDocument } from '../model/document';
import { apply } from './index';
import { anyDraw, commandOf } from './randomCommands';

/** As the server makes it. */
const empty = (): FormDocument =>
  openDocument({
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    'x-language': 3,
    type: 'object',
    title: '空のフォーム',
    properties: {},
    'x-pages': [{ id: 'page-1', title: '入力', blocks: [] }],
  });

/** A form that nobody wrote: many commands after one another, the same ones every time. */
function grown(): FormDocument {
  const draws = fc.sample(anyDraw(), { seed: 20261122, numRuns: 60 });
  const growing = [
    'addPage',
    'addField',
    'addField',
    'addField',
    'addBlock',
    'addMember',
    'editField',
  ] as const;
  const first = apply(empty(), { type: 'addLanguage', language: 'en' });
  return draws.reduce((document, draw) => apply(document, commandOf(document, draw, growing)), first);
}

const SMALL = [empty(), sample(), rowsSample(), grown()];
const GALLERY = gallery().map(({ document }) => document);

export const STARTS: FormDocument[] = [...SMALL, ...GALLERY];

/** Small ones more often: more happens in them, and they are judged sooner. */
export const anyStart = (): fc.Arbitrary<FormDocument> =>
  fc.oneof(
    { weight: 2, arbitrary: fc.constantFrom(...SMALL) },
    { weight: 1, arbitrary: fc.constantFrom(...GALLERY) },
  );

import { expect, it } from 'vitest';
import { apply, type Command } from '../commands';
import { sample } from '../fixtures';
import type { FormDocument } from '../model/document';
import { merge } from './merge';
import type { Side } from './threeWay';

const all = (document: FormDocument, ...commands: Command[]) => commands.reduce(apply, document);
const merged = (
  mine: FormDocument,
  theirs: FormDocument,
  choices: Record<string, Side>,
  base: FormDocument,
) => merge({ base, mine, theirs }, new Map(Object.entries(choices)));

it('what a text was translated from goes where the text goes', () => {
  const text = '/x-pages/1/blocks/3/text';
  const base = { ...sample(), 'x-i18n': { en: { [text]: 'Map' } } };
  const mine = all(base, {
    type: 'editBlock',
    page: 1,
    block: 3,
    patch: { text: '会場への道' },
  });
  expect(mine['x-i18n-source']).toEqual({ en: { [text]: '会場までの地図' } });
  const heading: Command = { type: 'addBlock', page: 1, at: 0, block: { heading: '体調' } };
  const theirs = all(base, heading);
  const there = '/x-pages/1/blocks/4/text';
  for (const [one, other] of [
    [mine, theirs],
    [theirs, mine],
  ] as const) {
    const { document, conflicts } = merged(one, other, {}, base);
    expect(conflicts).toEqual([]);
    expect(document['x-i18n']).toEqual({ en: { [there]: 'Map' } });
    expect(document['x-i18n-source']).toEqual({ en: { [there]: '会場までの地図' } });
  }
  const without = all(base, { type: 'removeBlocks', places: [{ page: 1, block: 3 }] });
  const gone = merged(mine, without, { [merged(mine, without, {}, base).conflicts[0]!.key]: 'theirs' }, base);
  expect(Object.values(gone.document['x-i18n-source'] ?? {}).flatMap(Object.keys)).toEqual([]);
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply, type Command } from '../commands';
import { anyDraw, commandOf, type Draw } from '../commands/randomCommands';
import { expectSound, gallery, rowsSample, sample } from '../fixtures';
import { placeOf, type FormDocument } from '../model/document';
import { valueAt } from '../model/pointer';
import { tokensOf } from '../model/translations';
import { isSameDocument, merge } from './merge';
import type { Side } from './threeWay';

const RUNS = Number(process.env.MADOGUCHI_COMMAND_SEQUENCES ?? 100);
const STARTS: FormDocument[] = [sample(), rowsSample(), ...gallery().map(({ document }) => document)];
const anyStart = () => fc.constantFrom(...STARTS);
const anyRun = () => fc.array(anyDraw(), { maxLength: 8 });

const all = (document: FormDocument, ...commands: Command[]) => commands.reduce(apply, document);
const random = (document: FormDocument, draws: Draw[]) =>
  draws.reduce((next, draw) => apply(next, commandOf(next, draw)), document);
const retitled = (name: string, title: string): Command => ({ type: 'editField', name, patch: { title } });
const added = (name: string, title: string, at = 0): Command => ({
  type: 'addField',
  page: 0,
  at,
  name,
  schema: { type: 'string', title, 'x-kind': 'shortText', maxLength: 50 },
  isRequired: false,
});
const removed = (document: FormDocument, name: string): Command => ({
  type: 'removeBlocks',
  places: [placeOf(document, name)!],
});

/** Keys are sorted but where their order is the order of the inputs: in groups and tables. */
const inOrder = (document: FormDocument) =>
  JSON.stringify(document, function (this: Record<string, unknown>, key, value: unknown) {
    const isMembers = key === 'properties' && this !== document && this.type === 'object';
    if (typeof value !== 'object' || value === null || Array.isArray(value) || isMembers) return value;
    return Object.fromEntries(Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1)));
  });

function merged(
  mine: FormDocument,
  theirs: FormDocument,
  choices: Record<string, Side> = {},
  base = sample(),
) {
  return merge({ base, mine, theirs }, new Map(Object.entries(choices)));
}

describe('laws', () => {
  it('with an unchanged side, the other side is the result; two equal sides are theirs', () => {
    fc.assert(
      fc.property(anyStart(), anyRun(), (base, draws) => {
        const changed = random(base, draws);
        for (const [mine, theirs] of [
          [changed, base],
          [base, changed],
          [changed, changed],
        ] as const) {
          const { document, conflicts } = merge({ base, mine, theirs });
          expect(conflicts).toEqual([]);
          expect(JSON.stringify(document)).toBe(JSON.stringify(changed));
        }
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it('edits of different fields give both, whoever merges', () => {
    const word = fc.string({ minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(anyStart(), fc.array(fc.tuple(word, fc.boolean()), { maxLength: 30 }), (base, edits) => {
        const names = Object.keys(base.properties);
        const of = (isMine: boolean) =>
          edits.flatMap(([title, own], at) =>
            own === isMine && names[at] !== undefined ? [retitled(names[at], title)] : [],
          );
        const [mine, theirs] = [all(base, ...of(true)), all(base, ...of(false))];
        const both = all(base, ...of(true), ...of(false));
        for (const one of [merge({ base, mine, theirs }), merge({ base, mine: theirs, theirs: mine })]) {
          expect(one.conflicts).toEqual([]);
          expect(inOrder(one.document)).toBe(inOrder(both));
        }
      }),
      { numRuns: RUNS },
    );
  }, 120_000);

  it('any two runs of edits merge into a form; a field goes only where somebody removed it', () => {
    fc.assert(
      fc.property(anyStart(), anyRun(), anyRun(), fc.boolean(), (base, own, other, isMine) => {
        const [mine, theirs] = [random(base, own), random(base, other)];
        const { conflicts } = merge({ base, mine, theirs });
        for (const { pointer, kind } of conflicts) {
          const stands = [mine, theirs, base].some((side) => valueAt(side, tokensOf(pointer)) !== undefined);
          expect(stands || kind === 'value', `${kind} ${pointer}`).toBe(true);
        }
        const choices = new Map(
          conflicts.map(({ key }): [string, Side] => [key, isMine ? 'mine' : 'theirs']),
        );
        const { document } = merge({ base, mine, theirs }, choices);
        for (const name of Object.keys(base.properties)) {
          if (name in mine.properties && name in theirs.properties)
            expect(document.properties).toHaveProperty([name]);
        }
        for (const name of Object.keys(theirs.properties)) {
          if (!(name in base.properties)) expect(document.properties).toHaveProperty([name]);
        }
        const count = (side: FormDocument) => Object.keys(side.properties).length;
        const shared = Object.keys(mine.properties).filter((name) => !(name in base.properties)).length;
        expect(count(document)).toBeGreaterThanOrEqual(Math.min(shared, count(mine)));
        const ids = document['x-pages'].map(({ id }) => id);
        expect(new Set(ids).size).toBe(ids.length);
        const placed = document['x-pages'].flatMap(({ blocks }) =>
          blocks.flatMap(({ field }) => field ?? []),
        );
        expect(new Set(placed).size).toBe(placed.length);
        expect(placed.filter((name) => !(name in document.properties))).toEqual([]);
      }),
      { numRuns: RUNS },
    );
  }, 120_000);
});

describe('what touches different places is merged', () => {
  it('a new field of each, even with the same name, and a removed one', () => {
    const base = sample();
    const mine = all(base, added('text', '私の質問'), removed(base, 'venue'));
    const theirs = all(base, added('text', '相手の質問', 3), retitled('email', '連絡先'));
    const { document, conflicts } = merged(mine, theirs);
    expect(conflicts).toEqual([]);
    expect(document.properties.text?.title).toBe('相手の質問');
    expect(document.properties.text2?.title).toBe('私の質問');
    expect(document.properties.email?.title).toBe('連絡先');
    expect(document.properties).not.toHaveProperty('venue');
    const blocks = document['x-pages'][0]!.blocks.map((block) => block.field ?? block.heading);
    expect(blocks).toEqual(['text2', '本人', 'name', 'email', 'text']);
    expectSound(document);
  });

  it('a new page of each, with the texts of both in other languages', () => {
    const base = { ...sample(), 'x-i18n': { en: { '/x-pages/1/title': 'Health', '/title': 'Sample' } } };
    const page = (title: string): Command => ({ type: 'addPage', id: 'page-3', title, at: 0 });
    const theirs = all(base, page('相手'));
    const texts = {
      en: { ...(theirs['x-i18n'] as (typeof base)['x-i18n']).en, '/x-pages/0/title': 'Theirs' },
    };
    const { document, conflicts } = merged(all(base, page('私')), { ...theirs, 'x-i18n': texts }, {}, base);
    expect(conflicts).toEqual([]);
    expect(document['x-pages'].map(({ title }) => title)).toEqual(['私', '相手', '本人', '体調']);
    expect(document['x-i18n']).toEqual({
      en: { '/x-pages/1/title': 'Theirs', '/x-pages/3/title': 'Health', '/title': 'Sample' },
    });
  });

  it('one moves a block, the other edits it; one adds a choice, the other words another', () => {
    const base = sample();
    const mine = all(base, { type: 'moveBlocks', from: [{ page: 1, block: 2 }], to: { page: 0, block: 0 } });
    const theirs = all(base, retitled('venue', '接種の会場'), {
      type: 'editField',
      name: 'venue',
      patch: {
        oneOf: [
          { const: 'hall', title: '公会堂' },
          { const: 'center', title: '保健センター' },
          { const: 'c', title: '体育館' },
        ],
      },
    });
    const { document, conflicts } = merged(mine, theirs);
    expect(conflicts).toEqual([]);
    expect(placeOf(document, 'venue')).toEqual({ page: 0, block: 0 });
    expect(document.properties.venue).toEqual(theirs.properties.venue);
  });
});

describe('what both changed is asked', () => {
  it('two titles of one field', () => {
    const [mine, theirs] = [all(sample(), retitled('email', 'あ')), all(sample(), retitled('email', 'い'))];
    const { document, conflicts } = merged(mine, theirs);
    expect(conflicts).toEqual([
      {
        key: 'value /properties/email/title',
        pointer: '/properties/email/title',
        kind: 'value',
        base: 'メールアドレス',
        mine: 'あ',
        theirs: 'い',
      },
    ]);
    expect(document).toEqual(mine);
    expect(merged(mine, theirs, { 'value /properties/email/title': 'theirs' }).document).toEqual(theirs);
  });

  it('one removes what the other words anew: it comes back whole, or goes whole', () => {
    const base = sample();
    const [mine, theirs] = [all(base, removed(base, 'email')), all(base, retitled('email', '連絡先'))];
    const { conflicts, document } = merged(mine, theirs);
    expect(conflicts.map(({ pointer }) => pointer)).toEqual(['/properties/email']);
    expect(document.properties).not.toHaveProperty('email');
    expectSound(document);
    const kept = merged(mine, theirs, { [conflicts[0]!.key]: 'theirs' }).document;
    expect(kept.properties.email?.title).toBe('連絡先');
    expect(placeOf(kept, 'email')).toEqual({ page: 0, block: 2 });
    expect(kept.required).toContain('email');
  });

  it('one removes what the other comes to ask about', () => {
    const base = sample();
    const mine = all(base, removed(base, 'fever'));
    const condition = { properties: { fever: { const: true } }, required: ['fever'] };
    const theirs = all(base, { type: 'editField', name: 'venue', patch: { 'x-show-when': condition } });
    const { conflicts, document } = merged(mine, theirs);
    expect(conflicts.map(({ kind, pointer }) => [kind, pointer])).toEqual([['gone', '/properties/fever']]);
    expectSound(document);
    expect(document.properties.venue).not.toHaveProperty('x-show-when');
    const kept = merged(mine, theirs, { [conflicts[0]!.key]: 'theirs' }).document;
    expect(kept.properties.venue?.['x-show-when']).toEqual(condition);
    expect(placeOf(kept, 'fever')).not.toBeNull();
    expectSound(kept);
  });

  it('both move one field to different pages, or sort a list differently', () => {
    const base = all(sample(), { type: 'addPage', id: 'third', title: '三', at: 2 });
    const moved = (page: number) =>
      all(base, { type: 'moveBlocks', from: [{ page: 0, block: 2 }], to: { page, block: 0 } });
    const { conflicts } = merged(moved(1), moved(2), {}, base);
    expect(conflicts.map(({ kind, mine, theirs }) => [kind, mine, theirs])).toEqual([
      ['place', 'health', 'third'],
    ]);
    expect(placeOf(merged(moved(1), moved(2), {}, base).document, 'email')?.page).toBe(1);
    const there = merged(moved(1), moved(2), { 'place /properties/email': 'theirs' }, base).document;
    expect(placeOf(there, 'email')).toEqual({ page: 2, block: 0 });

    const sorted = (from: number, at: number) => all(base, { type: 'movePage', from, to: at });
    const both = merged(sorted(0, 2), sorted(2, 0), {}, base);
    expect(both.conflicts.map(({ kind, pointer }) => [kind, pointer])).toEqual([['order', '/x-pages']]);
    expect(both.document).toEqual(sorted(0, 2));
  });

  it('where nobody knows what both began with, every difference', () => {
    const [mine, theirs] = [all(sample(), retitled('email', 'あ')), all(sample(), added('text', '新しい'))];
    const { document, conflicts } = merge({ base: null, mine, theirs });
    expect(conflicts.map(({ pointer }) => pointer)).toContain('/properties/email/title');
    expect(document.properties).toHaveProperty('text');
    expect(isSameDocument(document, { ...document })).toBe(true);
  });
});

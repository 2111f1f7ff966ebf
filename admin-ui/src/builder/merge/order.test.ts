import { describe, expect, it } from 'vitest';
import { apply, type Command } from '../commands';
import { rowsSample, sample } from '../fixtures';
import type { FormDocument } from '../model/document';
import { placeInWords } from './conflictWords';
import { merge } from './merge';
import type { Side } from './threeWay';

const all = (document: FormDocument, ...commands: Command[]) => commands.reduce(apply, document);
const retitled = (name: string, title: string): Command => ({ type: 'editField', name, patch: { title } });
const merged = (
  mine: FormDocument,
  theirs: FormDocument,
  choices: Record<string, Side>,
  base: FormDocument,
) => merge({ base, mine, theirs }, new Map(Object.entries(choices)));

describe('the order of members and rows is the order of their keys', () => {
  const moved = (from: number, to: number): Command => ({
    type: 'moveMember',
    group: 'children',
    from,
    to,
  });
  const limit = retitled('limit', '上限の額');
  const members = (document: FormDocument) =>
    Object.keys((document.properties.children!.items as FormDocument).properties);

  it('one moves a member, the other words something else: both stay, whoever merges', () => {
    const base = rowsSample();
    const sides = [all(base, limit), all(base, moved(1, 0))] as const;
    for (const [mine, theirs] of [sides, [sides[1], sides[0]]] as const) {
      const { document, conflicts } = merged(mine, theirs, {}, base);
      expect(conflicts).toEqual([]);
      expect(JSON.stringify(document)).toBe(JSON.stringify(all(base, limit, moved(1, 0))));
    }
  });

  it('a member moved here and worded there, and a new one of each', () => {
    const base = rowsSample();
    const member = (name: string, title: string): Command => ({
      type: 'addMember',
      group: 'children',
      at: 1,
      name,
      schema: { type: 'string', title, 'x-kind': 'shortText' },
      isRequired: false,
    });
    const mine = all(base, moved(3, 0), member('mine', '私'));
    const theirs = all(base, member('theirs', '相手'), {
      type: 'editField',
      group: 'children',
      name: 'fee',
      patch: { title: '費用' },
    });
    const { document, conflicts } = merged(mine, theirs, {}, base);
    expect(conflicts).toEqual([]);
    expect(members(document)).toEqual(['fee', 'mine', 'name', 'theirs', 'age', 'school']);
  });

  it('sorted differently by both is asked, in words', () => {
    const base = rowsSample();
    const [mine, theirs] = [all(base, moved(0, 3)), all(base, moved(3, 0))];
    const { document, conflicts } = merged(mine, theirs, {}, base);
    expect(conflicts.map(({ kind, pointer }) => [kind, pointer])).toEqual([
      ['order', '/properties/children/items/properties'],
    ]);
    expect(placeInWords(conflicts[0]!, [mine, theirs])).toBe('「お子さん」の中の並び');
    expect(members(document)).toEqual(members(mine));
    const chosen = merged(mine, theirs, { [conflicts[0]!.key]: 'theirs' }, base).document;
    expect(JSON.stringify(chosen)).toBe(JSON.stringify(theirs));
  });

  it('the rows of a table likewise', () => {
    const rows = (...names: string[]) =>
      Object.fromEntries(names.map((name) => [name, { type: 'string', title: name }]));
    const table = (...names: string[]): Command => ({
      type: 'editField',
      name: 'email',
      patch: { type: 'object', format: undefined, 'x-kind': 'matrix', properties: rows(...names) },
    });
    const base = all(sample(), table('row1', 'row2', 'row3'));
    const theirs = all(base, table('row3', 'row1', 'row2'));
    const mine = all(base, retitled('venue', '接種の会場'));
    const { document, conflicts } = merged(mine, theirs, {}, base);
    expect(conflicts).toEqual([]);
    expect(Object.keys(document.properties.email!.properties as object)).toEqual(['row3', 'row1', 'row2']);
  });
});

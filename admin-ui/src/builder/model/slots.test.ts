import { describe, expect, it } from 'vitest';
import { clipOf, readClip, writeClip } from '../clipboard/clip';
import { pasted } from '../clipboard/pasted';
import { apply } from '../commands';
import { expectSound } from '../fixtures';
import { record, redo, startHistory, undo } from '../history/history';
import { searchPalette } from '../canvas/paletteSearch';
import { openDocument, type FormDocument } from './document';
import { referencesTo } from './references';

const booking = (): FormDocument =>
  openDocument({
    type: 'object',
    title: '相談の予約',
    properties: {
      people: { type: 'integer', title: '人数', 'x-kind': 'integer', minimum: 1 },
      guests: { type: 'integer', title: '付き添い', 'x-kind': 'integer', minimum: 1 },
      visit: {
        type: 'object',
        title: '予約の日時',
        'x-kind': 'slot',
        'x-slots': 'sodan',
        'x-persons': 'people',
      },
    },
    required: ['people', 'visit'],
    'x-pages': [
      { id: 'all', title: '予約', blocks: [{ field: 'people' }, { field: 'guests' }, { field: 'visit' }] },
    ],
  });

const persons = (document: FormDocument, name = 'visit') => document.properties[name]?.['x-persons'];

describe('the field that counts the people of an appointment', () => {
  it('is told as a reference', () => {
    expect(referencesTo(booking(), { name: 'people' })).toEqual([
      { kind: 'setting', where: '「予約の日時」の人数の項目' },
    ]);
    expect(referencesTo(booking(), { name: 'guests' })).toEqual([]);
  });

  it('is followed when it gets another name, and back, and again', () => {
    const before = booking();
    const command = { type: 'renameField', from: 'people', to: 'heads' } as const;
    const after = apply(before, command);
    expectSound(after);
    expect(persons(after)).toBe('heads');
    const start = startHistory(before);
    const done = record(start, { ...start.present, document: after, name: '' }, null, 0);
    expect(persons(undo(done).present.document)).toBe('people');
    expect(persons(redo(undo(done)).present.document)).toBe('heads');
  });

  it('is let go when it is deleted, and the slot stays', () => {
    const removed = apply(booking(), { type: 'removeBlocks', places: [{ page: 0, block: 0 }] });
    expectSound(removed);
    expect(removed.properties.visit).toBeDefined();
    expect(removed.properties.visit).not.toHaveProperty('x-persons');
  });

  it('can be another field instead', () => {
    const after = apply(booking(), { type: 'replaceReferences', name: 'people', to: 'guests' });
    expect(persons(after)).toBe('guests');
  });

  it('comes along when it is copied under another name, and is let go where it did not come', () => {
    const both = readClip(
      writeClip(
        clipOf(
          booking(),
          [0, 2].map((block) => ({ page: 0, block })),
        ),
      ),
    );
    const { command, dropped } = pasted(booking(), both!, { page: 0, block: 3 });
    expect(dropped).toEqual([]);
    expect(persons(apply(booking(), command), 'visit2')).toBe('people2');

    const alone = readClip(writeClip(clipOf(booking(), [{ page: 0, block: 2 }])));
    const empty = openDocument({
      type: 'object',
      title: '空',
      properties: {},
      'x-pages': [{ id: 'p', blocks: [] }],
    });
    const there = pasted(empty, alone!, { page: 0, block: 0 });
    expect(there.dropped).toEqual(['「予約の日時」の人数の項目']);
    const after = apply(empty, there.command);
    expectSound(after);
    expect(persons(after)).toBeUndefined();
  });
});

it('is found in the palette by what people call it', () => {
  for (const words of ['予約', '枠', '日時', 'よやく', '予約枠']) {
    const found = searchPalette(words).flatMap(({ kinds }) => kinds.map(({ kind }) => kind));
    expect(found, words).toContain('slot');
  }
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { apply, type Command } from '../commands';
import { danglingNames, gallery, rowsSample, sample } from '../fixtures';
import { openDocument, placeOf, unplacedFields, type FormDocument } from '../model/document';
import { groupsOf, scopeOf } from '../model/scope';
import { COALESCE_MS, record, redo, select, startHistory, undo, type History } from './history';

const title = (text: string): Command => ({ type: 'editForm', patch: { title: text } });

function type(history: History, text: string, now: number, key: string | null = 'form.title'): History {
  const document = apply(history.present.document, title(text));
  return record(history, { ...history.present, document, name: '' }, key, now);
}

describe('coalescing', () => {
  it('joins edits of the same thing within a second', () => {
    let history = startHistory(sample());
    history = type(history, 'あ', 0);
    history = type(history, 'あい', COALESCE_MS);
    expect(history.past).toHaveLength(1);
    expect(undo(history).present.document.title).toBe('見本');
  });

  it('starts a new step after a pause, for another thing, and after selecting', () => {
    let history = type(startHistory(sample()), 'あ', 0);
    history = type(history, 'あい', COALESCE_MS + 1);
    expect(history.past).toHaveLength(2);
    history = type(history, 'あいう', COALESCE_MS + 2, 'form.description');
    expect(history.past).toHaveLength(3);
    history = select(history, { page: 1, block: null });
    history = type(history, 'あいうえ', COALESCE_MS + 3, 'form.description');
    expect(history.past).toHaveLength(4);
  });

  it('keeps steps without a key apart', () => {
    let history = type(startHistory(sample()), 'あ', 0, null);
    history = type(history, 'い', 1, null);
    expect(history.past).toHaveLength(2);
  });
});

describe('undo and redo', () => {
  it('do nothing at the ends', () => {
    const history = startHistory(sample());
    expect(undo(history)).toBe(history);
    expect(redo(history)).toBe(history);
  });

  it('a new edit drops what could be redone', () => {
    const history = type(undo(type(startHistory(sample()), 'あ', 0)), 'い', 5000);
    expect(history.future).toEqual([]);
  });
});

/** Any command, with places and names that may or may not exist in the document. */
function anyCommand(): fc.Arbitrary<Command> {
  const page = fc.nat({ max: 4 });
  const block = fc.nat({ max: 12 });
  const name = fc.constantFrom('name', 'email', 'fever', 'symptom', 'venue', 'a1', 'b2', 'c3');
  return fc.oneof(
    fc.record({ type: fc.constant('addPage' as const), id: name, title: fc.string(), at: page }),
    fc.record({ type: fc.constant('removePage' as const), page }),
    fc.record({ type: fc.constant('movePage' as const), from: page, to: page }),
    fc.record({
      type: fc.constant('addField' as const),
      page,
      at: block,
      name,
      schema: fc.constant({ type: 'string', title: '新しい項目' }),
      isRequired: fc.boolean(),
    }),
    fc.record({ type: fc.constant('removeBlock' as const), page, block }),
    fc.record({
      type: fc.constant('moveBlock' as const),
      from: fc.record({ page, block }),
      to: fc.record({ page, block }),
    }),
    fc.record({ type: fc.constant('duplicateBlock' as const), page, block, name }),
    fc.record({ type: fc.constant('renameField' as const), from: name, to: name }),
    fc.record({ type: fc.constant('setRequired' as const), name, isRequired: fc.boolean() }),
    fc.record({ type: fc.constant('editForm' as const), patch: fc.record({ title: fc.string() }) }),
  );
}

function isSound(document: FormDocument): void {
  expect(danglingNames(document)).toEqual([]);
  expect(unplacedFields(document)).toEqual([]);
  const placed = document['x-pages'].flatMap((page) => page.blocks.flatMap((entry) => entry.field ?? []));
  expect(new Set(placed).size).toBe(placed.length);
  for (const name of document.required ?? []) expect(placeOf(document, name)).not.toBeNull();
}

it('any run of commands keeps the document sound; undoing all of it gives the beginning, redoing all the end', () => {
  fc.assert(
    fc.property(fc.array(anyCommand(), { maxLength: 30 }), (commands) => {
      const first = sample();
      let history = startHistory(first);
      commands.forEach((command, index) => {
        const document = apply(history.present.document, command);
        isSound(document);
        history = record(history, { ...history.present, document, name: '' }, null, index * 10_000);
      });
      const last = history.present.document;
      const steps = history.past.length;
      for (let step = 0; step < steps; step += 1) history = undo(history);
      expect(history.present.document).toBe(first);
      for (let step = 0; step < steps; step += 1) history = redo(history);
      expect(history.present.document).toBe(last);
    }),
    { numRuns: 300 },
  );
});

/** Any command about the members of a repeating group, which may or may not be there. */
function anyRowCommand(): fc.Arbitrary<Command> {
  const index = fc.nat({ max: 5 });
  const name = fc.constantFrom('name', 'age', 'school', 'fee', 'a1');
  const group = fc.constantFrom('children', 'total', 'kids');
  return fc.oneof(
    fc.record({
      type: fc.constant('addMember' as const),
      group,
      at: index,
      name,
      schema: fc.constant({ type: 'string', title: '新しい項目' }),
      isRequired: fc.boolean(),
    }),
    fc.record({ type: fc.constant('moveMember' as const), group, from: index, to: index }),
    fc.record({ type: fc.constant('removeMember' as const), group, name }),
    fc.record({ type: fc.constant('renameField' as const), group, from: name, to: name }),
    fc.record({ type: fc.constant('renameField' as const), from: group, to: group }),
    fc.record({ type: fc.constant('setRequired' as const), group, name, isRequired: fc.boolean() }),
    fc.record({
      type: fc.constant('renameChoice' as const),
      group,
      name,
      from: fc.constantFrom('none', 'nursery'),
      to: fc.constantFrom('none', 'home'),
    }),
    fc.record({
      type: fc.constant('setCalculation' as const),
      group,
      name,
      expression: fc.constantFrom(undefined, '1', 'item.age'),
    }),
  );
}

it('any run of commands about rows keeps the document sound and can be undone', () => {
  fc.assert(
    fc.property(fc.array(anyRowCommand(), { maxLength: 20 }), (commands) => {
      const first = rowsSample();
      let history = startHistory(first);
      commands.forEach((command, index) => {
        const document = apply(history.present.document, command);
        isSound(document);
        history = record(history, { ...history.present, document, name: '' }, null, index * 10_000);
      });
      const steps = history.past.length;
      for (let step = 0; step < steps; step += 1) history = undo(history);
      expect(history.present.document).toBe(first);
    }),
    { numRuns: 200 },
  );
});

describe.each(gallery())('$file', ({ document }) => {
  it('is opened without a change', () => {
    expect(openDocument(document)).toEqual(document);
    isSound(document);
  });

  it('loses no reference and gains none when any one field is renamed or removed', () => {
    for (const name of Object.keys(document.properties)) {
      isSound(apply(document, { type: 'renameField', from: name, to: 'renamedField' }));
      const place = placeOf(document, name);
      if (place !== null) isSound(apply(document, { type: 'removeBlock', ...place }));
    }
  });

  it('loses no reference to the members of its groups', () => {
    for (const group of groupsOf(document)) {
      for (const name of Object.keys(scopeOf(document, group).properties)) {
        isSound(apply(document, { type: 'renameField', group, from: name, to: 'renamedMember' }));
        isSound(apply(document, { type: 'removeMember', group, name }));
      }
    }
  });
});

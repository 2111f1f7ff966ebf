import { describe, expect, it } from 'vitest';
import { apply, type Command } from '../commands';
import { expectSound, gallery, sample } from '../fixtures';
import { openDocument, placeOf } from '../model/document';
import { groupsOf, scopeOf } from '../model/scope';
import {
  COALESCE_MS,
  goTo,
  record,
  redo,
  select,
  startHistory,
  stepsOf,
  undo,
  type History,
} from './history';

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

describe('the list of steps', () => {
  const names = (history: History) => stepsOf(history).map(({ name }) => name);
  function three() {
    let history = startHistory(sample());
    for (const [at, text] of ['あ', 'い', 'う'].entries()) {
      const document = apply(history.present.document, title(text));
      const selection = { page: 0, block: at };
      history = record(history, { document, selection, name: text }, null, at * 60_000);
    }
    return history;
  }

  it('says what was done, to what and when, and keeps what can be done again', () => {
    const history = undo(three());
    expect(names(history)).toEqual(['', 'あ', 'い', 'う']);
    expect(stepsOf(history)[2]).toEqual({ name: 'い', about: '氏名', at: 60_000 });
    expect(stepsOf(select(history, { page: 1, block: 0 }))).toEqual(stepsOf(history));
  });

  it('leads to any step and back to the last', () => {
    const history = three();
    for (const step of [0, 2, 1, 3]) {
      const there = goTo(history, step);
      expect(there.present).toBe([...history.past, history.present][step]);
      expect(names(there)).toEqual(names(history));
      expect(goTo(there, 3).present).toBe(history.present);
      expect(there.past).toHaveLength(step);
    }
    expect(goTo(history, 3)).toBe(history);
    expect(goTo(history, 9)).toBe(history);
  });

  it('has no end: two thousand steps go all the way back', () => {
    let history = startHistory(sample());
    for (let step = 0; step < 2000; step += 1) history = type(history, `第${step}`, step, null);
    expect(stepsOf(history)).toHaveLength(2001);
    expect(goTo(history, 0).present.document).toEqual(sample());
  });
});

describe.each(gallery())('$file', ({ document }) => {
  it('is opened without a change', () => {
    expect(openDocument(document)).toEqual(document);
    expectSound(document);
  });

  it('loses no reference and gains none when any one field is renamed or removed', () => {
    for (const name of Object.keys(document.properties)) {
      expectSound(apply(document, { type: 'renameField', from: name, to: 'renamedField' }));
      const place = placeOf(document, name);
      if (place !== null) expectSound(apply(document, { type: 'removeBlocks', places: [place] }));
    }
  });

  it('loses no reference to the members of its groups', () => {
    for (const group of groupsOf(document)) {
      for (const name of Object.keys(scopeOf(document, group).properties)) {
        expectSound(apply(document, { type: 'renameField', group, from: name, to: 'renamedMember' }));
        expectSound(apply(document, { type: 'removeMember', group, name }));
      }
    }
  });
});

/** What the inspector is about, while the field that was chosen is still to be drawn. */
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { flushSync } from 'react-dom';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BuilderContext } from '../builderContext';
import { focusInspector } from '../canvas/focus';
import { rowsSample, sample } from '../fixtures';
import * as members from '../memberActions';
import type { FormDocument } from '../model/document';
import { rowOf } from '../model/scope';
import { BuilderStore } from '../store';
import { Inspector } from './Inspector';

const environment = globalThis as { IS_REACT_ACT_ENVIRONMENT?: boolean };
beforeEach(() => (environment.IS_REACT_ACT_ENVIRONMENT = true));
afterEach(cleanup);

function open(document: FormDocument) {
  const store = new BuilderStore(
    { document, revision: 1, savedAt: '', problems: [] },
    { save: () => new Promise<never>(() => undefined), keep: vi.fn(), drop: vi.fn(), now: () => 0 },
  );
  store.select({ page: 0, block: 1 });
  render(
    <BuilderContext value={store}>
      <Inspector />
    </BuilderContext>,
  );
  return store;
}

const inspector = () => document.getElementById('inspector') as HTMLElement;
const name = () => screen.getByLabelText<HTMLInputElement>('項目の名前').value;
const title = (store: BuilderStore, block: number) => {
  const form = store.getState().document;
  return form.properties[form['x-pages'][0]?.blocks[block]?.field ?? '']?.title;
};

/** Draws what must be seen at once, and nothing that may come later. */
function atOnce(change: () => void) {
  environment.IS_REACT_ACT_ENVIRONMENT = false;
  flushSync(change);
}

it('keeps the field before, untouchable, until the chosen one has come, and the focus waits for it', async () => {
  const store = open(sample());
  atOnce(() => store.select({ page: 0, block: 2 }));
  expect(inspector().inert).toBe(true);
  expect(name()).toBe(title(store, 1));
  focusInspector();
  await waitFor(() => expect(name()).toBe(title(store, 2)));
  expect(inspector().inert).toBe(false);
  await waitFor(() => expect(document.activeElement?.id).toBe('inspector-title'));
});

it('shows at once what is typed', () => {
  const store = open(sample());
  const { field } = store.getState().document['x-pages'][0]!.blocks[1]!;
  atOnce(() => store.dispatch({ type: 'editField', name: field!, patch: { title: '新しい名前' } }));
  expect(inspector().inert).toBe(false);
  expect(name()).toBe('新しい名前');
});

it('never keeps what is gone', () => {
  const store = open(sample());
  const removed = title(store, 1);
  atOnce(() => store.dispatch({ type: 'removeBlocks', places: [{ page: 0, block: 1 }] }));
  expect(inspector().inert).toBe(false);
  expect(name()).not.toBe(removed);
  atOnce(() => store.undo());
  expect(title(store, 1)).toBe(removed);
});

it('never keeps a member whose group is gone', () => {
  const start = rowsSample();
  const store = open(start);
  const block = start['x-pages'][0]!.blocks.findIndex(({ field }) => rowOf(start.properties[field ?? '']));
  const group = start['x-pages'][0]!.blocks[block]!.field!;
  const member = Object.keys(rowOf(start.properties[group])!.properties)[0]!;
  act(() => members.select(store, group, member));
  expect(screen.getByRole('navigation', { name: 'くり返しの中の位置' })).toBeTruthy();
  atOnce(() => store.dispatch({ type: 'removeBlocks', places: [{ page: 0, block }] }));
  expect(screen.queryByRole('navigation', { name: 'くり返しの中の位置' })).toBeNull();
});

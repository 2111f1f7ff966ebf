import { undo } from '@codemirror/commands';
import { EditorView } from '@codemirror/view';
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { BuilderContext } from '../builderContext';
import { sample } from '../fixtures';
import { openDocument } from '../model/document';
import { BuilderStore } from '../store';
import { KeyMapDialog } from '../keys/KeyMapDialog';
import JsonView from './JsonView';
import { written } from './reading';

beforeEach(() => void vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] }));
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function open() {
  let now = 0;
  const store = new BuilderStore(
    { document: sample(), revision: 1, savedAt: '', problems: [] },
    {
      save: vi.fn(() => new Promise<never>(() => undefined)),
      keep: vi.fn(),
      drop: vi.fn(),
      now: () => (now += 5000),
    },
  );
  const { container } = render(
    <BuilderContext value={store}>
      <JsonView />
      <KeyMapDialog />
    </BuilderContext>,
  );
  const host = container.querySelector('.json-editor') as HTMLElement;
  const view = EditorView.findFromDOM(
    host.shadowRoot?.querySelector<HTMLElement>('.cm-editor') as HTMLElement,
  );
  if (view === null) throw new Error('no editor');
  const text = () => view.state.doc.toString();
  /** What the keyboard does: puts something in the place of something. */
  const type = (from: string, to: string) => {
    const at = text().indexOf(from);
    act(() =>
      view.dispatch({ changes: { from: at, to: at + from.length, insert: to }, userEvent: 'input.type' }),
    );
  };
  const rest = () => act(() => vi.advanceTimersByTime(400));
  /** A colleague's version comes in, merged with this one. */
  const merge = () =>
    act(() => {
      const theirs = { ...sample(), description: '同僚の説明' };
      store.take(
        { document: theirs, revision: 2, savedAt: '', problems: [] },
        openDocument({ ...store.getState().document, description: '同僚の説明' }),
        { name: '取り込み', notice: '' },
      );
    });
  const press = (name: RegExp) => fireEvent.click(screen.getByRole('button', { name }));
  return { store, view, host, text, type, rest, merge, press };
}

it('keeps the text and the merged form apart when a merge comes while somebody types', () => {
  const { store, text, type, rest, merge, press } = open();
  type('見本', '打っている');
  merge();
  expect(text()).toContain('打っている');
  expect(screen.getByText(/まだ反映していません：フォームがほかの画面で変わった/)).toBeTruthy();
  rest();
  expect(store.getState().document).toMatchObject({ title: '見本', description: '同僚の説明' });
  expect(text()).toContain('打っている');
  press(/捨てて/);
  expect(text()).toBe(written(store.getState().document));
});

it('throws typed text away for good, even before it was read', () => {
  const { store, text, type, rest, merge, press } = open();
  type('見本', '打っている');
  merge();
  press(/捨てて/);
  rest();
  expect(store.getState().document).toMatchObject({ title: '見本', description: '同僚の説明' });
  expect(text()).not.toContain('打っている');
});

it('keeps the text when somebody undoes a step while typing, and takes it after the step is done again', () => {
  const { store, text, type, rest } = open();
  act(() => store.dispatch({ type: 'editForm', patch: { description: '新しい説明' } }));
  type('見本', '打っている');
  act(() => store.undo());
  rest();
  expect(store.getState().document.title).toBe('見本');
  expect(text()).toContain('打っている');
  act(() => store.redo());
  expect(store.getState().document).toMatchObject({ title: '打っている', description: '新しい説明' });
});

it('takes back typing with the undo of the text, and never the merge', () => {
  const { store, view, text, type, rest, merge } = open();
  type('見本', '打った');
  rest();
  merge();
  expect(text()).toContain('同僚の説明');
  act(() => void undo(view));
  rest();
  expect(store.getState().document).toMatchObject({ title: '見本', description: '同僚の説明' });
});

it('says why a text that is no form cannot take the place of the form', () => {
  const { store, type, rest, merge, press } = open();
  type('"見本"', '');
  merge();
  rest();
  expect(screen.getByText(/先に、読める形に直してください/)).toBeTruthy();
  expect(screen.getByRole('button', { name: /置き換える/ }).hasAttribute('disabled')).toBe(true);
  type('"title": ', '"title": "自分の"');
  rest();
  press(/置き換える/);
  expect(store.getState().document).toMatchObject({ title: '自分の' });
  expect(screen.queryByRole('button', { name: /置き換える/ })).toBeNull();
});

it('lets a question mark be typed, and opens the table of keys beside the text', () => {
  const { view, host } = open();
  const press = (on: Element, path: Element[]) => {
    const event = new KeyboardEvent('keydown', { key: '?', bubbles: true, cancelable: true });
    // Outside the shadow root of the editor a browser tells its host as the target, and the whole way as the path.
    event.composedPath = () => [...path, document.body, document, window];
    act(() => void on.dispatchEvent(event));
    return event.defaultPrevented;
  };
  expect(press(host, [view.contentDOM, host])).toBe(false);
  expect(screen.queryByRole('dialog')).toBeNull();
  const heading = screen.getByRole('heading', { name: 'フォームのJSON' });
  expect(press(heading, [heading])).toBe(true);
  expect(screen.getByRole('dialog', { name: 'キーボード操作' })).toBeTruthy();
});

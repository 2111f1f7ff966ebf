import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { BuilderContext } from '../builderContext';
import { sample } from '../fixtures';
import { BuilderStore } from '../store';
import StepsDialog from './StepsDialog';

afterEach(cleanup);

function newStore() {
  const start = { document: sample(), revision: 1, savedAt: '', problems: [] };
  const save = vi.fn(async () => new Promise<never>(() => {}));
  return new BuilderStore(start, { save, keep: () => {}, drop: () => {}, now: () => 0 });
}

it('goes to any step by the keyboard and forth again, and says so', async () => {
  const store = newStore();
  store.dispatch({ type: 'editForm', patch: { title: '一' } }, { name: '名前の変更' });
  store.dispatch({ type: 'editForm', patch: { title: '二' } });
  store.dispatch({ type: 'editForm', patch: { description: '説明' } });
  render(
    <BuilderContext value={store}>
      <StepsDialog onClose={() => {}} />
    </BuilderContext>,
  );
  const person = userEvent.setup();
  const options = await screen.findAllByRole('option');
  await vi.waitFor(() => expect(document.activeElement).toBe(options[0]));
  expect(options).toHaveLength(4);
  expect(options[0]?.textContent).toContain('今の内容');
  expect(options[3]?.textContent).toContain('開いたとき');
  await person.keyboard('{ArrowDown}{ArrowDown}{Enter}');
  expect(store.getState().document.title).toBe('一');
  expect(store.getState().notice).toBe('「名前の変更」の後の内容にしました。');
  expect(screen.getByRole('status').textContent).toContain('2番目（全4）');
  expect(screen.getAllByText('元に戻した操作')).toHaveLength(2);
  await person.keyboard('{End}{Enter}');
  expect(store.getState().document).toEqual(sample());
  expect(store.getState().notice).toBe('開いたときの内容に戻しました。');
  await person.click(screen.getAllByRole('option')[0]!);
  expect(store.getState().document.description).toBe('説明');
});

it('says whose saved work goes when a step before it is chosen, and marks the step', async () => {
  const store = newStore();
  store.dispatch({ type: 'editForm', patch: { title: '一' } });
  const theirs = { ...sample(), description: '相手' };
  const start = { document: theirs, revision: 2, savedAt: '', problems: [] };
  store.take(start, { ...theirs, title: '一' }, { name: '統合', notice: '', who: '見本 花子さん' });
  store.dispatch({ type: 'editForm', patch: { title: '二' } });
  const words = '見本 花子さんの変更も取り消しました。「やり直す」で戻せます。';
  render(
    <BuilderContext value={store}>
      <StepsDialog onClose={() => {}} />
    </BuilderContext>,
  );
  const person = userEvent.setup();
  const options = await screen.findAllByRole('option');
  expect(options.map(({ textContent }) => textContent.includes('見本 花子さんの変更を含む'))).toEqual([
    false,
    true,
    false,
    false,
  ]);
  await person.click(options[1]!);
  expect(store.getState().notice).not.toContain('取り消しました');
  store.undo();
  expect(store.getState().notice).toBe(`「統合」を元に戻しました。${words}`);
  expect(store.getState().document.description).toBeUndefined();
  store.redo();
  expect(store.getState().notice).not.toContain('取り消しました');
  expect(store.getState().document.description).toBe('相手');
  await person.click(screen.getAllByRole('option').at(-1)!);
  expect(store.getState().notice).toBe(`開いたときの内容に戻しました。${words}`);
});

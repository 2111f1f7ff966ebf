import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { ApiError } from '../../api/http';
import type { SavedDraft, Session } from '../../api/types';
import { SessionContext } from '../../shell/sessionContext';
import { apply, type Command } from '../commands';
import { BuilderContext } from '../builderContext';
import { rowsSample, sample } from '../fixtures';
import type { FormDocument } from '../model/document';
import { BuilderStore } from '../store';
import { Conflicts } from './Conflicts';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const retitled = (name: string, title: string): Command => ({ type: 'editField', name, patch: { title } });
const WHO = '見本 花子';
const SAVED: SavedDraft = { revision: 8, problems: [], saved_at: '2026-04-01T05:00:00Z', saved_by: null };

/** A builder whose first save finds that somebody saved `theirs`; gives what was sent. */
function setUp(theirs: FormDocument, base = sample(), by: string | null = WHO, self = '試験 太郎') {
  const save = vi.fn<(revision: number, document: FormDocument) => Promise<SavedDraft>>(async (revision) => {
    if (revision < 7) throw new ApiError(409, { code: 'conflict', revision: 7, edited_by: WHO });
    return { ...SAVED, revision: revision + 1 };
  });
  const keep = vi.fn();
  vi.stubGlobal(
    'fetch',
    vi.fn(async (path: string) => {
      const draft = { ...SAVED, revision: 7, document: theirs, saved_by: by };
      const change = {
        code: 'labelChanged',
        at: '/properties/email/title',
        label: 'x',
        name: 'email',
        group: null,
        keyword: null,
        before: 'メールアドレス',
        after: '連絡先',
        warning: null,
        comparable: true,
      };
      const body = path.endsWith('/draft') ? draft : { changes: [change] };
      return new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } });
    }),
  );
  const store = new BuilderStore(
    { document: base, revision: 6, savedAt: '', problems: [] },
    { save, keep, drop: vi.fn(), now: () => Date.now() },
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SessionContext value={{ staff: { name: self } } as unknown as Session}>
        <BuilderContext value={store}>
          <Conflicts formId="form_1" />
        </BuilderContext>
      </SessionContext>
    </QueryClientProvider>,
  );
  const edit = (command: Command) =>
    act(async () => {
      store.dispatch(command);
      await store.autosave.flush();
    });
  return { store, save, keep, edit, person: userEvent.setup() };
}

it('merges different places at once, as one step, over the revision of the other', async () => {
  const theirs = apply(sample(), retitled('email', '連絡先'));
  const { store, save, keep, edit, person } = setUp(theirs);
  act(() => store.select({ page: 1, block: 2 }));
  await edit(retitled('venue', '接種の会場'));
  await waitFor(() => expect(store.getState().save.kind).toBe('saved'));
  const both = apply(theirs, retitled('venue', '接種の会場'));
  expect(save).toHaveBeenLastCalledWith(7, both);
  expect(keep).toHaveBeenLastCalledWith(7, both, theirs);
  expect(store.getState().selection).toEqual({ page: 1, block: 2 });
  expect(store.getState().undoName).toBe('ほかの人の変更との統合');
  expect(screen.getByRole('status').textContent).toContain(`${WHO}さんが先に保存した変更`);
  await person.click(screen.getByRole('button', { name: `${WHO}さんの変更を見る` }));
  expect((await screen.findByRole('listitem')).textContent).toContain('質問の名前を変更: メールアドレス');
  act(store.undo);
  expect(store.getState().document.properties.email?.title).toBe('メールアドレス');
  expect(store.getState().document.properties.venue?.title).toBe('接種の会場');
});

it('asks where both changed the same thing, and saves nothing before', async () => {
  const theirs = apply(apply(sample(), retitled('email', '連絡先')), retitled('fever', '発熱'));
  const { store, save, edit, person } = setUp(theirs);
  await edit(retitled('email', 'メール'));
  const dialog = await screen.findByRole('alertdialog', { name: 'ほかの人の変更と合わせます' });
  expect(save).toHaveBeenCalledOnce();
  const question = within(dialog).getByRole('group', { name: '「メール」の名前' });
  expect(within(question).getAllByRole('radio')).toHaveLength(2);
  const button = within(dialog).getByRole<HTMLButtonElement>('button', { name: '合わせて保存する' });
  expect(button.disabled).toBe(true);
  await person.click(within(question).getByRole('radio', { name: `${WHO}さん：「連絡先」` }));
  await person.click(button);
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(store.getState().document).toEqual(theirs);
  expect(store.getState().save.kind).toBe('saved');
  expect(store.autosave.savedRevision).toBe(7);
  act(store.undo);
  await act(() => store.autosave.flush());
  expect(save.mock.lastCall?.[0]).toBe(7);
  expect(store.getState().document.properties.email?.title).toBe('メール');
});

it('the other version alone is one step too: what was mine comes back by undo', async () => {
  const theirs = apply(sample(), retitled('email', '連絡先'));
  const { store, edit, person } = setUp(theirs);
  await edit(retitled('email', 'メール'));
  await person.click(await screen.findByRole('button', { name: `${WHO}さんの内容だけにする` }));
  expect(store.getState().document).toEqual(theirs);
  act(store.undo);
  expect(store.getState().document.properties.email?.title).toBe('メール');
});

it('an answer that was lost is nobody else: what was typed since goes on without a question', async () => {
  const theirs = apply(sample(), retitled('email', 'メ'));
  const { store, save, edit } = setUp(theirs);
  save.mockRejectedValueOnce(new ApiError(0, { code: 'offline' }));
  await edit(retitled('email', 'メ'));
  expect(store.getState().save.kind).toBe('offline');
  await edit(retitled('email', 'メール'));
  await waitFor(() => expect(store.getState().save.kind).toBe('saved'));
  expect(save.mock.lastCall?.[1].properties.email?.title).toBe('メール');
  expect(screen.queryByRole('alertdialog')).toBeNull();
  expect(screen.queryByRole('button', { name: /の変更を見る$/ })).toBeNull();
  expect(store.getState().notice).toBe('');
});

it('a copy found after a reload is merged over what it began with', async () => {
  const theirs = apply(sample(), retitled('venue', '接種の会場'));
  const { store, save } = setUp(theirs);
  const copy = apply(sample(), retitled('email', '連絡先'));
  await act(async () => {
    store.restore({ revision: 5, document: copy, base: sample() });
    await store.autosave.flush();
  });
  await waitFor(() => expect(save.mock.lastCall?.[0]).toBe(7));
  expect(store.getState().document).toEqual(apply(copy, retitled('venue', '接種の会場')));
});

it('an order of members that only I made is saved, not taken for what the server has', async () => {
  const moved: Command = { type: 'moveMember', group: 'children', from: 1, to: 0 };
  const theirs = apply(rowsSample(), retitled('limit', '上限の額'));
  const { store, save, edit } = setUp(theirs, rowsSample());
  await edit(moved);
  await waitFor(() => expect(store.getState().save.kind).toBe('saved'));
  const both = JSON.stringify(apply(theirs, moved));
  expect(save.mock.lastCall?.[0]).toBe(7);
  expect(JSON.stringify(save.mock.lastCall?.[1])).toBe(both);
  expect(JSON.stringify(store.getState().document)).toBe(both);
  expect(store.getState().undoName).toBe('ほかの人の変更との統合');
});

it('an order of members that only the other made is taken, as a step', async () => {
  const theirs = apply(rowsSample(), { type: 'moveMember', group: 'children', from: 1, to: 0 });
  const { store, edit } = setUp(theirs, rowsSample());
  await edit(retitled('limit', '上限の額'));
  await waitFor(() => expect(store.getState().save.kind).toBe('saved'));
  expect(JSON.stringify(store.getState().document)).toBe(
    JSON.stringify(apply(theirs, retitled('limit', '上限の額'))),
  );
});

it.each([
  [null, 'ほかの人の変更', 'ほかの人が先に'],
  ['試験 太郎', '別の画面のあなたの変更', '別の画面のあなたが先に'],
])('names %s without a title of its own', async (by, words, sentence) => {
  const theirs = apply(sample(), retitled('email', '連絡先'));
  const { store, edit } = setUp(theirs, sample(), by);
  await edit(retitled('venue', '接種の会場'));
  await screen.findByRole('button', { name: `${words}を見る` });
  expect(screen.getByRole('status').textContent).toContain(sentence);
  expect(store.getState().notice).toBe(`${words}と合わせました。`);
});

it('asks oneself about two screens, not about two people', async () => {
  const theirs = apply(sample(), retitled('email', '連絡先'));
  const { edit } = setUp(theirs, sample(), '試験 太郎');
  await edit(retitled('email', 'メール'));
  const dialog = await screen.findByRole('alertdialog', { name: '別の画面の変更と合わせます' });
  expect(dialog.textContent).toContain('両方の画面で同じところを変えたのは、次の1か所です');
  expect(within(dialog).getByRole('radio', { name: 'この画面のあなた：「メール」' })).toBeTruthy();
  expect(within(dialog).getByRole('radio', { name: '別の画面のあなた：「連絡先」' })).toBeTruthy();
  expect(dialog.textContent).not.toContain('さん');
});

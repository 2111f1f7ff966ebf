import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, renderHook, waitFor } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { Draft } from '../api/types';
import { finishWork } from '../shell/pendingWork';
import type { Command } from './commands';
import { sample } from './fixtures';
import { leftCopies } from './history/localCopy';
import type { FormDocument } from './model/document';
import { useBuilderStore } from './useBuilderStore';

/** The server: one draft, and how the next saves end. */
const server = { document: sample(), revision: 1 };
let next: ('saved' | 'answerLost' | 'unreachable')[] = [];

beforeEach(() => {
  localStorage.clear();
  Object.assign(server, { document: sample(), revision: 1 });
  next = [];
  // One tab: there is nobody to ask.
  vi.stubGlobal('BroadcastChannel', undefined);
  vi.stubGlobal(
    'fetch',
    vi.fn(async (_: string, init: RequestInit) => {
      const end = next.shift() ?? 'saved';
      if (end === 'unreachable') throw new TypeError('no network');
      const json = (status: number, body: unknown) =>
        new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
      const match = new Headers(init.headers).get('If-Match')?.replaceAll('"', '');
      if (match !== String(server.revision))
        return json(409, { code: 'conflict', revision: server.revision });
      server.revision += 1;
      server.document = JSON.parse(String(init.body)) as FormDocument;
      if (end === 'answerLost') throw new TypeError('no network');
      return json(200, { revision: server.revision, problems: [], saved_at: '', saved_by: null });
    }),
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const wrapper = ({ children }: { children: ReactNode }) => (
  <QueryClientProvider client={new QueryClient()}>{children}</QueryClientProvider>
);
const open = () => {
  const draft = { ...server, saved_at: '', saved_by: null, problems: [] } as unknown as Draft;
  return renderHook(() => useBuilderStore('form_1', 'staff_1', draft), { wrapper });
};
/** As long as the screen takes that asked before. */
const looked = () => act(async () => void (await leftCopies('staff_1', 'form_1', null)));
const title = (text: string): Command => ({ type: 'editField', name: 'text', patch: { title: text } });
const added: Command = {
  type: 'addField',
  page: 0,
  at: 0,
  name: 'text',
  schema: { type: 'string', title: 'しめ', 'x-kind': 'shortText' },
  isRequired: false,
};

it('a copy whose answer was lost is restored over what came to the server: nothing twice, no question', async () => {
  next = ['answerLost', 'unreachable'];
  const { result, unmount } = open();
  act(() => result.current.store.dispatch(added));
  await act(() => finishWork());
  expect(server.document.properties.text?.title).toBe('しめ');
  act(() => result.current.store.dispatch(title('しめきり')));
  unmount();
  await waitFor(() => expect(fetch).toHaveBeenCalledTimes(2));

  const again = open();
  await waitFor(() => expect(again.result.current.copy).not.toBeNull());
  const { store } = again.result.current;
  await act(async () => {
    again.result.current.forgetCopy(true);
    await finishWork();
  });
  expect(again.result.current.copy).toBeNull();
  expect(store.getState().save.kind).toBe('conflict');
  const { document, conflicts } = store.mergeWith(server.document);
  expect(conflicts).toEqual([]);
  expect(Object.keys(document.properties)).toEqual(Object.keys(server.document.properties));
  expect(document.properties.text?.title).toBe('しめきり');
});

it('a screen offers nothing that another living screen has not saved, and drops nothing of it', async () => {
  next = ['unreachable'];
  const first = open();
  act(() => first.result.current.store.dispatch({ type: 'editForm', patch: { title: '私' } }));
  await act(() => finishWork());
  expect(first.result.current.store.getState().save.kind).toBe('offline');
  const kept = { ...localStorage };
  const second = open();
  await looked();
  expect(second.result.current.copy).toBeNull();
  act(() => second.result.current.store.dispatch(added));
  await act(() => second.result.current.store.autosave.flush());
  expect(second.result.current.store.getState().save.kind).toBe('saved');
  expect({ ...localStorage }).toEqual(kept);
});

it('what was typed a moment before the page is gone is offered on coming back', async () => {
  const { result } = open();
  act(() => result.current.store.dispatch({ type: 'editForm', patch: { title: '私' } }));
  expect(localStorage).toHaveLength(0);
  window.dispatchEvent(new Event('pagehide'));
  const kept = Object.values({ ...localStorage }).join();
  expect(kept).toContain('私');
});

it('what cannot be saved on leaving is offered on coming back, and goes when it is not wanted', async () => {
  next = ['unreachable'];
  const { result, unmount } = open();
  act(() => result.current.store.dispatch({ type: 'editForm', patch: { title: '私' } }));
  unmount();
  await waitFor(() => expect(result.current.store.autosave.state.kind).toBe('offline'));
  const again = open();
  await waitFor(() => expect(again.result.current.copy?.document.title).toBe('私'));
  act(() => again.result.current.forgetCopy(false));
  expect(again.result.current.copy).toBeNull();
  expect(localStorage).toHaveLength(0);
  expect(fetch).toHaveBeenCalledOnce();
});

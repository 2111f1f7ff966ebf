import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import { BuilderContext, ToolsContext, type Tools } from '../builderContext';
import { openDocument, type FormDocument } from '../model/document';
import { BuilderStore } from '../store';
import { Inspector } from './Inspector';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const booking = (key: string): FormDocument =>
  openDocument({
    type: 'object',
    title: '相談の予約',
    properties: {
      visit: { type: 'object', title: '予約の日時', 'x-kind': 'slot', 'x-slots': key },
      people: { type: 'integer', title: '人数', 'x-kind': 'integer', minimum: 1 },
      fee: { type: 'integer', title: '料金', 'x-kind': 'money' },
    },
    'x-pages': [
      { id: 'all', title: '予約', blocks: [{ field: 'visit' }, { field: 'people' }, { field: 'fee' }] },
    ],
  });

const CALENDARS = [
  { id: 'cal_1', key: 'sodan', title: '税の相談', department_id: 'dept_1' },
  { id: 'cal_2', key: 'gomi', title: '粗大ごみ', department_id: 'dept_1' },
];

function open(key: string, calendars: unknown[] = CALENDARS) {
  vi.stubGlobal(
    'fetch',
    vi.fn(async () => new Response(JSON.stringify({ calendars }))),
  );
  let now = 0;
  const store = new BuilderStore(
    { document: booking(key), revision: 1, savedAt: '', problems: [] },
    {
      save: vi.fn(() => new Promise<never>(() => undefined)),
      keep: vi.fn(),
      drop: vi.fn(),
      now: () => (now += 5000),
    },
  );
  store.select({ page: 0, block: 0 });
  const evaluator = { subscribe: () => () => undefined, getState: () => null };
  render(
    <QueryClientProvider client={new QueryClient()}>
      <ToolsContext value={{ form: 'form_1', canEdit: true, evaluator } as unknown as Tools}>
        <BuilderContext value={store}>
          <Inspector />
        </BuilderContext>
      </ToolsContext>
    </QueryClientProvider>,
  );
  return store;
}

const visit = (store: BuilderStore) => store.getState().document.properties.visit;

it('offers the calendars by title and writes the key; undo and redo as for everything', async () => {
  const store = open('sodan');
  const choice = await screen.findByLabelText<HTMLSelectElement>('予約枠');
  expect([...choice.options].map((option) => option.text)).toEqual(['税の相談（sodan）', '粗大ごみ（gomi）']);
  expect(choice.getAttribute('aria-invalid')).toBeNull();
  await userEvent.selectOptions(choice, 'gomi');
  expect(visit(store)?.['x-slots']).toBe('gomi');
  store.undo();
  expect(visit(store)?.['x-slots']).toBe('sodan');
  store.redo();
  expect(visit(store)?.['x-slots']).toBe('gomi');
});

it('says when the key is unknown here, and where calendars are made', async () => {
  const store = open('kankyo');
  const choice = await screen.findByLabelText<HTMLSelectElement>('予約枠');
  expect(choice.value).toBe('kankyo');
  expect(choice.getAttribute('aria-invalid')).toBe('true');
  expect(screen.getByText(/「kankyo」という予約枠は、この組織にないか/)).toBeTruthy();
  expect(screen.getByRole('link', { name: /予約枠の画面を開く/ }).getAttribute('href')).toBe(
    '/admin/calendars',
  );
  expect(visit(store)?.['x-slots']).toBe('kankyo');
});

it('says that there is none yet', async () => {
  open('kankyo', []);
  expect(await screen.findByText(/まだ予約枠がありません/)).toBeTruthy();
});

it('counts people by a whole number of the form, or not at all', async () => {
  const store = open('sodan');
  const choice = await screen.findByLabelText<HTMLSelectElement>('人数の項目');
  expect([...choice.options].map((option) => option.text)).toEqual(['なし（1件の予約で1人）', '人数']);
  await userEvent.selectOptions(choice, 'people');
  expect(visit(store)?.['x-persons']).toBe('people');
  await userEvent.selectOptions(choice, '');
  expect(visit(store)).not.toHaveProperty('x-persons');
});

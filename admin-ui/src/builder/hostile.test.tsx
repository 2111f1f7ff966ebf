/** The server keeps any object as a draft: whatever stands in it, every view of the builder opens. */
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { FormDetail, Session } from '../api/types';
import { SessionContext } from '../shell/sessionContext';
import { BuilderContext } from './builderContext';
import { BuilderPage } from './BuilderPage';
import { Canvas } from './canvas/Canvas';
import { readClip, writeClip, type Clip } from './clipboard/clip';
import { Editor } from './Editor';
import { sample } from './fixtures';
import { read } from './json/reading';
import { rowOf } from './model/scope';
import { formDetail } from './settings/testForm';
import { BuilderStore } from './store';
import type { BuilderView } from './views';

const at = vi.hoisted(() => ({ view: 'edit' as string }));
vi.mock('@tanstack/react-router', () => ({
  Link: ({ children }: { children: ReactNode }) => <a href="#there">{children}</a>,
  useParams: () => ({ formId: 'form_1' }),
  useSearch: () => ({ view: at.view }),
  useNavigate: () => vi.fn(),
  useBlocker: () => ({ status: 'idle' }),
}));
vi.mock('./canvas/Canvas', { spy: true });
// No page stands behind the frame here.
vi.mock('./preview/PreviewFrame', () => ({ PreviewFrame: () => null }));

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });

let draft: unknown;
beforeEach(() => {
  localStorage.clear();
  vi.stubGlobal(
    'fetch',
    vi.fn(async (address: string) => {
      if (address.endsWith('/forms/form_1'))
        return json(
          formDetail({
            publication: null,
            archived_at: null,
            origin: { kind: 'document' } as FormDetail['origin'],
          }),
        );
      if (address.endsWith('/draft'))
        return json({ document: draft, revision: 1, saved_at: '2026-04-01T01:00:00Z', problems: [] });
      return json({ code: 'not-found' }, 404);
    }),
  );
});
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

async function open(document: unknown, view: BuilderView) {
  draft = document;
  at.view = view;
  const session = {
    staff: { id: 'staff_1', email: 'a@example.jp', role: 'editor' },
    departments: [],
  } as unknown as Session;
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <SessionContext value={session}>
        <BuilderPage />
      </SessionContext>
    </QueryClientProvider>,
  );
  await screen.findByRole('navigation', { name: '表示の切り替え' });
  await waitFor(() => expect(screen.queryByText('読み込んでいます…')).toBeNull(), { timeout: 5000 });
}

const FAILED = /今の内容では表示できませんでした/;

/** The sample with something else at a place. */
function changed(path: readonly (string | number)[], value: unknown): Record<string, unknown> {
  const document = JSON.parse(JSON.stringify(sample())) as Record<string, unknown>;
  let holder = document as Record<string | number, unknown>;
  for (const key of path.slice(0, -1)) holder = holder[key] as Record<string | number, unknown>;
  holder[path.at(-1)!] = value;
  return document;
}

const ROWS = { type: 'array', title: '行', 'x-kind': 'group' };
const PAGE = ['x-pages', 1] as const;

/** What no view could show, and what must not come in by typing or pasting. */
const SHAPES: [string, Record<string, unknown>][] = [
  ['a title that is a group', changed(['title'], {})],
  ['a title that is a list', changed(['title'], ['a', {}])],
  ['a description that is a group', changed(['description'], {})],
  ['a page title that is a group', changed([...PAGE, 'title'], {})],
  ['a page description that is a group', changed([...PAGE, 'description'], {})],
  ['a field title that is a group', changed(['properties', 'name', 'title'], {})],
  ['a field title that is a list', changed(['properties', 'fever', 'title'], [{}])],
  ['a help that is a group', changed(['properties', 'name', 'x-help'], {})],
  ['a heading that is a group', changed(['x-pages', 0, 'blocks', 0, 'heading'], {})],
  ['a heading that is a number', changed(['x-pages', 0, 'blocks', 0, 'heading'], 3)],
  ['a text that is a group', changed([...PAGE, 'blocks', 3, 'text'], {})],
  ['a block of a field that is a group', changed([...PAGE, 'blocks', 0, 'field'], {})],
  ['exits that are a group', changed([...PAGE, 'x-exits'], {})],
  ['an exit that is nothing', changed([...PAGE, 'x-exits'], [null])],
  ['an exit whose title is a group', changed([...PAGE, 'x-exits', 0, 'title'], {})],
  ['an exit whose message is a group', changed([...PAGE, 'x-exits', 0, 'message'], {})],
  ['an exit whose link is odd', changed([...PAGE, 'x-exits', 0, 'link'], { href: {}, text: [] })],
  ['a rule that is nothing', changed(['x-rules'], [null])],
  ['rules that are a group', changed(['x-rules'], {})],
  ['a rule of groups', changed(['x-rules'], [{ assert: {}, message: {}, field: {} }])],
  [
    'a rule with a message that is a group',
    changed(['x-rules'], [{ assert: 'fever', message: {}, field: 'fever' }]),
  ],
  ['a field that is nothing', changed(['properties', 'name'], null)],
  [
    'a member that is nothing',
    changed(['properties', 'name'], { ...ROWS, items: { type: 'object', properties: { a: null } } }),
  ],
  [
    'a member whose title is a group',
    changed(['properties', 'name'], { ...ROWS, items: { type: 'object', properties: { a: { title: {} } } } }),
  ],
  [
    'rules of rows that are nothing',
    changed(['properties', 'name'], { ...ROWS, items: { properties: {}, 'x-rules': [null] } }),
  ],
  [
    'a row of a table whose title is a group',
    changed(['properties', 'venue'], {
      type: 'object',
      'x-kind': 'matrix',
      properties: { row: { title: {}, oneOf: [{ const: 'a', title: 'A' }] } },
    }),
  ],
  ['names of required fields that are groups', changed(['required'], [{}, null])],
  ['required that is a text', changed(['required'], 'name')],
];

/** What views can show although it is odd; the server finds the problems. */
const ODDITIES: [string, unknown][] = [
  ['nothing at all', {}],
  ['no pages', { properties: { a: true } }],
  ['pages of nothing', { 'x-pages': [null, 3, { blocks: [null, 3] }] }],
  ['a choice that is nothing', changed(['properties', 'venue', 'oneOf'], [null, 3, { const: {} }])],
  [
    'a free text whose title is a group',
    changed(['properties', 'venue'], {
      'x-kind': 'choice',
      anyOf: [{ oneOf: [{ const: 'a', title: {} }] }, { type: 'string', title: {} }],
    }),
  ],
  ['a condition that is a number', changed(['properties', 'symptom', 'x-show-when'], 3)],
  ['a condition of nothing', changed([...PAGE, 'x-show-when'], { allOf: [null], properties: { a: null } })],
  ['an exit without a condition', changed([...PAGE, 'x-exits'], [{}])],
  ['translations of nothing', changed(['x-i18n'], { en: null, fr: { '/title': {} } })],
  [
    'settings of nothing',
    changed(['x-settings'], { receiptMail: 3, contact: [], receipt: null, pdf: { note: {} } }),
  ],
];

const VIEWS: BuilderView[] = ['edit', 'logic', 'json', 'preview', 'translations', 'settings', 'publish'];

describe.each([...SHAPES, ...ODDITIES])('%s', (_, document) => {
  it.each(VIEWS)('is shown by the view %s', async (view) => {
    await open(document, view);
    expect(screen.queryAllByText(FAILED)).toEqual([]);
    expect(screen.getByRole('heading', { level: 1 })).toBeTruthy();
  });

  it('is shown wherever one goes in the editor', () => {
    const store = new BuilderStore(
      { document, revision: 1, savedAt: '', problems: [] },
      { save: () => new Promise<never>(() => undefined), keep: vi.fn(), drop: vi.fn(), now: () => 0 },
    );
    render(
      <QueryClientProvider client={new QueryClient()}>
        <BuilderContext value={store}>
          <Editor />
        </BuilderContext>
      </QueryClientProvider>,
    );
    const { 'x-pages': pages, properties } = store.getState().document;
    for (const [page, { blocks }] of pages.entries()) {
      act(() => store.select({ page, block: null }));
      for (const [block, { field }] of blocks.entries()) {
        act(() => store.select({ page, block }));
        expect(screen.getAllByRole('heading', { level: 2 }).length).toBeGreaterThan(0);
        for (const member of Object.keys(rowOf(properties[field ?? ''])?.properties ?? {}))
          act(() => store.select({ page, block, member }));
      }
    }
  });
});

it.each(SHAPES)('JSON with %s is refused', (_, document) => {
  expect(read(JSON.stringify(document)).refusal).toMatch(/にしてください。$/);
});

describe('the clipboard', () => {
  const clip = (patch: Partial<Record<keyof Clip, unknown>>) =>
    readClip(
      writeClip({
        blocks: [{ heading: '見出し' }, { field: 'a' }],
        fields: { a: { type: 'string', title: '名前' } },
        required: [],
        rules: [{ assert: 'a != ""', message: '書いてください。', field: 'a' }],
        outside: {},
        texts: {},
        sources: {},
        ...patch,
      } as Clip),
    );
  it('gives what is as it should be', () => {
    expect(clip({})).toMatchObject({ blocks: [{}, {}], fields: { a: {} }, rules: [{}] });
  });
  it.each([{ title: {} }, { 'x-kind': 'group', items: { properties: { b: null } } }, { 'x-help': [] }])(
    'gives no field like %j',
    (schema) => {
      expect(clip({ fields: { a: schema } })).toMatchObject({ blocks: [{ heading: '見出し' }], fields: {} });
    },
  );
  it('gives no heading that is no text, and no rule with such a message', () => {
    expect(clip({ blocks: [{ heading: {}, text: '文' }, { field: 'a' }] })?.blocks).toEqual([{ field: 'a' }]);
    expect(clip({ rules: [{ assert: 'a', message: {}, field: 'a' }] })?.rules).toEqual([]);
  });
});

it('a view that fails leaves undo, the JSON and a new attempt', async () => {
  vi.spyOn(console, 'error').mockImplementation(() => undefined);
  vi.mocked(Canvas).mockImplementation(() => {
    throw new Error('broken');
  });
  await open(sample(), 'edit');
  expect(screen.getByText(FAILED)).toBeTruthy();
  expect(screen.getByText('JSONの画面を開く')).toBeTruthy();
  expect(screen.getByRole('heading', { level: 1 }).textContent).toBe('見本');
  vi.mocked(Canvas).mockRestore();
  await act(async () => userEvent.click(screen.getByRole('button', { name: 'もう一度表示' })));
  expect(screen.queryByText(FAILED)).toBeNull();
  expect(screen.getByRole('row', { name: '氏名' })).toBeTruthy();
});

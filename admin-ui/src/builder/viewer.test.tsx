import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { FormDetail, Session } from '../api/types';
import { SessionContext } from '../shell/sessionContext';
import { BuilderBar } from './BuilderBar';
import { BuilderContext } from './builderContext';
import { BuilderPage } from './BuilderPage';
import { sample } from './fixtures';
import { formDetail } from './settings/testForm';
import { BuilderStore } from './store';

let view: string | undefined;
vi.mock('@tanstack/react-router', () => ({
  Link: ({ children }: { children: ReactNode }) => <a href="#view">{children}</a>,
  useNavigate: () => vi.fn(),
  useParams: () => ({ formId: 'form_1' }),
  useSearch: () => ({ view }),
}));
vi.mock('./Editor', () => ({ Editor: () => <p>編集の画面</p> }));
vi.mock('./logic/LogicView', () => ({ default: () => <p>編集の画面</p> }));
vi.mock('./json/JsonView', () => ({ default: () => <p>編集の画面</p> }));
vi.mock('./translations/TranslationsView', () => ({ default: () => <p>編集の画面</p> }));
vi.mock('./preview/Preview', () => ({ Preview: () => <p>見るだけの画面</p> }));
vi.mock('./presence/Presence', () => ({ Presence: () => null }));
vi.mock('./publish/PublicationBanner', () => ({ PublicationBanner: () => null }));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const can = (edit: boolean): FormDetail =>
  formDetail({ can: { edit, publish: edit, export: false, handle: false } });

async function open(wanted: string | undefined, mayEdit: boolean) {
  view = wanted;
  const client = new QueryClient({ defaultOptions: { queries: { staleTime: Infinity } } });
  client.setQueryData(['draft', 'form_1'], {
    document: sample(),
    revision: 1,
    saved_at: '2026-04-01T01:00:00Z',
    problems: [],
  });
  vi.stubGlobal(
    'fetch',
    vi.fn(
      async () =>
        new Response(JSON.stringify(can(mayEdit)), { headers: { 'content-type': 'application/json' } }),
    ),
  );
  render(
    <QueryClientProvider client={client}>
      <SessionContext value={{ staff: { id: 'staff_1' } } as unknown as Session}>
        <BuilderPage />
      </SessionContext>
    </QueryClientProvider>,
  );
  return screen.findByText(/の画面$/);
}

it.each([undefined, 'edit', 'logic', 'json', 'translations', 'preview'])(
  'a viewer looks at the preview, also by a link to %s',
  async (wanted) => {
    expect((await open(wanted, false)).textContent).toBe('見るだけの画面');
  },
);

it.each([undefined, 'logic', 'json', 'translations'])('an editor edits by a link to %s', async (wanted) => {
  expect((await open(wanted, true)).textContent).toBe('編集の画面');
});

it('what is not saved is said to whoever may not edit, too', async () => {
  const store = new BuilderStore(
    { document: sample(), revision: 1, savedAt: '2026-04-01T01:00:00Z', problems: [] },
    { save: vi.fn(() => new Promise<never>(() => undefined)), keep: vi.fn(), drop: vi.fn(), now: () => 0 },
  );
  const bar = (
    <QueryClientProvider client={new QueryClient()}>
      <BuilderContext value={store}>
        <BuilderBar form={can(false)} />
      </BuilderContext>
    </QueryClientProvider>
  );
  const { rerender } = render(bar);
  expect(screen.queryByText(/保存済み/)).toBeNull();
  store.dispatch({ type: 'editForm', patch: { title: '別の名前' } });
  rerender(bar);
  expect(await screen.findByText(/保存中/)).toBeTruthy();
});

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, expect, it, vi } from 'vitest';
import type { FormDetail } from '../../api/types';
import { BuilderContext } from '../builderContext';
import { sample } from '../fixtures';
import { BuilderStore } from '../store';
import { Changes } from './Changes';
import { SharePanel } from './SharePanel';
import { Versions } from './Versions';
import { Ways } from './Ways';

// No pages are loaded here; which would be is what counts.
vi.mock('../preview/PreviewFrame', () => ({
  PreviewFrame: ({ src, title }: { src: string; title: string }) => <div title={title} data-src={src} />,
}));

// There is no router here: whether leaving is asked about is what counts.
vi.mock('../../ui/LeaveGuard', () => ({
  LeaveGuard: ({ isDirty }: { isDirty: boolean }) => <div data-testid="guard" data-dirty={isDirty} />,
}));
vi.mock('@tanstack/react-router', () => ({
  Link: ({ children }: { children: ReactNode }) => <a href="#publish">{children}</a>,
}));

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const form = {
  id: 'form_1',
  slug: 'dog',
  title: '犬の登録',
  state: 'open',
  version: 2,
  submission_count: 12,
  public_url: 'https://forms.example.jp/f/dog',
  embed_origins: [],
  can: { edit: true, publish: true, export: true, handle: true },
} as unknown as FormDetail;

const versions = [
  {
    number: 2,
    published_at: '2026-04-02T01:00:00Z',
    published_by_name: '見本 花子',
    is_live: true,
    withdrawn_at: null,
    withdrawal_reason: null,
  },
  {
    number: 1,
    published_at: '2026-04-01T01:00:00Z',
    published_by_name: null,
    is_live: false,
    withdrawn_at: null,
    withdrawal_reason: null,
  },
];

function newStore() {
  const start = { document: sample(), revision: 1, savedAt: '', problems: [] };
  const save = vi.fn(async () => new Promise<never>(() => {}));
  return new BuilderStore(start, { save, keep: () => {}, drop: () => {}, now: () => 0 });
}

/** Answers by the end of the address; records what was sent. */
function show(panel: ReactNode, answers: Record<string, unknown>) {
  const sent: { method: string; path: string; body: unknown }[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (path: string, init: RequestInit) => {
      sent.push({ method: init.method ?? '', path, body: init.body ? JSON.parse(String(init.body)) : null });
      const key = Object.keys(answers).find((end) => path.includes(end)) ?? '';
      return new Response(JSON.stringify(answers[key]), { headers: { 'content-type': 'application/json' } });
    }),
  );
  const store = newStore();
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BuilderContext value={store}>{panel}</BuilderContext>
    </QueryClientProvider>,
  );
  return { store, sent };
}

const change = (of: object) => ({
  at: '',
  label: '色',
  name: 'colour',
  group: null,
  keyword: null,
  before: null,
  after: null,
  warning: null,
  comparable: true,
  ...of,
});

it('lists changes in words and puts first what cannot be compared', async () => {
  show(<Changes form={form} />, {
    '/changes?from=live&to=draft': {
      changes: [
        change({ code: 'madeRequired', label: '氏名' }),
        change({ code: 'choiceRemoved', before: '青', comparable: false, warning: 'choiceGone' }),
      ],
    },
  });
  expect(await screen.findByText('2か所が変わります。')).toBeTruthy();
  expect(screen.getByText('必須に変更: 氏名')).toBeTruthy();
  expect(screen.getByText(/届いている申請（12件）/)).toBeTruthy();
  expect(screen.getAllByText(/選択肢「青」を削除: 色/)).toHaveLength(2);
});

it('says when nothing changes, and when nothing can be said', async () => {
  show(<Changes form={form} />, { '/changes': { changes: [] } });
  expect(await screen.findByText('変わるところはありません。')).toBeTruthy();
  cleanup();
  show(<Changes form={form} />, { '/changes': { changes: null } });
  expect(await screen.findByText(/先に直してください/)).toBeTruthy();
});

it('copies a version to the draft as one step that can be undone', async () => {
  const { store } = show(<Versions form={form} />, {
    '/versions/1': { number: 1, published_at: '', document: { ...sample(), title: '第1版の名前' } },
    '/versions': { versions },
  });
  const row = within(await screen.findByRole('group', { name: '第1版' }));
  await userEvent.click(row.getByRole('button', { name: '下書きに写す' }));
  expect(await screen.findByText(/第1版の内容を下書きに写しました。「元に戻す」/)).toBeTruthy();
  expect(store.getState().document.title).toBe('第1版の名前');
  store.undo();
  expect(store.getState().document).toEqual(sample());
});

it('withdraws an earlier version with a reason, never the live one', async () => {
  const { sent } = show(<Versions form={form} />, {
    '/withdraw': {
      versions: [
        versions[0],
        { ...versions[1], withdrawn_at: '2026-04-03T01:00:00Z', withdrawal_reason: '誤りがありました。' },
      ],
    },
    '/versions': { versions },
  });
  const live = within(await screen.findByRole('group', { name: '第2版' }));
  expect(live.queryByRole('button', { name: '取り下げる' })).toBeNull();
  await userEvent.click(
    within(screen.getByRole('group', { name: '第1版' })).getByRole('button', { name: '取り下げる' }),
  );
  const dialog = within(screen.getByRole('alertdialog'));
  await userEvent.click(dialog.getByRole('button', { name: '取り下げる' }));
  expect(dialog.getByText(/理由を入力してください/)).toBeTruthy();
  await userEvent.type(dialog.getByLabelText(/^理由/), '誤りがありました。');
  await userEvent.click(dialog.getByRole('button', { name: '取り下げる' }));
  expect(await screen.findByText(/第1版を取り下げました/)).toBeTruthy();
  expect(sent.at(-1)).toEqual({
    method: 'POST',
    path: '/api/v1/staff/forms/form_1/versions/1/withdraw',
    body: { reason: '誤りがありました。' },
  });
  expect(screen.getByText(/誤りがありました。/)).toBeTruthy();
});

it('leaves editing to editors', async () => {
  const viewer = { ...form, can: { ...form.can, edit: false, publish: false } };
  show(<Versions form={viewer} />, { '/versions': { versions } });
  const row = within(await screen.findByRole('group', { name: '第1版' }));
  expect(row.getAllByRole('button').map((button) => button.textContent)).toEqual(['見る', '比べる']);
});

it('finds the ways when asked, and walks one in the real pages', async () => {
  const { sent } = show(<Ways form={form} />, {
    '/paths': {
      today: '2026-04-01',
      is_cut: false,
      dead_ends: [],
      ways: [
        {
          number: 0,
          pages: [
            { index: 0, title: 'あなた' },
            { index: 2, title: '犬' },
          ],
          exit: null,
          answers: [{ label: '犬がいますか', lines: ['いる'], decides: true }],
        },
        { number: 1, pages: [{ index: 0, title: 'あなた' }], exit: '登録は要りません', answers: [] },
      ],
    },
  });
  expect(sent).toEqual([]);
  await userEvent.click(screen.getByRole('button', { name: '経路を調べる' }));
  expect(await screen.findByText(/2通りの経路が見つかりました（うち1通り/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: '経路1をたどる' }));
  const dialog = within(screen.getByRole('dialog'));
  const src = () => screen.getByTitle(/^経路1をたどる/).getAttribute('data-src');
  expect(src()).toBe('/api/v1/staff/forms/form_1/preview?page=0&way=0&today=2026-04-01');
  await userEvent.click(dialog.getByRole('button', { name: '次のページ' }));
  expect(src()).toContain('page=2&way=0');
  await userEvent.click(dialog.getByRole('button', { name: '次のページ' }));
  expect(src()).toContain('end=true&way=0');
});

it('saves the sites that may show the form, and gives the snippet only then', async () => {
  const { sent } = show(<SharePanel form={form} />, {
    '/forms/form_1': { ...form, embed_origins: ['https://www.city.example.jp'] },
  });
  expect(screen.queryByLabelText('埋め込むHTML')).toBeNull();
  await userEvent.type(screen.getByLabelText('埋め込みを許すサイト'), 'www.city.example.jp');
  await userEvent.click(screen.getByRole('button', { name: /^保存/ }));
  expect(screen.getByText(/「www.city.example.jp」は使えません/)).toBeTruthy();
  expect(sent).toEqual([]);
  await userEvent.clear(screen.getByLabelText('埋め込みを許すサイト'));
  await userEvent.type(screen.getByLabelText('埋め込みを許すサイト'), 'https://www.city.example.jp/');
  await userEvent.click(screen.getByRole('button', { name: /^保存/ }));
  await waitFor(() => expect(sent[0]?.body).toEqual({ embed_origins: ['https://www.city.example.jp'] }));
});

it('asks another person for sites where that is needed, and before what was typed is lost', async () => {
  const sent: unknown[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (path: string, init: RequestInit) => {
      sent.push([path, JSON.parse(String(init.body))]);
      const isAsked = path.endsWith('/publications');
      const body = isAsked ? form : { code: 'approval-required', settings: ['embed_origins'] };
      return new Response(JSON.stringify(body), {
        status: isAsked ? 200 : 409,
        headers: { 'content-type': 'application/json' },
      });
    }),
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <SharePanel form={form} />
    </QueryClientProvider>,
  );
  const guard = () => screen.getByTestId('guard').dataset.dirty;
  expect(guard()).toBe('false');
  await userEvent.type(screen.getByLabelText('埋め込みを許すサイト'), 'https://www.city.example.jp/');
  expect(guard()).toBe('true');
  await userEvent.click(screen.getByRole('button', { name: /^保存/ }));
  await userEvent.click(await screen.findByRole('button', { name: 'この変更を申請する' }));
  expect(await screen.findByText(/設定の変更を申請しました/)).toBeTruthy();
  expect(guard()).toBe('false');
  const origins = ['https://www.city.example.jp'];
  expect(sent).toEqual([
    ['/api/v1/staff/forms/form_1', { embed_origins: origins }],
    ['/api/v1/staff/forms/form_1/publications', { settings: { embed_origins: origins }, note: '' }],
  ]);
});

it('gives the paper form an address that opens, also behind a secret link', async () => {
  const paper = () => screen.getByRole('link', { name: '紙の申請書（PDF）' }).getAttribute('href');
  show(<SharePanel form={form} />, {});
  expect(paper()).toBe('https://forms.example.jp/f/dog/paper.pdf?lang=ja');
  cleanup();
  show(<SharePanel form={{ ...form, public_url: 'https://forms.example.jp/f/dog?key=K1' }} />, {});
  await userEvent.selectOptions(screen.getByLabelText('言語'), 'en');
  expect(paper()).toBe('https://forms.example.jp/f/dog/paper.pdf?key=K1&lang=en');
});

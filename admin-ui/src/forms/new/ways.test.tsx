import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Import, Origin } from '../../api/types';
import { ExchangePanel } from '../../builder/exchange/ExchangePanel';
import { originWords } from '../OriginWords';
import { FileWay } from './FileWay';
import { QuestionsWay } from './QuestionsWay';
import { TemplateWay } from './TemplateWay';

beforeEach(() => sessionStorage.clear());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const origin: Origin = {
  kind: 'questions',
  organization: null,
  form: null,
  title: null,
  version: null,
  exported_at: null,
  sha256: null,
  is_unchanged: null,
};

const fromFile: Origin = {
  ...origin,
  kind: 'file',
  organization: '見本市',
  form: 'inu',
  title: '犬の登録',
  version: 2,
  exported_at: '2026-04-01T01:00:00Z',
  sha256: 'a'.repeat(64),
  is_unchanged: true,
};

const understood: Import = {
  document: { title: '申請' },
  origin,
  settings: null,
  title: '申請',
  questions: [
    { name: 'name', label: '氏名', kind: 'personName', is_required: true, page: '入力', choices: [] },
    {
      name: 'way',
      label: '方法',
      kind: 'choice',
      is_required: false,
      page: '入力',
      choices: ['窓口', '郵送'],
    },
    { name: 'text', label: 'ふわふわ', kind: 'shortText', is_required: true, page: '入力', choices: [] },
  ],
  guesses: [
    { line: 1, name: 'name', includes: [], is_sure: true },
    { line: 2, name: 'way', includes: [], is_sure: true },
    { line: 3, name: 'text', includes: [], is_sure: false },
  ],
  report: [],
  images: [],
  problems: [{ severity: 'hint', code: 'noContact', at: '', params: {} }],
};

function answering(status: number, body: unknown) {
  const asked: unknown[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (_: string, init?: RequestInit) => {
      if (typeof init?.body === 'string') asked.push(JSON.parse(init.body));
      return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
    }),
  );
  return asked;
}

/** Every question waits until the test answers it. */
function answeringLater() {
  const waiting: ((body: unknown) => void)[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(
      () =>
        new Promise<Response>((resolve) => {
          waiting.push((body) =>
            resolve(new Response(JSON.stringify(body), { headers: { 'content-type': 'application/json' } })),
          );
        }),
    ),
  );
  return waiting;
}

function show(children: ReactNode) {
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(<QueryClientProvider client={client}>{children}</QueryClientProvider>);
}

describe('a pasted list of questions', () => {
  it('is read by the server and shown before a form is made', async () => {
    const asked = answering(200, understood);
    const onChange = vi.fn();
    show(<QuestionsWay onChange={onChange} />);
    await userEvent.type(screen.getByLabelText('質問の一覧'), '氏名');
    await userEvent.click(screen.getByRole('button', { name: '読み取る' }));
    const row = await screen.findByRole('row', { name: /ふわふわ/ });
    expect(asked).toEqual([{ kind: 'questions', text: '氏名' }]);
    expect(row.textContent).toContain('推測できません');
    expect(screen.getByRole('row', { name: /方法/ }).textContent).toContain('選択肢：窓口、郵送');
    expect(screen.getByText(/言葉から種類を決められなかった項目が1件/)).toBeTruthy();
    expect(onChange).toHaveBeenLastCalledWith({
      body: { document: understood.document, images: [], origin, settings: null },
      title: '申請',
    });
  });

  it('is no longer offered when the list above it was changed', async () => {
    answering(200, understood);
    const onChange = vi.fn();
    show(<QuestionsWay onChange={onChange} />);
    await userEvent.type(screen.getByLabelText('質問の一覧'), '氏名');
    await userEvent.click(screen.getByRole('button', { name: '読み取る' }));
    await screen.findByRole('table');
    await userEvent.type(screen.getByLabelText('質問の一覧'), '2');
    expect(screen.queryByRole('table')).toBeNull();
    expect(onChange).toHaveBeenLastCalledWith(null);
  });

  it('changed while it was read is not offered as it was', async () => {
    const waiting = answeringLater();
    const onChange = vi.fn();
    show(<QuestionsWay onChange={onChange} />);
    await userEvent.type(screen.getByLabelText('質問の一覧'), '氏名');
    await userEvent.click(screen.getByRole('button', { name: '読み取る' }));
    await userEvent.type(screen.getByLabelText('質問の一覧'), '2');
    waiting[0]!(understood);
    // The answer to the second reading comes after the first one's.
    await userEvent.click(screen.getByRole('button', { name: '読み取る' }));
    waiting[1]!({ ...understood, title: '二つ目' });
    await screen.findByRole('table');
    expect(onChange.mock.calls.flatMap(([start]) => start?.title ?? [])).toEqual(['二つ目']);
  });

  it('is kept when the screen is drawn anew', async () => {
    show(<QuestionsWay onChange={vi.fn()} />);
    await userEvent.type(screen.getByLabelText('質問の一覧'), '住所');
    cleanup();
    show(<QuestionsWay onChange={vi.fn()} />);
    expect(screen.getByLabelText<HTMLTextAreaElement>('質問の一覧').value).toBe('住所');
  });

  it('says what is wrong with it', async () => {
    answering(422, {
      code: 'import-refused',
      problems: [{ severity: 'error', code: 'noFields', at: '', params: {} }],
    });
    show(<QuestionsWay onChange={vi.fn()} />);
    await userEvent.type(screen.getByLabelText('質問の一覧'), '---');
    await userEvent.click(screen.getByRole('button', { name: '読み取る' }));
    expect((await screen.findByRole('alert')).textContent).toContain('質問が見つかりませんでした');
  });
});

describe('a file', () => {
  const json = (text: string) => new File([text], 'a.json', { type: 'application/json' });

  it('tells where it came from and whether it is as it was', async () => {
    const asked = answering(200, {
      ...understood,
      origin: { ...fromFile, is_unchanged: false },
      report: [{ at: '', code: 'contactOfOrigin', params: {} }],
    });
    show(<FileWay onChange={vi.fn()} />);
    await userEvent.upload(screen.getByLabelText('申請フォームのファイル'), json('{"madoguchi": 1}'));
    expect(await screen.findByText(/見本市の「犬の登録」（第2版）/)).toBeTruthy();
    expect(asked).toEqual([{ kind: 'file', text: '{"madoguchi": 1}' }]);
    expect(screen.getByText(/書き出した後で、だれかが内容を変えています/)).toBeTruthy();
    const told = screen.getByRole('heading', { name: '取り込むときに変わったこと' })
      .parentElement as HTMLElement;
    expect(within(told).getByText(/問い合わせ先は、取り込み元の窓口のまま/)).toBeTruthy();
  });

  it('can be chosen again when it was repaired', async () => {
    const asked = answering(200, understood);
    show(<FileWay onChange={vi.fn()} />);
    const input = screen.getByLabelText<HTMLInputElement>('申請フォームのファイル');
    await userEvent.upload(input, json('{}'));
    expect(await screen.findByText('選んだファイル：a.json')).toBeTruthy();
    expect(input.value).toBe('');
    expect(input.files).toHaveLength(0);
    expect(asked).toHaveLength(1);
  });

  it('chosen before another is not offered, whichever is read first', async () => {
    const waiting = answeringLater();
    const onChange = vi.fn();
    show(<FileWay onChange={onChange} />);
    const input = screen.getByLabelText('申請フォームのファイル');
    await userEvent.upload(input, json('{"a": 1}'));
    await vi.waitFor(() => expect(waiting).toHaveLength(1));
    await userEvent.upload(input, json('{"b": 1}'));
    await vi.waitFor(() => expect(waiting).toHaveLength(2));
    waiting[1]!({ ...understood, title: 'B' });
    await screen.findByRole('table');
    waiting[0]!({ ...understood, title: 'A' });
    await userEvent.click(screen.getByText('文字で貼り付ける'));
    expect(onChange.mock.calls.flatMap(([start]) => start?.title ?? [])).toEqual(['B']);
  });

  it('that cannot be read is told with its line', async () => {
    answering(422, { code: 'file-unreadable', line: 7 });
    const onChange = vi.fn();
    show(<FileWay onChange={onChange} />);
    await userEvent.upload(screen.getByLabelText('申請フォームのファイル'), json('{'));
    expect((await screen.findByRole('alert')).textContent).toContain('（7行目）');
    expect(onChange).toHaveBeenLastCalledWith(null);
  });
});

it('a template is found, chosen and looked at', async () => {
  const base = { description: null, field_count: 1, page_count: 1, keywords: [] };
  answering(200, {
    templates: [
      { ...base, id: 'inu', title: '犬の登録', category: 'くらし', gallery: '飼い始めたとき' },
      { ...base, id: 'zei', title: '税の証明', category: '税', gallery: null },
    ],
  });
  const onChange = vi.fn();
  show(<TemplateWay start={null} onChange={onChange} />);
  await userEvent.type(await screen.findByLabelText('ひな形を探す'), '犬');
  expect(screen.getByRole('status').textContent).toContain('2件のうち1件');
  await userEvent.click(screen.getByRole('button', { name: '「犬の登録」を見る' }));
  const dialog = screen.getByRole('dialog', { name: '「犬の登録」の見え方' });
  expect(within(dialog).getByTitle('「犬の登録」の住民の画面').getAttribute('src')).toBe(
    '/api/v1/staff/templates/inu/preview',
  );
  await userEvent.click(within(dialog).getByRole('button', { name: 'このひな形を選ぶ' }));
  expect(onChange).toHaveBeenCalledWith({ body: { template_id: 'inu' }, title: '犬の登録' });
});

it('the builder shows the origin and offers the file', () => {
  const form = { id: 'form_1', version: 3, origin: fromFile } as never;
  render(<ExchangePanel form={form} />);
  expect(screen.getByText(/見本市の「犬の登録」（第2版）/)).toBeTruthy();
  expect(screen.getByText('a'.repeat(64))).toBeTruthy();
  expect(screen.getByRole('link', { name: '公開中の第3版を書き出す' }).getAttribute('href')).toBe(
    '/api/v1/staff/forms/form_1/file?of=live',
  );
  expect(originWords({ ...origin, kind: 'copy', form: 'inu', title: '犬' })).toBe(
    '「犬」（/f/inu）を写して作りました。',
  );
});

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FormDetail, Problem, Publication } from '../../api/types';
import { BuilderContext } from '../builderContext';
import { sample } from '../fixtures';
import { BuilderStore } from '../store';
import { IntakeSwitch } from './IntakeSwitch';
import { PublishForm } from './PublishForm';
import { RequestPanel } from './RequestPanel';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const form = {
  id: 'form_1',
  state: 'draft',
  version: null,
  has_unpublished_changes: true,
  needs_approval: false,
  access: 'public',
  is_listed: true,
  archived_at: null,
  time_zone: 'Asia/Tokyo',
  publication: null,
  can: { edit: true, publish: true, export: true, handle: true },
} as unknown as FormDetail;

const asked: Publication = {
  id: 'pub_1',
  form_id: 'form_1',
  form_title: '見本',
  state: 'requested',
  revision: 7,
  changes: [{ setting: 'slug', from: 'old', to: 'new' }],
  opens: false,
  hash: 'abcdef0123456789',
  publish_at: null,
  note: '急ぎです',
  requested_by: '見本 太郎',
  requested_at: '2026-04-01T01:00:00Z',
  decided_by: null,
  decided_at: null,
  reason: null,
  is_mine: false,
  can_approve: true,
};

/** Shows a part of the view on a draft saved at revision 7; gives what is sent to the server. */
function show(part: ReactNode, problems: Problem[] = []) {
  const store = new BuilderStore(
    { document: sample(), revision: 7, savedAt: '', problems },
    { save: vi.fn(), keep: vi.fn(), drop: vi.fn(), now: () => 0 },
  );
  const sent: { path: string; body: unknown }[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (path: string, init: RequestInit) => {
      sent.push({ path, body: init.body === undefined ? null : JSON.parse(String(init.body)) });
      return new Response(JSON.stringify(form), { headers: { 'content-type': 'application/json' } });
    }),
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <BuilderContext value={store}>{part}</BuilderContext>
    </QueryClientProvider>,
  );
  return sent;
}

const press = (name: string) => userEvent.click(screen.getByRole('button', { name }));

describe('publishing', () => {
  it('publishes the revision on the screen at once', async () => {
    const onDone = vi.fn();
    const sent = show(<PublishForm form={form} onDone={onDone} />);
    await press('公開する');
    expect(sent).toEqual([{ path: '/api/v1/staff/forms/form_1/publish', body: { revision: 7 } }]);
    expect(onDone.mock.calls[0]?.[1]).toContain('公開しました。');
  });

  it('asks for the time before it plans one', async () => {
    const sent = show(<PublishForm form={form} onDone={vi.fn()} />);
    await userEvent.click(screen.getByRole('radio', { name: '日時を決めて' }));
    await press('公開を予約する');
    expect(screen.getByText(/日付と時刻を入力してください/)).toBeTruthy();
    expect(sent).toEqual([]);
    await userEvent.type(screen.getByLabelText(/^公開する日時/), '2026-04-02T09:00');
    await press('公開を予約する');
    expect(sent[0]?.body).toEqual({ revision: 7, publish_at: '2026-04-02T09:00' });
  });

  it('asks another person where the organization wants that', async () => {
    const sent = show(<PublishForm form={{ ...form, needs_approval: true }} onDone={vi.fn()} />);
    expect(screen.queryByRole('button', { name: '公開する' })).toBeNull();
    await userEvent.type(screen.getByLabelText(/^承認する人への連絡/), 'お願いします');
    await press('公開を申請する');
    expect(sent[0]).toEqual({
      path: '/api/v1/staff/forms/form_1/publications',
      body: { revision: 7, note: 'お願いします' },
    });
  });

  it.each([
    [{}, /^公開すると、手続の一覧に載り、だれでも/],
    [{ is_listed: false }, /アドレスを知っている人は、だれでも.*一覧には載りません/],
    [{ access: 'link' }, /限定リンクを知っている人が.*一覧には載りません/],
    [{ access: 'password' }, /パスワードを知っている人が.*一覧には載りません/],
    [{ access: 'staff' }, /職員だけが.*一覧には載りません/],
    [{ access: 'staff', version: 1 }, /新しい版に切り替わります/],
  ] as [Partial<FormDetail>, RegExp][])('says whom it lets in: %j', (patch, words) => {
    show(<PublishForm form={{ ...form, ...patch }} onDone={vi.fn()} />);
    expect(screen.getByText(words)).toBeTruthy();
  });

  it('does nothing while there are errors', async () => {
    const problem: Problem = { severity: 'error', code: 'noFields', at: '', params: {} };
    show(<PublishForm form={form} onDone={vi.fn()} />, [problem]);
    expect(screen.getByRole('button', { name: '公開する' }).hasAttribute('disabled')).toBe(true);
    expect(screen.getByText(/エラーが1件あるため/)).toBeTruthy();
  });
});

describe('a request', () => {
  it('is approved by its hash', async () => {
    const sent = show(<RequestPanel form={form} publication={asked} onDone={vi.fn()} />);
    expect(screen.getByText('急ぎです')).toBeTruthy();
    expect(screen.getByText('abcd-ef01')).toBeTruthy();
    await press('承認して公開する');
    expect(sent[0]).toEqual({
      path: '/api/v1/staff/publications/pub_1/approve',
      body: { hash: 'abcdef0123456789' },
    });
  });

  it('is not approved by somebody who looks at another draft', () => {
    show(<RequestPanel form={form} publication={{ ...asked, revision: 8 }} onDone={vi.fn()} />);
    expect(screen.queryByRole('button', { name: '承認して公開する' })).toBeNull();
    expect(screen.getByRole('button', { name: '読み込み直す' })).toBeTruthy();
  });

  it('is taken back, not approved, by whoever asked', async () => {
    const mine = { ...asked, is_mine: true, can_approve: false };
    const sent = show(<RequestPanel form={form} publication={mine} onDone={vi.fn()} />);
    expect(screen.queryByRole('button', { name: /^承認/ })).toBeNull();
    expect(screen.queryByRole('button', { name: '差し戻す' })).toBeNull();
    await press('申請を取り下げる');
    expect(sent[0]?.path).toBe('/api/v1/staff/publications/pub_1/withdraw');
  });

  it('is refused with a reason only', async () => {
    const sent = show(<RequestPanel form={form} publication={asked} onDone={vi.fn()} />);
    await press('差し戻す');
    const dialog = await screen.findByRole('dialog', { name: '申請を差し戻す' });
    const refuse = () => {
      const buttons = [...dialog.querySelectorAll('button')];
      return userEvent.click(buttons.find((button) => button.textContent === '差し戻す') as Element);
    };
    await refuse();
    expect(sent).toEqual([]);
    await userEvent.type(screen.getByLabelText(/^理由/), '電話番号が古いです');
    await refuse();
    expect(sent[0]?.body).toEqual({ reason: '電話番号が古いです' });
  });
});

describe('closing and putting away', () => {
  it('closes alone where two people must publish, and asks to open again', async () => {
    const closed = { ...form, state: 'closed', version: 1, needs_approval: true } as FormDetail;
    const sent = show(<IntakeSwitch form={closed} onDone={vi.fn()} />);
    await press('受付の再開を申請する');
    expect(sent[0]).toEqual({ path: '/api/v1/staff/forms/form_1/publications', body: { open: true } });
    cleanup();
    show(<IntakeSwitch form={{ ...closed, state: 'open' }} onDone={vi.fn()} />);
    expect(screen.getByRole('button', { name: '受付を終了する' })).toBeTruthy();
    expect(screen.queryByRole('button', { name: '保管する' })).toBeNull();
  });

  it('puts a closed form away and takes it out again', async () => {
    const closed = { ...form, state: 'closed', version: 1 } as FormDetail;
    const sent = show(<IntakeSwitch form={closed} onDone={vi.fn()} />);
    await press('保管する');
    cleanup();
    const away = show(
      <IntakeSwitch form={{ ...closed, archived_at: '2026-04-01T01:00:00Z' }} onDone={vi.fn()} />,
    );
    await press('保管から出す');
    expect([sent[0]?.path, away[0]?.path]).toEqual([
      '/api/v1/staff/forms/form_1/archive',
      '/api/v1/staff/forms/form_1/unarchive',
    ]);
  });
});

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { SubmissionDetail, TimelineEntry } from '../api/types';
import { ChannelChip } from './channels';
import { CounterMenu } from './CounterMenu';
import { StateForm } from './StateForm';
import { TestChip, versionName } from './tests';
import { Timeline } from './Timeline';

vi.mock('../ui/LeaveGuard', () => ({ LeaveGuard: () => null }));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const submission = {
  id: 'sub_1',
  receipt_number: 'AB-7K3M-PX4R-D',
  state: 'received',
  next_states: ['in_progress', 'completed', 'withdrawn'],
  has_mail_address: true,
  mailed_states: ['completed'],
  retention: null,
  timeline: [],
} as unknown as SubmissionDetail;

function show(detail: SubmissionDetail) {
  const posted: unknown[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (_: string, init: RequestInit) => {
      posted.push(JSON.parse(String(init.body)));
      return new Response(JSON.stringify(detail), { headers: { 'content-type': 'application/json' } });
    }),
  );
  render(
    <QueryClientProvider client={new QueryClient()}>
      <StateForm submission={detail} />
    </QueryClientProvider>,
  );
  return posted;
}

it('sends a message to the applicant apart from the note', async () => {
  const posted = show(submission);
  await userEvent.type(screen.getByLabelText(/^メモ/), '内部の話');
  await userEvent.type(screen.getByLabelText(/^申請者へのメッセージ/), 'お電話ください');
  await userEvent.click(screen.getByRole('button', { name: 'メッセージを載せる' }));
  expect(posted).toEqual([
    { state: 'received', from: 'received', note: '内部の話', message: 'お電話ください' },
  ]);
  expect(await screen.findByText(/受付の画面に載せました/)).toBeTruthy();
  expect(screen.getByLabelText<HTMLTextAreaElement>(/^申請者へのメッセージ/).value).toBe('');
});

it('says what happens without an address, and does nothing with nothing', async () => {
  const posted = show({ ...submission, has_mail_address: false });
  expect(screen.getByText(/メールアドレスがないため/)).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'メモを残す' }));
  expect(await screen.findByText(/メモかメッセージを入力してください/)).toBeTruthy();
  expect(posted).toEqual([]);
});

it('marks in the timeline what the applicant sees, and who keyed it in', () => {
  const at = '2026-04-01T01:00:00Z';
  const entries: TimelineEntry[] = [
    { at, kind: 'received', to: 'received', by: { name: '見本 係員' } },
    {
      at: '2026-04-01T02:00:00Z',
      kind: 'message',
      note: '内部の話',
      message: 'お電話ください',
      by: { name: '見本 係員' },
    },
  ];
  render(<Timeline entries={entries} channel="paper" />);
  const [message, received] = screen.getAllByRole('listitem');
  expect(within(message!).getByText(/申請者が見られます/).parentElement?.textContent).toContain(
    'お電話ください',
  );
  expect(within(message!).getByText('内部の話').textContent).not.toContain('申請者が見られます');
  expect(received!.textContent).toContain('窓口入力（紙）で申請を登録しました');
  expect(received!.textContent).toContain('見本 係員');
});

it('opens counter mode in a new tab, with the way it came', async () => {
  render(<CounterMenu formId="form_1" />);
  await userEvent.click(screen.getByRole('button', { name: /窓口入力/ }));
  const items = screen.getAllByRole('menuitem');
  expect(items.map((item) => item.getAttribute('href'))).toEqual(
    ['paper', 'phone', 'counter'].map((way) => `/api/v1/staff/forms/form_1/counter?channel=${way}`),
  );
  expect(items.every((item) => item.getAttribute('target') === '_blank')).toBe(true);
});

it('marks only what did not come as usual', () => {
  render(
    <>
      <ChannelChip channel="online" />
      <ChannelChip channel="phone" />
    </>,
  );
  expect(screen.queryByText('オンライン')).toBeNull();
  expect(screen.getByText('電話')).toBeTruthy();
});

it('marks a test, in the list and in its timeline', () => {
  const at = '2026-04-01T01:00:00Z';
  render(
    <>
      <TestChip />
      <Timeline
        entries={[
          { at, kind: 'received', by: { name: '見本 係員' } },
          { at, kind: 'mail_sent' },
        ]}
        channel="online"
        isTest
      />
    </>,
  );
  expect(screen.getByText('テスト')).toBeTruthy();
  expect(screen.getByText('テスト送信を受け付けました')).toBeTruthy();
  expect(screen.getByText('テストした職員に、お知らせのメールを送りました')).toBeTruthy();
  expect(versionName({ is_test: true, version: -7 })).toBe('テスト版');
  expect(versionName({ is_test: false, version: 2 })).toBe('第2版');
});

it('sends a mail again from the timeline, at the last that failed', async () => {
  const entries: TimelineEntry[] = [
    { at: '2026-04-01T01:00:00Z', kind: 'received' },
    { at: '2026-04-01T02:00:00Z', kind: 'mail_failed' },
    { at: '2026-04-02T02:00:00Z', kind: 'mail_failed' },
  ];
  const asked: string[] = [];
  vi.stubGlobal(
    'fetch',
    vi.fn(async (path: string) => {
      asked.push(path);
      return new Response(JSON.stringify(submission), { headers: { 'content-type': 'application/json' } });
    }),
  );
  const timeline = (mails: number) => (
    <QueryClientProvider client={new QueryClient()}>
      <Timeline entries={entries} channel="online" unsent={{ submission: 'sub_1', mails }} />
    </QueryClientProvider>
  );
  const { rerender } = render(timeline(0));
  expect(screen.queryByRole('button', { name: 'もう一度送る' })).toBeNull();
  rerender(timeline(2));
  const [last] = screen.getAllByRole('listitem');
  await userEvent.click(within(last!).getByRole('button', { name: 'もう一度送る' }));
  expect(await screen.findByText(/^もう一度送ります/)).toBeTruthy();
  expect(asked).toEqual(['/api/v1/staff/submissions/sub_1/resend']);
});

import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DayList } from './DayList';
import { Grid } from './Grid';
import { calendar, changes, elsewhere, entry, Refusal, serve, show, slotAt } from './testing';

vi.mock('@tanstack/react-router', () => ({
  Link: ({ children, params }: { children: ReactNode; params?: { submissionId?: string } }) => (
    <a href={`/submissions/${params?.submissionId}`}>{children}</a>
  ),
}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const DAY = '2026-12-01';
const slots = [
  slotAt('slt_1', DAY, '09:00', { taken: 2, taken_online: 1, reserved: 1 }),
  slotAt('slt_2', DAY, '09:30', { taken: 4 }),
  slotAt('slt_3', '2026-12-02', '09:30', { is_closed: true }),
  slotAt('slt_4', '2026-12-03', '09:00'),
];
const OPEN = { 'GET /calendars/cal_1/slots': { slots } };

function grid(answers: Record<string, unknown> = {}, mayEdit = true) {
  const sent = serve({ ...OPEN, ...answers });
  const go = vi.fn();
  show(<Grid calendar={{ ...calendar, can_edit: mayEdit }} place="plc_1" day={DAY} go={go} />);
  return { sent, go };
}

const cell = (name: RegExp) => screen.findByRole('button', { name });

describe('the grid', () => {
  it('says every slot in words, and asks for the days it shows', async () => {
    const { sent } = grid();
    expect(
      await cell(/^12月1日（火）9時〜9時30分、予約と定員：\s*2\/4\s*空き2人\s*、うち窓口・電話用1人$/),
    ).toBeTruthy();
    expect(await cell(/^12月1日（火）9時30分〜10時、予約と定員：\s*4\/4\s*満員$/)).toBeTruthy();
    expect(await cell(/^12月2日（水）9時30分〜10時、.*休止中/)).toBeTruthy();
    expect(screen.getAllByText('枠なし').length).toBeGreaterThan(0);
    expect(sent[0]?.path).toBe('/calendars/cal_1/slots?from=2026-12-01&until=2026-12-07&place_id=plc_1');
    expect(screen.getByRole('button', { name: '12月2日（水）を再開する' })).toBeTruthy();
  });

  it('is one stop of the Tab key, and arrows pass over empty cells', async () => {
    grid();
    const first = await cell(/^12月1日（火）9時〜/);
    const all = screen.getAllByRole('button', { name: /\/4/ });
    expect(all.filter((button) => button.tabIndex === 0)).toEqual([first]);
    first.focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(await cell(/^12月3日（木）9時〜/));
    await userEvent.keyboard('{ArrowLeft}{ArrowDown}{ArrowRight}');
    expect(document.activeElement).toBe(await cell(/^12月2日（水）9時30分〜/));
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(await cell(/^12月2日（水）9時30分〜/));
  });

  it('changes a slot, says so, and changes it back', async () => {
    const after = { ...slots[0], capacity: 6, is_edited: true, version: 'slt_1-2' };
    const { sent } = grid({ 'PATCH /calendars/cal_1/slots/slt_1': after });
    await userEvent.click(await cell(/^12月1日（火）9時〜/));
    const capacity = screen.getByLabelText('定員（人）');
    await userEvent.clear(capacity);
    await userEvent.type(capacity, '1');
    await userEvent.click(screen.getByRole('button', { name: '保存する' }));
    expect(screen.getByText(/すでに2人が予約しています/)).toBeTruthy();
    expect(changes(sent)).toEqual([]);
    await userEvent.clear(capacity);
    await userEvent.type(capacity, '6');
    await userEvent.click(screen.getByRole('button', { name: '保存する' }));
    expect(await screen.findByText('12月1日（火）9時〜9時30分の枠を、定員を6人にしました。')).toBeTruthy();
    expect(changes(sent)[0]).toMatchObject({
      body: { capacity: 6, reserved: 1, is_closed: false },
      match: '"slt_1-1"',
    });
    await userEvent.click(screen.getByRole('button', { name: /^元に戻す/ }));
    expect(await screen.findByText(/の枠を元に戻しました/)).toBeTruthy();
    expect(changes(sent)[1]).toMatchObject({
      body: { capacity: 4, reserved: 1, is_closed: false },
      match: '"slt_1-2"',
    });
  });

  it('tells apart what is booked and what is kept for people who are still filling in', async () => {
    grid({
      'GET /calendars/cal_1/slots': {
        slots: [slotAt('slt_1', DAY, '09:00', { taken: 1, taken_online: 1, held: 3 })],
      },
    });
    await userEvent.click(await cell(/、空きなし（入力中の人がいます）、予約1人、定員4人$/));
    expect(screen.getByText(/このほかに3人分を、今入力している人のために取ってあります/)).toBeTruthy();
  });

  it('tells who was booked meanwhile', async () => {
    grid({
      'PATCH /calendars/cal_1/slots/slt_1': new Refusal(409, {
        code: 'slot-in-use',
        taken: 4,
        taken_online: 3,
      }),
    });
    await userEvent.click(await cell(/^12月1日（火）9時〜/));
    const capacity = screen.getByLabelText('定員（人）');
    await userEvent.clear(capacity);
    await userEvent.type(capacity, '3');
    await userEvent.click(screen.getByRole('button', { name: '保存する' }));
    expect((await screen.findByRole('alert')).textContent).toContain('今は4人（うちオンライン3人）です');
  });

  it('is only looked at by those who may not change it', async () => {
    grid({}, false);
    const first = await cell(/^12月1日（火）9時〜/);
    await userEvent.click(first);
    expect(screen.queryByRole('dialog')).toBeNull();
    expect(screen.queryByRole('button', { name: /休みにする/ })).toBeNull();
  });
});

describe('a whole day', () => {
  it('is closed after it was told how many appointments go, and whose they were stays on the screen', async () => {
    const second = { ...entry, case: { ...entry.case!, submission_id: 'sub_2', has_mail: false } };
    const cancelled = [entry, second, elsewhere];
    const { sent } = grid({
      [`GET /calendars/cal_1/days/${DAY}`]: { version: 'v1', entries: cancelled },
      [`POST /calendars/cal_1/days/${DAY}/close`]: { cancelled },
    });
    await cell(/^12月1日（火）9時〜/);
    await userEvent.click(screen.getByRole('button', { name: '12月1日（火）を休みにする' }));
    expect(await screen.findByText('予約3件（7人）を取り消します。')).toBeTruthy();
    expect(screen.getByText(/会場の都合により/)).toBeTruthy();
    await userEvent.type(screen.getByLabelText(/^書き添える言葉/), '空調の故障のためです。');
    expect(screen.getByText(/お知らせ：空調の故障のためです。/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: '休みにして、3件を取り消す' }));
    expect(
      await screen.findByText(/予約3件を取り消し、メールアドレスのある人にメールを送ります/),
    ).toBeTruthy();
    expect(changes(sent)[0]).toMatchObject({
      body: { place_id: 'plc_1', message: '空調の故障のためです。' },
      match: '"v1"',
    });
    const [link] = screen.getAllByRole('link', { name: 'AB-7K3M-PX4R-D' });
    expect(link?.getAttribute('href')).toBe('/submissions/sub_1');
    expect(screen.getAllByText(/見本 花子/).length).toBe(2);
    expect(screen.getByText('メールなし').closest('li')?.textContent).toContain('見本 花子');
    expect(screen.getByText(/他部署の申請（3人）/)).toBeTruthy();
  });

  it('is looked at again when a colleague has changed it meanwhile', async () => {
    let version = 'v1';
    const { sent } = grid({
      [`GET /calendars/cal_1/days/${DAY}`]: () => ({ version, entries: [entry] }),
      [`POST /calendars/cal_1/days/${DAY}/close`]: ({ match }: { match: string | null }) => {
        if (match === '"v2"') return { cancelled: [entry] };
        version = 'v2';
        return new Refusal(409, { code: 'conflict', version });
      },
    });
    await cell(/^12月1日（火）9時〜/);
    await userEvent.click(screen.getByRole('button', { name: '12月1日（火）を休みにする' }));
    const close = await screen.findByRole('button', { name: '休みにして、1件を取り消す' });
    await userEvent.click(close);
    expect((await screen.findByRole('alert')).textContent).toContain('まだ休みにしていません');
    await waitFor(() => expect(sent.filter(({ path }) => path.includes('/days/')).length).toBe(3));
    await userEvent.click(screen.getByRole('button', { name: '休みにして、1件を取り消す' }));
    expect(await screen.findByText(/予約1件を取り消し/)).toBeTruthy();
  });

  it('is reopened, which brings nothing back', async () => {
    const { sent } = grid({ 'POST /calendars/cal_1/days/2026-12-02/reopen': null });
    await cell(/^12月2日（水）9時30分〜/);
    await userEvent.click(screen.getByRole('button', { name: '12月2日（水）を再開する' }));
    expect(screen.getByText(/取り消した予約は、元には戻りません/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: '再開する' }));
    await waitFor(() => expect(screen.queryByRole('alertdialog')).toBeNull());
    expect(changes(sent)[0]?.path).toBe('/calendars/cal_1/days/2026-12-02/reopen');
  });
});

describe('who comes', () => {
  it('is a list with links, a file and paper, which is noted', async () => {
    const sent = serve({
      [`GET /calendars/cal_1/days/${DAY}`]: { version: 'v1', entries: [entry, elsewhere] },
      [`POST /calendars/cal_1/days/${DAY}/printed`]: null,
    });
    const print = vi.fn();
    vi.stubGlobal('print', print);
    const go = vi.fn();
    show(<DayList calendar={calendar} place="plc_1" day={DAY} go={go} />);
    expect(await screen.findByText('予約2件、5人です。')).toBeTruthy();
    expect(screen.getByRole('heading', { name: '中央公民館 2026年12月1日（火）に来る人' })).toBeTruthy();
    expect(screen.getByText('見本 花子')).toBeTruthy();
    expect(screen.getByText('電話')).toBeTruthy();
    expect(screen.getByText('他部署の申請').closest('tr')?.textContent).toContain('3人');
    await userEvent.click(screen.getByRole('button', { name: '印刷する' }));
    await waitFor(() => expect(print).toHaveBeenCalledOnce());
    expect(changes(sent)[0]?.body).toEqual({ place_id: 'plc_1', count: 2 });
    expect(screen.getAllByRole('link', { name: 'AB-7K3M-PX4R-D' })).toHaveLength(1);
    expect(screen.getByRole('link', { name: 'CSVを受け取る' }).getAttribute('href')).toBe(
      `/api/v1/staff/calendars/cal_1/days/${DAY}/list.csv?place_id=plc_1`,
    );
    await userEvent.click(screen.getByRole('button', { name: '次の日 →' }));
    expect(go).toHaveBeenLastCalledWith({ day: '2026-12-02' });
    fireEvent.change(screen.getByLabelText('日'), { target: { value: '2026-12-24' } });
    expect(go).toHaveBeenLastCalledWith({ day: '2026-12-24' });
  });

  it('says that nobody does, and gives viewers no file', async () => {
    serve({ [`GET /calendars/cal_1/days/${DAY}`]: { version: 'v1', entries: [] } });
    show(<DayList calendar={calendar} place="plc_1" day={DAY} go={vi.fn()} />, 'viewer');
    expect(await screen.findByText('この日の予約はありません。')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'CSVを受け取る' })).toBeNull();
  });
});

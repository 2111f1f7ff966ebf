import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { DayList } from './DayList';
import { Grid } from './Grid';
import { calendar, changes, entry, Refusal, serve, show, slotAt } from './testing';

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
    const after = { ...slots[0], capacity: 6, is_edited: true };
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
    expect(changes(sent)[0]?.body).toEqual({ capacity: 6, reserved: 1, is_closed: false });
    await userEvent.click(screen.getByRole('button', { name: /^元に戻す/ }));
    expect(await screen.findByText(/の枠を元に戻しました/)).toBeTruthy();
    expect(changes(sent)[1]?.body).toEqual({ capacity: 4, reserved: 1, is_closed: false });
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
    const { sent } = grid({
      [`GET /calendars/cal_1/days/${DAY}`]: { entries: [entry, { ...entry, submission_id: 'sub_2' }] },
      [`POST /calendars/cal_1/days/${DAY}/close`]: { cancelled: ['sub_1', 'sub_2'] },
    });
    await cell(/^12月1日（火）9時〜/);
    await userEvent.click(screen.getByRole('button', { name: '12月1日（火）を休みにする' }));
    expect(await screen.findByText('予約2件（4人）を取り消します。')).toBeTruthy();
    expect(screen.getByText(/会場の都合により/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: '休みにして、2件を取り消す' }));
    expect(
      await screen.findByText(/予約2件を取り消し、メールアドレスのある人にメールを送ります/),
    ).toBeTruthy();
    expect(changes(sent)[0]?.body).toEqual({ place_id: 'plc_1' });
    const [link] = screen.getAllByRole('link', { name: entry.receipt_number });
    expect(link?.getAttribute('href')).toBe('/submissions/sub_1');
    expect(screen.getAllByText(/見本 花子/).length).toBe(2);
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
  it('is a list with links, a file and paper', async () => {
    serve({ [`GET /calendars/cal_1/days/${DAY}`]: { entries: [entry] } });
    const go = vi.fn();
    show(<DayList calendar={calendar} place="plc_1" day={DAY} go={go} />);
    expect(await screen.findByText('予約1件、2人です。')).toBeTruthy();
    expect(screen.getByRole('heading', { name: '中央公民館 2026年12月1日（火）に来る人' })).toBeTruthy();
    expect(screen.getByText('見本 花子')).toBeTruthy();
    expect(screen.getByText('電話')).toBeTruthy();
    expect(screen.getByRole('link', { name: entry.receipt_number })).toBeTruthy();
    expect(screen.getByRole('link', { name: 'CSVを受け取る' }).getAttribute('href')).toBe(
      `/api/v1/staff/calendars/cal_1/days/${DAY}/list.csv?place_id=plc_1`,
    );
    await userEvent.click(screen.getByRole('button', { name: '次の日 →' }));
    expect(go).toHaveBeenLastCalledWith({ day: '2026-12-02' });
    fireEvent.change(screen.getByLabelText('日'), { target: { value: '2026-12-24' } });
    expect(go).toHaveBeenLastCalledWith({ day: '2026-12-24' });
  });

  it('says that nobody does, and gives viewers no file', async () => {
    serve({ [`GET /calendars/cal_1/days/${DAY}`]: { entries: [] } });
    show(<DayList calendar={calendar} place="plc_1" day={DAY} go={vi.fn()} />, 'viewer');
    expect(await screen.findByText('この日の予約はありません。')).toBeTruthy();
    expect(screen.queryByRole('link', { name: 'CSVを受け取る' })).toBeNull();
  });
});

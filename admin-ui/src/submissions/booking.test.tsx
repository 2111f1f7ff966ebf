import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FreeSlot, SubmissionDetail } from '../api/types';
import { calendar, changes, Refusal, serve, show, slotAt } from '../calendars/testing';
import { BookingPanel } from './BookingPanel';
import { freeDays, nearest, timesOf } from './freeSlots';

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

const DAY = '2026-12-01';

function free(id: string, place_id: string, day: string, time: string, left = 2): FreeSlot {
  const { starts_at, ends_at } = slotAt(id, day, time);
  return { id, place_id, starts_at, ends_at, left, room: 'free' };
}

const FREE = [
  free('slt_2', 'plc_1', DAY, '10:00'),
  free('slt_3', 'plc_1', DAY, '15:00'),
  free('slt_4', 'plc_1', '2026-12-03', '09:30'),
  free('slt_5', 'plc_2', DAY, '09:30', 1),
];

const booked = {
  id: 'sub_1',
  form: { id: 'form_1', title: '相談の予約' },
  version: 2,
  state: 'received',
  is_test: false,
  has_mail_address: true,
  can: { handle: true },
  timeline: [],
  pages: [
    {
      title: '予約',
      rows: [
        { name: 'people', label: '人数', kind: 'integer', lines: ['2'] },
        { name: 'visit', label: '予約の日時', kind: 'slot', lines: ['中央公民館'] },
      ],
    },
  ],
  appointment: {
    calendar_id: 'cal_1',
    slot_id: 'slt_1',
    place_id: 'plc_1',
    place: '中央公民館',
    starts_at: slotAt('slt_1', DAY, '09:30').starts_at,
    ends_at: slotAt('slt_1', DAY, '09:30').ends_at,
    persons: 2,
    channel: 'online',
  },
} as unknown as SubmissionDetail;

const SERVER = {
  'GET /calendars/cal_1': calendar,
  'GET /calendars/cal_1/slots': { slots: [slotAt('slt_1', DAY, '09:30')] },
  'GET /calendars/cal_1/free': { slots: FREE },
};

describe('free slots', () => {
  it('are grouped by place and day', () => {
    expect(freeDays(FREE, 'plc_1')).toEqual([
      { day: DAY, left: 4 },
      { day: '2026-12-03', left: 2 },
    ]);
    expect(timesOf(FREE, 'plc_1', DAY).map(({ id }) => id)).toEqual(['slt_2', 'slt_3']);
  });

  it('are nearest at the same place first', () => {
    const gone = free('slt_9', 'plc_1', DAY, '09:30');
    expect(nearest([...FREE, gone], gone).map(({ id }) => id)).toEqual(['slt_2', 'slt_3', 'slt_4', 'slt_5']);
  });
});

describe('the appointment of a case', () => {
  it('says where, when and how many', async () => {
    serve(SERVER);
    show(<BookingPanel submission={booked} />);
    expect(await screen.findByText('中央公民館')).toBeTruthy();
    expect(screen.getByText('2026年12月1日（火） 9時30分〜10時')).toBeTruthy();
    expect(screen.getByText('2人（オンラインの予約）')).toBeTruthy();
  });

  it('says when also where the calendar is another department’s', async () => {
    serve({});
    show(<BookingPanel submission={{ ...booked, can: { handle: false } } as SubmissionDetail} />);
    expect(screen.getByText('2026年12月1日（火） 9時30分〜10時')).toBeTruthy();
    expect(screen.queryByRole('button', { name: '日時を変更' })).toBeNull();
  });

  it('moves to a free slot, reserved ones too', async () => {
    const sent = serve({ ...SERVER, 'PUT /submissions/sub_1/booking': booked.appointment });
    show(<BookingPanel submission={booked} />);
    await userEvent.click(screen.getByRole('button', { name: '日時を変更' }));
    const move = await screen.findByRole('button', { name: 'この日時に変更する' });
    await userEvent.click(move);
    expect(screen.getByText(/時刻を選んでください/)).toBeTruthy();
    expect(changes(sent)).toEqual([]);
    expect(sent.find(({ path }) => path.includes('/free'))?.path).toContain('persons=2');
    await userEvent.click(screen.getByRole('radio', { name: /^15時〜15時30分/ }));
    await userEvent.type(screen.getByLabelText(/^メモ/), '電話で申し出');
    await userEvent.click(move);
    expect(await screen.findByText('予約の日時を変更しました。')).toBeTruthy();
    expect(changes(sent)).toMatchObject([
      { path: '/submissions/sub_1/booking', body: { slot_id: 'slt_3', note: '電話で申し出' } },
    ]);
  });

  it('offers the nearest when somebody was quicker, and keeps the note', async () => {
    let isTaken = false;
    const sent = serve({
      ...SERVER,
      'GET /calendars/cal_1/free': () => ({ slots: isTaken ? FREE.slice(1) : FREE }),
      'PUT /submissions/sub_1/booking': () => {
        if (isTaken) return booked.appointment;
        isTaken = true;
        return new Refusal(409, { code: 'slot-taken', reason: 'taken' });
      },
    });
    show(<BookingPanel submission={booked} />);
    await userEvent.click(screen.getByRole('button', { name: '日時を変更' }));
    await userEvent.click(await screen.findByRole('radio', { name: /^10時〜/ }));
    await userEvent.type(screen.getByLabelText(/^メモ/), '電話');
    await userEvent.click(screen.getByRole('button', { name: 'この日時に変更する' }));
    expect((await screen.findByRole('alert')).textContent).toContain('空きがなくなりました');
    await waitFor(() => expect(screen.queryByRole('radio', { name: /^10時〜/ })).toBeNull());
    await userEvent.click(screen.getByRole('button', { name: /^北支所 12月1日（火） 9時30分〜10時/ }));
    expect(screen.getByLabelText<HTMLSelectElement>('会場').value).toBe('plc_2');
    expect(screen.getByLabelText<HTMLTextAreaElement>(/^メモ/).value).toBe('電話');
    await userEvent.click(screen.getByRole('button', { name: 'この日時に変更する' }));
    expect(await screen.findByText('予約の日時を変更しました。')).toBeTruthy();
    expect(changes(sent).map(({ body }) => body)).toEqual([
      { slot_id: 'slt_2', note: '電話' },
      { slot_id: 'slt_5', note: '電話' },
    ]);
  });

  it('is cancelled with a reason', async () => {
    const sent = serve({ ...SERVER, 'POST /submissions/sub_1/booking/cancel': null });
    show(<BookingPanel submission={{ ...booked, has_mail_address: false }} />);
    await userEvent.click(screen.getByRole('button', { name: '予約を取消し' }));
    expect(screen.getByText(/メールアドレスがないため/)).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: '予約を取り消す' }));
    expect(screen.getByText(/理由を入力してください/)).toBeTruthy();
    await userEvent.type(screen.getByLabelText(/^理由/), '本人から電話');
    await userEvent.click(screen.getByRole('button', { name: '予約を取り消す' }));
    expect(await screen.findByText('予約を取り消しました。')).toBeTruthy();
    expect(screen.queryByRole('alertdialog')).toBeNull();
    expect(changes(sent)[0]?.body).toEqual({ note: '本人から電話' });
  });

  it('is booked anew for as many people as the case says', async () => {
    const document = {
      properties: {
        visit: { 'x-kind': 'slot', 'x-slots': 'sodan', 'x-persons': 'people' },
      },
    };
    const sent = serve({
      ...SERVER,
      'GET /forms/form_1/versions/2': { document },
      'GET /calendars': { calendars: [{ id: 'cal_1', key: 'sodan', title: '税の相談' }] },
      'PUT /submissions/sub_1/booking': booked.appointment,
    });
    show(<BookingPanel submission={{ ...booked, appointment: null }} />);
    expect(await screen.findByText('今は予約がありません。')).toBeTruthy();
    await userEvent.click(await screen.findByRole('button', { name: '予約を取り直す' }));
    await userEvent.click(await screen.findByRole('radio', { name: /^10時〜/ }));
    expect(sent.find(({ path }) => path.includes('/free'))?.path).toContain('persons=2');
    await userEvent.click(screen.getByRole('button', { name: 'この日時で予約する' }));
    await waitFor(() => expect(changes(sent)).toHaveLength(1));
  });

  it('is not spoken of where nothing was asked, and not offered where the case is withdrawn', () => {
    serve(SERVER);
    const none = { ...booked, appointment: null };
    const { container } = show(
      <>
        <BookingPanel submission={{ ...none, pages: [] }} />
        <BookingPanel submission={{ ...none, state: 'withdrawn' }} />
      </>,
    );
    expect(container.textContent).toBe('');
  });
});

import { cleanup, screen, waitFor } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { ArchiveCalendar } from './ArchiveCalendar';
import { CalendarsPage } from './CalendarsPage';
import { calendar, changes, Refusal, serve, show } from './testing';

vi.mock('@tanstack/react-router', () => ({
  Link: ({ children, to }: { children: ReactNode; to: string }) => <a href={to}>{children}</a>,
  useNavigate: () => vi.fn(),
}));
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('a calendar that nobody uses', () => {
  it('is put away, unless something uses it, and taken out again', async () => {
    let isUsed = true;
    const sent = serve({
      'POST /calendars/cal_1/archive': () =>
        isUsed
          ? new Refusal(409, { code: 'calendar-in-use', forms: 2, bookings: 0 })
          : { ...calendar, is_archived: true },
      'POST /calendars/cal_1/unarchive': calendar,
    });
    show(<ArchiveCalendar calendar={calendar} />);
    await userEvent.click(screen.getByRole('button', { name: '保管する' }));
    expect((await screen.findByRole('alert')).textContent).toContain('申請フォーム2件が使っています');
    isUsed = false;
    await userEvent.click(screen.getByRole('button', { name: '保管する' }));
    await waitFor(() => expect(screen.queryByRole('alert')).toBeNull());
    cleanup();
    show(<ArchiveCalendar calendar={{ ...calendar, is_archived: true }} />);
    await userEvent.click(screen.getByRole('button', { name: '保管から出す' }));
    await waitFor(() => expect(changes(sent)).toHaveLength(3));
    expect(changes(sent)[2]?.path).toBe('/calendars/cal_1/unarchive');
  });

  it('is found in a list of its own', async () => {
    const away = { id: 'cal_9', key: 'old', title: '昔の相談', department_id: 'dept_1' };
    serve({
      'GET /calendars': ({ path }: { path: string }) => ({
        calendars: path.endsWith('?archived=true') ? [away] : [],
      }),
      'GET /calendars/cal_9/slots': { slots: [] },
    });
    show(<CalendarsPage />);
    await userEvent.click(await screen.findByRole('button', { name: '保管した予約枠を表示する' }));
    expect(await screen.findByText('昔の相談')).toBeTruthy();
  });
});

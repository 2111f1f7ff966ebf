import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Calendar } from '../api/types';
import { CalendarsPage } from './CalendarsPage';
import { PlacesSection } from './PlacesSection';
import { RulesSection } from './RulesSection';
import { TermsSection } from './TermsSection';
import { calendar, changes, Refusal, serve, show, slotAt } from './testing';

const navigate = vi.hoisted(() => vi.fn());
vi.mock('../ui/LeaveGuard', () => ({ LeaveGuard: () => null }));
vi.mock('@tanstack/react-router', () => ({
  Link: ({ children, to }: { children: ReactNode; to: string }) => <a href={to}>{children}</a>,
  useNavigate: () => navigate,
}));
beforeEach(() => navigate.mockReset());
afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
});

describe('the list', () => {
  const summary = { id: 'cal_1', key: 'sodan', title: '税の相談', department_id: 'dept_1' };

  it('says what is free in the next days; what is closed does not count', async () => {
    serve({
      'GET /calendars': { calendars: [summary] },
      'GET /calendars/cal_1/slots': {
        slots: [
          slotAt('slt_1', '2026-12-01', '09:00', { taken: 3 }),
          slotAt('slt_2', '2026-12-01', '09:30'),
          slotAt('slt_3', '2026-12-01', '10:00', { is_closed: true }),
        ],
      },
    });
    show(<CalendarsPage />);
    expect(await screen.findByText('空き5人分（定員8人、予約3人）')).toBeTruthy();
    expect(screen.getByText('税務課')).toBeTruthy();
  });

  it('makes a calendar with a key that nobody has, and goes to its rules', async () => {
    const sent = serve({
      'GET /calendars': { calendars: [{ ...summary, key: 'zei-sodan' }] },
      'GET /calendars/cal_1/slots': { slots: [] },
      'POST /calendars': { ...calendar, id: 'cal_2' },
    });
    show(<CalendarsPage />);
    await userEvent.click(await screen.findByRole('button', { name: '新しい予約枠' }));
    await userEvent.click(screen.getByRole('button', { name: '作成する' }));
    expect(screen.getByText(/会場の名前を入力してください/)).toBeTruthy();
    expect(document.activeElement).toBe(screen.getByLabelText(/^名前/));
    expect(changes(sent)).toEqual([]);
    await userEvent.type(screen.getByLabelText(/^名前/), '税の相談');
    expect(screen.getByLabelText<HTMLInputElement>(/^キー/).value).toBe('zei-sodan-2');
    await userEvent.type(screen.getByLabelText(/^最初の会場/), '中央公民館');
    await userEvent.click(screen.getByRole('button', { name: '作成する' }));
    await waitFor(() => expect(navigate).toHaveBeenCalled());
    expect(changes(sent)[0]?.body).toEqual({
      title: '税の相談',
      key: 'zei-sodan-2',
      department_id: 'dept_1',
      places: [{ title: '中央公民館' }],
    });
    expect(navigate.mock.calls[0]?.[0]).toMatchObject({
      params: { calendarId: 'cal_2' },
      search: { tab: 'rules' },
    });
  });

  it('offers nothing to make to those who may not', async () => {
    serve({ 'GET /calendars': { calendars: [] } });
    show(<CalendarsPage />, 'clerk');
    expect(await screen.findByText(/まだ予約枠がありません/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: '新しい予約枠' })).toBeNull();
  });
});

describe('places', () => {
  it('are ordered, renamed and added, and saved with the revision that was seen', async () => {
    const sent = serve({ 'PUT /calendars/cal_1': { ...calendar, revision: 4 } });
    show(<PlacesSection calendar={calendar} />);
    expect(screen.getByRole('button', { name: '保存する' })).toHaveProperty('disabled', true);
    await userEvent.click(screen.getByRole('button', { name: '会場2「北支所」を上へ' }));
    expect(screen.getByText('「北支所」を1番目にしました。')).toBeTruthy();
    await userEvent.click(screen.getByRole('button', { name: '会場を追加' }));
    await userEvent.type(screen.getByLabelText(/^会場3の名前/), '北支所');
    await userEvent.click(screen.getByRole('button', { name: '保存する' }));
    expect(screen.getByText(/同じ名前の会場があります/)).toBeTruthy();
    expect(changes(sent)).toEqual([]);
    await userEvent.type(screen.getByLabelText(/^会場3の名前/), '別館');
    await userEvent.click(screen.getByRole('button', { name: '保存する' }));
    await screen.findByText(/会場を保存しました/);
    const [put] = changes(sent);
    expect(put?.match).toBe('"3"');
    expect((put?.body as Calendar).places).toEqual([
      { id: 'plc_2', title: '北支所', note: '駐車場はありません。' },
      { id: 'plc_1', title: '中央公民館', note: '' },
      { id: null, title: '北支所別館', note: '' },
    ]);
    expect((put?.body as Calendar).rules).toEqual(calendar.rules);
  });

  it('are not removed while a rule names them', async () => {
    const rules = { ...calendar.rules, exceptions: [{ day: '2026-12-24', place: 'plc_2' }] };
    show(<PlacesSection calendar={{ ...calendar, rules }} />);
    await userEvent.click(screen.getByRole('button', { name: '会場2「北支所」を削除' }));
    expect(screen.getByRole('alert').textContent).toContain('先に「枠の作り方」で外して');
    expect(screen.getAllByLabelText(/の名前/)).toHaveLength(2);
  });

  it('keep what a colleague did to another part, and ask about the same part', async () => {
    let theirs: Calendar = { ...calendar, revision: 4, max_persons: 5 };
    const sent = serve({
      'PUT /calendars/cal_1': ({ match }: { match: string | null }) =>
        match === `"${theirs.revision}"`
          ? { ...theirs, revision: 9 }
          : new Refusal(409, { code: 'conflict', revision: theirs.revision }),
      'GET /calendars/cal_1': () => theirs,
    });
    show(<PlacesSection calendar={calendar} />);
    const name = screen.getByLabelText(/^会場1の名前/);
    await userEvent.type(name, '本館');
    await userEvent.click(screen.getByRole('button', { name: '保存する' }));
    await screen.findByText(/会場を保存しました/);
    const last = changes(sent).at(-1);
    expect(last?.match).toBe('"4"');
    expect(last?.body).toMatchObject({ max_persons: 5, places: [{ title: '中央公民館本館' }, {}] });

    theirs = { ...theirs, revision: 12, places: [{ id: 'plc_1', title: '公民館', note: '' }] };
    await userEvent.type(name, '2');
    await userEvent.click(screen.getByRole('button', { name: '保存する' }));
    expect(await screen.findByText(/ほかの人が先に同じところを変更したため/)).toBeTruthy();
    expect(screen.getByRole('button', { name: '保存する' })).toHaveProperty('disabled', true);
    expect(screen.getByRole<HTMLInputElement>('textbox', { name: /^会場1の名前/ }).value).toContain('2');
    await userEvent.click(screen.getByRole('button', { name: /ほかの人の変更を表示する/ }));
    expect(screen.queryByText(/ほかの人が先に/)).toBeNull();
  });
});

describe('rules', () => {
  const preview = {
    created: 120,
    changed: 4,
    kept_booked: 2,
    kept_edited: 0,
    in_the_way: 3,
    removed: 8,
    unchanged: 0,
    created_between: ['2026-12-01', '2026-12-25'],
  };

  it('are said in words, and applied only after what it does was told', async () => {
    const sent = serve({
      'GET /calendars/cal_1/changes': preview,
      'POST /calendars/cal_1/apply': preview,
    });
    show(<RulesSection calendar={calendar} />);
    expect(screen.getByText(/30分ごとに4人（うち1人は窓口・電話用）/)).toBeTruthy();
    const told = await screen.findByText('作られる枠');
    const numbers = [...told.closest('dl')!.querySelectorAll('dt')].map((dt) => [
      dt.textContent,
      dt.parentElement?.querySelector('strong')?.textContent,
    ]);
    expect(numbers).toEqual([
      ['作られる枠', '120'],
      ['定員が変わる枠', '4'],
      ['予約があるため残る枠', '2'],
      ['重なるため作らない枠', '3'],
      ['なくなる枠', '8'],
    ]);
    expect(changes(sent)).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: '枠に反映する' }));
    expect(
      await screen.findByText(
        '反映しました。作られる枠 120、定員が変わる枠 4、予約があるため残る枠 2、重なるため作らない枠 3、なくなる枠 8。',
      ),
    ).toBeTruthy();
    expect(changes(sent)[0]).toMatchObject({ match: '"3"', path: '/calendars/cal_1/apply' });
  });

  it('are checked, saved, and not applied before they are saved', async () => {
    const sent = serve({
      'GET /calendars/cal_1/changes': preview,
      'PUT /calendars/cal_1': { ...calendar, revision: 4 },
    });
    show(<RulesSection calendar={calendar} />);
    await screen.findByText('作られる枠');
    const capacity = screen.getByLabelText(/^1枠の定員/);
    await userEvent.clear(capacity);
    expect(screen.getByRole('button', { name: '枠に反映する' })).toHaveProperty('disabled', true);
    await userEvent.click(screen.getByRole('button', { name: '保存する' }));
    expect(capacity.getAttribute('aria-invalid')).toBe('true');
    await waitFor(() => expect(document.activeElement).toBe(capacity));
    expect(changes(sent)).toEqual([]);
    await userEvent.type(capacity, '６');
    await userEvent.click(screen.getByRole('checkbox', { name: /^土/ }));
    await userEvent.click(screen.getByRole('checkbox', { name: /すべての会場/ }));
    await userEvent.click(screen.getByRole('checkbox', { name: '北支所' }));
    expect(screen.getByRole('checkbox', { name: '中央公民館' })).toHaveProperty('disabled', true);
    await userEvent.click(screen.getByRole('button', { name: '休みの日を追加' }));
    fireEvent.change(screen.getByLabelText('休みの日1'), { target: { value: '2026-12-24' } });
    await userEvent.click(screen.getByRole('button', { name: '保存する' }));
    await screen.findByText(/規則を保存しました。枠はまだ変わっていません/);
    expect((changes(sent)[0]?.body as Calendar).rules).toEqual({
      blocks: [{ ...calendar.rules.blocks[0], capacity: 6, weekdays: [1, 2, 3, 4, 5, 6], places: ['plc_1'] }],
      exceptions: [{ day: '2026-12-24', place: null }],
      is_closed_on_holidays: true,
    });
  });

  it('can be several: copied, moved, deleted, and given up', async () => {
    serve({ 'GET /calendars/cal_1/changes': preview });
    show(<RulesSection calendar={calendar} />);
    await userEvent.click(screen.getByRole('button', { name: '規則1を写して追加' }));
    const second = screen.getByRole('group', { name: '規則2' });
    await userEvent.type(within(second).getByLabelText(/^1枠の定員/), '0');
    await userEvent.click(screen.getByRole('button', { name: '規則2を上へ' }));
    const first = screen.getByRole('group', { name: '規則1' });
    expect(within(first).getByLabelText<HTMLInputElement>(/^1枠の定員/).value).toBe('40');
    await userEvent.click(screen.getByRole('button', { name: '規則1を削除' }));
    await userEvent.click(screen.getByRole('button', { name: '変更をやめる' }));
    expect(screen.getAllByRole('group', { name: /^規則/ })).toHaveLength(1);
  });

  it('name the rule whose slots overlap another one’s', async () => {
    serve({
      'GET /calendars/cal_1/changes': preview,
      'PUT /calendars/cal_1': new Refusal(422, {
        code: 'invalid-value',
        violations: [{ at: '/rules/blocks/1', code: 'overlap', params: {} }],
      }),
    });
    show(<RulesSection calendar={calendar} />);
    await userEvent.click(screen.getByRole('button', { name: '規則1を写して追加' }));
    await userEvent.click(screen.getByRole('button', { name: '保存する' }));
    expect((await screen.findByRole('alert')).textContent).toContain(
      '規則2（同じ会場で、ほかの規則の枠と時間が重なっています）',
    );
  });

  it('tells that a colleague was quicker', async () => {
    serve({
      'GET /calendars/cal_1/changes': preview,
      'POST /calendars/cal_1/apply': new Refusal(409, { code: 'conflict', revision: 4 }),
    });
    show(<RulesSection calendar={calendar} />);
    await screen.findByText('作られる枠');
    await userEvent.click(screen.getByRole('button', { name: '枠に反映する' }));
    expect((await screen.findByRole('alert')).textContent).toContain('反映を止めました');
  });
});

describe('terms', () => {
  it('are explained, told by an example, and saved to the second', async () => {
    const sent = serve({ 'PUT /calendars/cal_1': { ...calendar, revision: 4 } });
    show(<TermsSection calendar={calendar} />);
    expect(screen.getByText(/たとえば.*まで予約できます。/)).toBeTruthy();
    fireEvent.change(screen.getByLabelText(/^受付の始まり/), { target: { value: '2026-12-01T09:00:05' } });
    const hold = screen.getByLabelText(/^入力中に枠を取っておく時間/);
    await userEvent.clear(hold);
    await userEvent.type(hold, '90');
    await userEvent.click(screen.getByRole('button', { name: '保存する' }));
    expect(hold.getAttribute('aria-invalid')).toBe('true');
    expect(changes(sent)).toEqual([]);
    await userEvent.clear(hold);
    await userEvent.type(hold, '10分');
    await userEvent.selectOptions(screen.getByLabelText(/^「いつまで予約できるか」の単位/), 'days');
    await userEvent.click(screen.getByRole('button', { name: '保存する' }));
    await screen.findByText(/受付の条件を保存しました/);
    expect(changes(sent)[0]?.body).toMatchObject({
      opens_at: '2026-12-01T09:00:05+09:00',
      hold_minutes: 10,
      latest_minutes: 1440,
      cutoff_minutes: 1440,
      one_per_field: null,
      places: calendar.places,
    });
  });

  it('are only read by those who may not change them', () => {
    show(<TermsSection calendar={{ ...calendar, can_edit: false }} />, 'viewer');
    expect(screen.queryByRole('button', { name: '保存する' })).toBeNull();
    expect(screen.getByLabelText(/^1回に予約できる人数/).closest('fieldset')).toHaveProperty(
      'disabled',
      true,
    );
  });
});

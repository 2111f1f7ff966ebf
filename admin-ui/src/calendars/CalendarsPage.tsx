/** The calendars of appointments (予約枠): what is free in the next days, open one, make one. */
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { keys } from '../api/queries';
import { calendars } from '../api/staffApi';
import type { CalendarSummary } from '../api/types';
import { mayEditForms, useSession } from '../shell/sessionContext';
import { Button } from '../ui/Button';
import { formatCount } from '../ui/format';
import { FailedPage, Loading, Page } from '../ui/Page';
import { addDays, today } from './days';
import { NewCalendarDialog } from './NewCalendarDialog';
import { isOpen, total } from './standing';
import './calendars.css';

export function CalendarsPage() {
  const session = useSession();
  const [isArchive, setArchive] = useState(false);
  const used = useQuery({ queryKey: keys.calendars, queryFn: calendars.list });
  const archived = useQuery({
    queryKey: keys.archivedCalendars,
    queryFn: calendars.archived,
    enabled: isArchive,
  });
  const list = isArchive && archived.data !== undefined ? archived : used;
  const [isNew, setNew] = useState(false);
  if (list.isPending) return <Loading />;
  if (list.data === undefined) return <FailedPage error={list.error} onRetry={() => void list.refetch()} />;
  const { role, department_ids } = session.staff;
  const mayCreate = mayEditForms(session) && (role === 'admin' || department_ids.length > 0);
  const create = mayCreate && (
    <Button look="primary" onPress={() => setNew(true)}>
      新しい予約枠
    </Button>
  );
  return (
    <Page title="予約枠" actions={create}>
      <p>
        会場・日・時間ごとの定員を決めておくと、申請フォームの「予約の日時」の項目から住民が予約できます。1つの予約枠を、いくつものフォームで使えます。
      </p>
      {list.data.length === 0 ? (
        <p>
          {isArchive ? '保管した予約枠はありません。' : 'まだ予約枠がありません。'}
          {mayCreate && !isArchive && '「新しい予約枠」から、名前と会場を決めて作り始められます。'}
        </p>
      ) : (
        <Table calendars={list.data} />
      )}
      <div>
        <Button look="text" onPress={() => setArchive(!isArchive)}>
          {isArchive ? '使っている予約枠を表示する' : '保管した予約枠を表示する'}
        </Button>
      </div>
      <NewCalendarDialog
        isOpen={isNew}
        taken={list.data.map(({ key }) => key)}
        onClose={() => setNew(false)}
      />
    </Page>
  );
}

function Table({ calendars: rows }: { calendars: CalendarSummary[] }) {
  const { departments } = useSession();
  return (
    <table className="list cards">
      <caption className="visually-hidden">予約枠の一覧</caption>
      <thead>
        <tr>
          <th scope="col">名前</th>
          <th scope="col">キー</th>
          <th scope="col">担当部署</th>
          <th scope="col">今日から7日間</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((calendar) => (
          <tr key={calendar.id}>
            <th scope="row">
              <Link
                to="/calendars/$calendarId"
                params={{ calendarId: calendar.id }}
                className="calendar-title"
              >
                {calendar.title}
              </Link>
            </th>
            <td data-label="キー">
              <span className="mono">{calendar.key}</span>
            </td>
            <td data-label="担当部署">
              {departments.find(({ id }) => id === calendar.department_id)?.name ?? '—'}
            </td>
            <td data-label="今日から7日間">
              <NextDays calendar={calendar.id} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function NextDays({ calendar }: { calendar: string }) {
  const days = { from: today(), until: addDays(today(), 6) };
  const slots = useQuery({
    queryKey: keys.slots(calendar, days),
    queryFn: () => calendars.slots(calendar, days),
  });
  if (slots.data === undefined) return <>{slots.isPending ? '数えています…' : '—'}</>;
  if (slots.data.length === 0) return <>枠がありません</>;
  const { capacity, taken, left } = total(slots.data.filter(isOpen));
  if (capacity === 0) return <>すべて休止しています</>;
  return (
    <>
      空き{formatCount(left)}人分（定員{formatCount(capacity)}人、予約{formatCount(taken)}人）
    </>
  );
}

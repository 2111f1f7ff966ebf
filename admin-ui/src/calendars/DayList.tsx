/** Who comes on a day to a place: to look at, to print for the desk, and as CSV. */
import { useMutation, useQuery } from '@tanstack/react-query';
import { keys } from '../api/queries';
import { calendars, url } from '../api/staffApi';
import type { Calendar, DayCase, DayEntry } from '../api/types';
import { useSession } from '../shell/sessionContext';
import { channelName } from '../submissions/channels';
import { stateName } from '../submissions/states';
import { ErrorBanner } from '../ui/Banner';
import { Button } from '../ui/Button';
import { Select, TextInput } from '../ui/fields';
import { formatCount, formatDateTime } from '../ui/format';
import { Loading } from '../ui/Page';
import { CaseLink } from './CaseLink';
import { addDays, fullDayWords, isDay, shortSpan, spanWords, today } from './days';
import { mailWords } from './entryWords';
import type { Where } from './tabs';

export function DayList({ calendar, place, day, go }: { calendar: Calendar } & Where) {
  const { staff } = useSession();
  const shown = day ?? today();
  const list = useQuery({
    queryKey: keys.calendarDay(calendar.id, shown, place),
    queryFn: () => calendars.day(calendar.id, shown, place),
  });
  // That names leave the screen stands in the audit log before they do.
  const print = useMutation({
    mutationFn: (count: number) => calendars.dayPrinted(calendar.id, shown, place, count),
    onSuccess: () => window.print(),
  });
  const title = calendar.places.find(({ id }) => id === place)?.title ?? '';
  return (
    <section className="stack" aria-labelledby="day-title">
      <h2 id="day-title">
        {title} {fullDayWords(shown)}に来る人
      </h2>
      <div className="calendar-where no-print">
        <Select
          label="会場"
          value={place}
          options={calendar.places.map((each) => ({ value: each.id, label: each.title }))}
          onChange={(next) => go({ place: next })}
        />
        <TextInput
          label="日"
          type="date"
          value={shown}
          onChange={(next) => isDay(next) && go({ day: next })}
        />
        <div className="row">
          <Button onPress={() => go({ day: addDays(shown, -1) })}>← 前の日</Button>
          <Button onPress={() => go({ day: today() })}>今日</Button>
          <Button onPress={() => go({ day: addDays(shown, 1) })}>次の日 →</Button>
        </div>
      </div>
      <ErrorBanner error={list.error ?? print.error} />
      {list.data === undefined ? (
        list.isPending && <Loading />
      ) : (
        <>
          <p role="status">{countWords(list.data.entries)}</p>
          {list.data.entries.length > 0 && (
            <>
              <div className="row no-print">
                <Button isPending={print.isPending} onPress={() => print.mutate(list.data.entries.length)}>
                  印刷する
                </Button>
                {staff.role !== 'viewer' && (
                  <a className="button secondary" href={url.dayList(calendar.id, shown, place)} download="">
                    CSVを受け取る
                  </a>
                )}
              </div>
              <Entries entries={list.data.entries} />
              <p className="calendar-printed support">
                {formatDateTime(new Date(list.dataUpdatedAt).toISOString())} 現在
              </p>
            </>
          )}
        </>
      )}
    </section>
  );
}

function countWords(entries: readonly DayEntry[]): string {
  if (entries.length === 0) return 'この日の予約はありません。';
  const persons = entries.reduce((sum, entry) => sum + entry.persons, 0);
  return `予約${formatCount(entries.length)}件、${formatCount(persons)}人です。`;
}

function Entries({ entries }: { entries: readonly DayEntry[] }) {
  return (
    <table className="list cards calendar-day-list">
      <caption className="visually-hidden">来る人の一覧（時刻の順）</caption>
      <thead>
        <tr>
          <th scope="col">時刻</th>
          <th scope="col">受付番号</th>
          <th scope="col">人数</th>
          <th scope="col">予約した人</th>
          <th scope="col">受付方法</th>
          <th scope="col">メール</th>
          <th scope="col">状態</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry, index) => (
          <tr key={entry.case?.submission_id ?? index}>
            <th scope="row" className="nowrap">
              <span aria-hidden="true">{shortSpan(entry.starts_at, entry.ends_at)}</span>
              <span className="visually-hidden">{spanWords(entry.starts_at, entry.ends_at)}</span>
            </th>
            <td data-label="受付番号">
              {entry.case === null ? '他部署の申請' : <CaseLink {...entry.case} />}
            </td>
            <td data-label="人数">{formatCount(entry.persons)}人</td>
            <td data-label="予約した人">{entry.case === null ? '—' : <People {...entry.case} />}</td>
            <td data-label="受付方法">{entry.case === null ? '—' : channelName(entry.case.channel)}</td>
            <td data-label="メール">{entry.case === null ? '—' : mailWords(entry.case.has_mail)}</td>
            <td data-label="状態">{entry.case === null ? '—' : stateName(entry.case.state)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function People({ people }: DayCase) {
  if (people.length === 0) return <>—</>;
  return people.map(({ label, text }) => (
    <div key={label}>
      <span className="support">{label}：</span>
      {text}
    </div>
  ));
}

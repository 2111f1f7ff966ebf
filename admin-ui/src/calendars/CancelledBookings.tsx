/** Whose appointments a closed day has cancelled: the day list does not have them any more, and somebody may have to call. */
import type { DayCase, DayEntry } from '../api/types';
import { Button } from '../ui/Button';
import { formatCount } from '../ui/format';
import { CaseLink } from './CaseLink';
import { dayWords, fullDayWords, dayOf, spanWords } from './days';
import { elsewhereWords, mailWords } from './entryWords';

export function closedWords(place: string, day: string, count: number): string {
  const what =
    count === 0
      ? '取り消した予約はありません。'
      : `予約${formatCount(count)}件を取り消し、メールアドレスのある人にメールを送ります。`;
  return `「${place}」の${dayWords(day)}を休みにしました。${what}`;
}

export function CancelledBookings({ cancelled }: { cancelled: readonly DayEntry[] }) {
  const [first] = cancelled;
  if (first === undefined) return null;
  return (
    <section className="calendar-apply stack-s" aria-labelledby="cancelled-title">
      <h3 id="cancelled-title">取り消した予約（{fullDayWords(dayOf(first.starts_at))}）</h3>
      <p className="support">
        「メールなし」の人には、電話などで知らせてください。他部署の申請は、その部署に伝えてください。この一覧は、画面を離れると消えます。
      </p>
      <ul>
        {cancelled.map((entry, index) => (
          <li key={entry.case?.submission_id ?? index}>
            {spanWords(entry.starts_at, entry.ends_at)} {entry.case === null && elsewhereWords(entry)}
            {entry.case !== null && <Cancelled {...entry.case} />}
          </li>
        ))}
      </ul>
      <div>
        <Button className="no-print" onPress={() => window.print()}>
          印刷する
        </Button>
      </div>
    </section>
  );
}

function Cancelled(booked: DayCase) {
  const { people, has_mail } = booked;
  return (
    <>
      <CaseLink {...booked} />
      {people.length > 0 && `（${people.map(({ text }) => text).join('、')}）`}
      {has_mail !== true && <strong> {mailWords(has_mail)}</strong>}
    </>
  );
}

/** Whose appointments a closed day has cancelled: the day list does not have them any more, and somebody may have to call. */
import { Link } from '@tanstack/react-router';
import type { DayEntry } from '../api/types';
import { Outcome } from '../ui/Banner';
import { Button } from '../ui/Button';
import { formatCount } from '../ui/format';
import { dayWords, spanWords } from './days';

interface Props {
  day: string;
  place: string;
  cancelled: readonly DayEntry[];
}

export function CancelledBookings({ day, place, cancelled }: Props) {
  const count = cancelled.length;
  return (
    <div className="stack-s">
      <Outcome
        words={`「${place}」の${dayWords(day)}を休みにしました。${count === 0 ? '取り消した予約はありません。' : `予約${formatCount(count)}件を取り消し、メールアドレスのある人にメールを送ります。`}`}
      />
      {count > 0 && (
        <section className="calendar-apply stack-s" aria-labelledby="cancelled-title">
          <h3 id="cancelled-title">取り消した予約</h3>
          <p className="support">
            この一覧は、画面を離れると消えます。連絡に使うときは、先に印刷してください。
          </p>
          <ul>
            {cancelled.map((entry) => (
              <li key={entry.submission_id}>
                {spanWords(entry.starts_at, entry.ends_at)}{' '}
                <Link to="/submissions/$submissionId" params={{ submissionId: entry.submission_id }}>
                  {entry.receipt_number}
                </Link>
                {entry.people.length > 0 && `（${entry.people.map(({ text }) => text).join('、')}）`}
              </li>
            ))}
          </ul>
          <div>
            <Button className="no-print" onPress={() => window.print()}>
              印刷する
            </Button>
          </div>
        </section>
      )}
    </div>
  );
}

/** Puts a calendar away that no form uses any more (保管), and takes it out again. Nothing is deleted. */
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { ApiError } from '../api/http';
import { keys } from '../api/queries';
import { calendars } from '../api/staffApi';
import type { Calendar } from '../api/types';
import { Banner, ErrorBanner, Outcome } from '../ui/Banner';
import { Button } from '../ui/Button';
import { formatCount } from '../ui/format';

/** Why it cannot be put away, and what to do first; nothing where it is another error. */
function inUseWords(error: unknown): string | null {
  if (!(error instanceof ApiError) || error.code !== 'calendar-in-use') return null;
  const { forms = 0, bookings = 0 } = error.body;
  const words: string[] = [];
  if (forms > 0)
    words.push(
      `申請フォーム${formatCount(forms)}件が使っています。先にそのフォームを保管するか、別の予約枠を選んで公開してください。`,
    );
  if (bookings > 0)
    words.push(`これから来る予約が${formatCount(bookings)}件あります。終わってから保管してください。`);
  return `保管していません。${words.join('')}`;
}

export function ArchiveCalendar({ calendar }: { calendar: Calendar }) {
  const client = useQueryClient();
  const move = useMutation({
    mutationFn: () =>
      calendar.is_archived ? calendars.unarchive(calendar.id) : calendars.archive(calendar.id),
    onSuccess: (next) => {
      client.setQueryData(keys.calendar(calendar.id), next);
      void client.invalidateQueries({ queryKey: keys.calendars });
    },
  });
  if (!calendar.can_edit) return calendar.is_archived ? <p>この予約枠は、保管中です。</p> : null;
  const inUse = inUseWords(move.error);
  return (
    <section className="stack-s" aria-labelledby="archive-title">
      <h2 id="archive-title">保管</h2>
      {inUse === null ? <ErrorBanner error={move.error} /> : <Banner kind="error">{inUse}</Banner>}
      <Outcome
        words={
          move.isSuccess
            ? calendar.is_archived
              ? '保管しました。一覧で見るには、「保管した予約枠を表示する」を押します。'
              : '保管から出しました。'
            : null
        }
      />
      <p className="support">
        {calendar.is_archived
          ? 'この予約枠は保管中です。申請フォームからは使えません。これまでの予約の記録は残っています。'
          : '使わなくなった予約枠を、一覧から外します。枠も予約の記録も消えません。いつでも戻せます。'}
      </p>
      <div>
        <Button isPending={move.isPending} onPress={() => move.mutate()}>
          {calendar.is_archived ? '保管から出す' : '保管する'}
        </Button>
      </div>
    </section>
  );
}
